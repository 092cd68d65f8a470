package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Block;
import org.forgedtoken.detector.step.GroupIncidents;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.IncidentMemory;
import org.forgedtoken.detector.step.IncidentPolicy;
import org.forgedtoken.detector.step.IncidentState;
import org.forgedtoken.detector.step.KeyBlocks;
import org.forgedtoken.detector.step.ShareMemory;
import org.forgedtoken.detector.step.ToBlocks;
import org.forgedtoken.detector.step.ToIncidentWrite;
import org.jspecify.annotations.Nullable;

/** INCIDENTS: all of them, in the one task that the topic's one partition makes. */
final class IncidentsProcessor implements Processor<String, IncidentEvent, String, ForWrite> {
    private static final Duration WAKE = Duration.ofMillis(100);

    private final Settings.Alerts settings;
    private final IncidentPolicy policy;
    private final IncidentMeters meters;

    private @Nullable Keeping keeping;

    IncidentsProcessor(Settings.Alerts settings, IncidentPolicy policy, IncidentMeters meters) {
        this.settings = settings;
        this.policy = policy;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, ForWrite> context) {
        Keeping opened = new Keeping(context);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, opened::wake);
        keeping = opened;
    }

    @Override
    public void process(Record<String, IncidentEvent> record) {
        if (keeping != null) {
            keeping.accept(record.value());
        }
    }

    @Override
    public void close() {
        if (keeping != null) {
            keeping.stores.forEach(StreamsStore::close);
            keeping = null;
            meters.none();
        }
    }

    /** The task's incidents, from the state as it was restored. */
    private final class Keeping implements ToIncidentWrite, ToBlocks {
        private final ProcessorContext<String, ForWrite> context;
        private final PromptCommit commit;
        private final List<StreamsStore<?>> stores;
        private final KeyBlocks keyBlocks;
        private final GroupIncidents incidents;

        Keeping(ProcessorContext<String, ForWrite> context) {
            this.context = context;
            this.commit = new PromptCommit(context);
            StreamsStore<IncidentMemory> files = Memories.INCIDENTS.open(context);
            StreamsStore<ShareMemory> shares = Memories.INCIDENT_ALERTS.open(context);
            StreamsStore<Long> accused = Memories.INCIDENT_ACCUSED.open(context);
            StreamsStore<Long> tokens = Memories.INCIDENT_TOKENS.open(context);
            StreamsStore<Long> members = Memories.INCIDENT_MEMBERS.open(context);
            StreamsStore<Long> accounts = Memories.INCIDENT_ACCOUNTS.open(context);
            StreamsStore<LiveTokens> live = Memories.LIVE_TOKENS.open(context);
            StreamsStore<AnalystAction> decisions = Memories.INCIDENT_DECISIONS.open(context);
            StreamsStore<Block> keys = Memories.KEY_BLOCKS.open(context);
            this.stores = List.of(files, shares, accused, tokens, members, accounts, live, decisions, keys);
            this.keyBlocks =
                    new KeyBlocks(settings.blockKeys(), settings.blockMax().toMillis(), keys, this, this);
            this.incidents = new GroupIncidents(
                    policy,
                    new IncidentState(files, shares, accused, tokens, members, accounts, live, decisions),
                    keyBlocks);
        }

        void accept(IncidentEvent event) {
            incidents.accept(event, context.currentSystemTimeMs());
            commit.perhaps(context.currentSystemTimeMs());
        }

        void wake(long now) {
            incidents.wake(now);
            keyBlocks.wake(now);
            meters.levels(incidents.levels());
            commit.perhaps(now);
        }

        @Override
        public void incident(Incident incident) {
            forward(incident.key().uid(), new ForWrite.IncidentTold(incident));
        }

        @Override
        public void block(BlockEntry entry) {
            forward(entry.key(), new ForWrite.Blocked(entry));
        }

        @Override
        public void unblock(String key) {
            forward(key, new ForWrite.Unblocked(key));
        }

        private void forward(String key, ForWrite message) {
            context.forward(new Record<>(key, message, context.currentSystemTimeMs()));
            commit.want();
        }
    }
}
