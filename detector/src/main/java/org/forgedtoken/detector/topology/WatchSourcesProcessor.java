package org.forgedtoken.detector.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.step.SourcePolicy;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.forgedtoken.detector.step.WatchSources;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/**
 * WATCH, for the sources of one partition. What it holds is put aside in slices, all of what has changed in about a
 * minute: after a crash that much is missing.
 */
final class WatchSourcesProcessor implements Processor<String, ForWatch, String, ForGroup> {
    private static final Duration SAVE = Duration.ofSeconds(1);
    private static final int SLICE = 2_000;

    private final SourcePolicy policy;

    private @Nullable WatchSources watch;
    private @Nullable StreamsStore<SourceSnapshot> store;

    WatchSourcesProcessor(SourcePolicy policy) {
        this.policy = policy;
    }

    @Override
    public void init(ProcessorContext<String, ForGroup> context) {
        PromptCommit commit = new PromptCommit(context);
        StreamsStore<SourceSnapshot> opened = Memories.SOURCES.open(context);
        WatchSources watching = new WatchSources(policy, opened, finding -> {
            forward(context, finding);
            commit.want();
        });
        context.schedule(SAVE, PunctuationType.WALL_CLOCK_TIME, now -> {
            watching.save(SLICE);
            commit.perhaps(now);
        });
        store = opened;
        watch = watching;
    }

    private static void forward(ProcessorContext<String, ForGroup> context, Finding finding) {
        long now = context.currentSystemTimeMs();
        context.forward(new Record<>(Routing.of(finding.key()), new ForGroup.Found(finding, now), now));
    }

    @Override
    public void process(Record<String, ForWatch> record) {
        WatchSources watching = watch;
        if (watching == null) {
            return;
        }
        ForWatch message = record.value();
        if (message instanceof ForWatch.Pack pack) {
            pack.accesses().forEach(watching::seen);
        } else if (message instanceof ForWatch.Unknown unknown) {
            watching.unknown(unknown.use());
        } else if (message instanceof ForWatch.ReadTo readTo) {
            watching.readTo(readTo.mark());
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
        watch = null;
    }
}
