package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.step.Block;
import org.forgedtoken.detector.step.CanaryEcho;
import org.forgedtoken.detector.step.CanaryPolicy;
import org.forgedtoken.detector.step.Contribution;
import org.forgedtoken.detector.step.Group;
import org.forgedtoken.detector.step.GroupPolicy;
import org.forgedtoken.detector.step.GroupState;
import org.forgedtoken.detector.step.HoleTokens;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.ToIncidents;
import org.forgedtoken.detector.step.ToWrite;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.jspecify.annotations.Nullable;

/** GROUP, for one partition of findings. */
final class GroupProcessor implements Processor<String, ForGroup, String, Object> {
    private static final Duration WAKE = Duration.ofMillis(100);

    /** Kafka Streams drops records without a key; the topic of incident events has one partition. */
    private static final String INCIDENTS = "incidents";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final GroupPolicy policy;
    private final CanaryPolicy canaries;

    private @Nullable Grouping grouping;

    GroupProcessor(GroupPolicy policy, CanaryPolicy canaries) {
        this.policy = policy;
        this.canaries = canaries;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Grouping opened = new Grouping(context);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, opened.commit::perhaps);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, opened.echo::wallClock);
        grouping = opened;
    }

    @Override
    public void process(Record<String, ForGroup> record) {
        if (grouping != null) {
            grouping.accept(record.value());
        }
    }

    @Override
    public void close() {
        if (grouping != null) {
            grouping.stores.forEach(StreamsStore::close);
            grouping = null;
        }
    }

    /** One task's grouping, from the state as it was restored. */
    private final class Grouping implements ToWrite, ToIncidents {
        private final ProcessorContext<String, Object> context;
        private final PromptCommit commit;
        private final List<StreamsStore<?>> stores;
        private final Group group;
        private final CanaryEcho echo;
        private long foundAt = ForWrite.NOT_NEW;

        Grouping(ProcessorContext<String, Object> context) {
            this.context = context;
            this.commit = new PromptCommit(context);
            StreamsStore<AlertState> alerts = Memories.ALERTS.open(context);
            StreamsStore<Block> blocks = Memories.BLOCKS.open(context);
            StreamsStore<Long> quotas = Memories.QUOTAS.open(context);
            StreamsStore<PositionMark> positions = Memories.READ_TO.open(context);
            StreamsStore<Long> awaited = Memories.CANARIES_AWAITED.open(context);
            StreamsStore<Contribution> contributions = Memories.CONTRIBUTIONS.open(context);
            StreamsStore<AnalystAction> decisions = Memories.DECISIONS.open(context);
            StreamsStore<HoleTokens> holes = Memories.HOLES.open(context);
            this.stores = List.of(alerts, blocks, quotas, positions, awaited, contributions, decisions, holes);
            this.group = new Group(
                    context.taskId().partition(),
                    policy,
                    new GroupState(alerts, blocks, quotas, positions, contributions, decisions, holes),
                    this,
                    this);
            this.echo = new CanaryEcho(canaries, awaited, uid -> alerts.get(uid) != null, group::accept);
        }

        void accept(ForGroup message) {
            if (message instanceof ForGroup.Found found && found.finding() instanceof Finding.Planted planted) {
                echo.planted(planted);
            } else if (message instanceof ForGroup.Found found) {
                foundAt = found.emittedAt();
                group.accept(found.finding());
                foundAt = ForWrite.NOT_NEW;
            } else if (message instanceof ForGroup.ForIncidents known) {
                incident(known.event());
            } else if (message instanceof ForGroup.Decided decided) {
                group.decided(decided.action());
                if (context.taskId().partition() == 0) {
                    incident(new IncidentEvent.Decided(decided.action()));
                }
            } else if (message instanceof ForGroup.ReadTo readTo) {
                group.readTo(readTo.mark());
            }
            commit.perhaps(context.currentSystemTimeMs());
        }

        @Override
        public void alert(Alert alert) {
            write(alert.key().uid(), new ForWrite.Alerted(alert, foundAt));
            if (alert.evidence().isOfCanary()) {
                echo.heard(alert.key().uid(), context.currentSystemTimeMs());
            }
        }

        @Override
        public void block(BlockEntry entry) {
            write(entry.key(), new ForWrite.Blocked(entry));
        }

        @Override
        public void unblock(String key) {
            write(key, new ForWrite.Unblocked(key));
        }

        @Override
        public void incident(IncidentEvent event) {
            Branch.GROUPED_INCIDENTS.forward(context, INCIDENTS, event);
            commit.want();
        }

        private void write(String key, ForWrite message) {
            Branch.GROUPED_ALERTS.forward(context, key, message);
            commit.want();
        }
    }
}
