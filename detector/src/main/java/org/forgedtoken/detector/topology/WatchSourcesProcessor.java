package org.forgedtoken.detector.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.SourcePolicy;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.forgedtoken.detector.step.SourcesState;
import org.forgedtoken.detector.step.WatchSources;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/**
 * WATCH, for the sources of one partition. Once a minute what has changed is put aside, in slices: after a crash that
 * much is missing.
 */
final class WatchSourcesProcessor implements Processor<String, ForWatch, String, ForGroup> {
    private static final Duration SAVE = Duration.ofSeconds(1);
    private static final long EVERY = 60_000;
    private static final int SLICE = 2_000;

    private final SourcePolicy policy;
    private final TaskMemory memory;

    private @Nullable WatchSources watch;
    private @Nullable StreamsStore<SourceSnapshot> sources;
    private @Nullable StreamsStore<BackgroundRate.Slot> background;
    private long begun = Long.MIN_VALUE / 2;
    private boolean isSaving;

    /** @param memory what the tasks of this step share */
    WatchSourcesProcessor(SourcePolicy policy, TaskMemory memory) {
        this.policy = policy.within(memory);
        this.memory = memory;
    }

    @Override
    public void init(ProcessorContext<String, ForGroup> context) {
        PromptCommit commit = new PromptCommit(context);
        StreamsStore<SourceSnapshot> ofSources = WatchMemories.SOURCES.open(context);
        StreamsStore<BackgroundRate.Slot> ofAll = WatchMemories.BACKGROUND_RATE.open(context);
        WatchSources watching = new WatchSources(
                policy,
                new SourcesState(ofSources, ofAll),
                finding -> {
                    forward(context, finding);
                    commit.want();
                },
                account -> forward(context, account));
        context.schedule(SAVE, PunctuationType.WALL_CLOCK_TIME, now -> {
            watching.tell();
            save(watching, now);
            commit.perhaps(now);
        });
        memory.join();
        sources = ofSources;
        background = ofAll;
        watch = watching;
    }

    private void save(WatchSources watching, long now) {
        if (!isSaving && now - begun < EVERY) {
            return;
        }
        begun = isSaving ? begun : now;
        isSaving = watching.save(SLICE);
    }

    private static void forward(ProcessorContext<String, ForGroup> context, Finding finding) {
        long now = context.currentSystemTimeMs();
        context.forward(new Record<>(Routing.of(finding.key()), new ForGroup.Found(finding, now), now));
    }

    private static void forward(ProcessorContext<String, ForGroup> context, IncidentEvent.AccountKnown account) {
        context.forward(
                new Record<>(account.incident(), new ForGroup.ForIncidents(account), context.currentSystemTimeMs()));
    }

    @Override
    public void process(Record<String, ForWatch> record) {
        WatchSources watching = watch;
        if (watching == null) {
            return;
        }
        ForWatch message = record.value();
        if (message instanceof ForWatch.Pack pack) {
            LookAhead.each(pack.accesses(), watching::expect, watching::seen);
        } else if (message instanceof ForWatch.Unknown unknown) {
            watching.unknown(unknown.use());
        } else if (message instanceof ForWatch.ReadTo readTo) {
            watching.readTo(readTo.mark());
        }
    }

    @Override
    public void close() {
        if (sources != null) {
            sources.close();
        }
        if (background != null) {
            background.close();
        }
        if (watch != null) {
            memory.leave();
            watch = null;
        }
    }
}
