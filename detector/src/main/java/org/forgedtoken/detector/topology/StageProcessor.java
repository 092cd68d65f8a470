package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.step.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Runs a stage as a task of Kafka Streams. What waits is done in slices: a transaction has ten seconds.
 *
 * @param <V> the records' values
 * @param <I> what the stage takes in
 */
final class StageProcessor<V, I> implements Processor<String, V, String, Object> {
    private static final Duration WAKE = Duration.ofMillis(100);
    private static final long SWEEP_AFTER = 1_000;
    private static final int SWEEP = 2_000;

    private final Function<ProcessorContext<String, Object>, TaskEmit> ways;
    private final Function<Task, Stage<I>> opener;
    private final Function<V, List<? extends I>> messages;
    private @Nullable Open<V, I> open;

    /**
     * One that is about to be given a task.
     *
     * @param ways where what the stage says goes
     * @param opener makes the stage, which takes up its state
     * @param messages those of a record
     */
    StageProcessor(
            Function<ProcessorContext<String, Object>, TaskEmit> ways,
            Function<Task, Stage<I>> opener,
            Function<V, List<? extends I>> messages) {
        this.ways = ways;
        this.opener = opener;
        this.messages = messages;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Open<V, I> opened = new Open<>(new Task(context, ways.apply(context)), opener, messages);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, opened::wake);
        open = opened;
    }

    @Override
    public void process(Record<String, V> record) {
        if (open != null) {
            open.take(record);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.task.close();
            open = null;
        }
    }

    private static final class Open<V, I> {
        private final Task task;
        private final Stage<I> stage;
        private final Function<V, List<? extends I>> messages;
        private final WorkSlices slices = new WorkSlices();
        private boolean ticked;
        private long sweptAt = Long.MIN_VALUE / 2;

        Open(Task task, Function<Task, Stage<I>> opener, Function<V, List<? extends I>> messages) {
            this.task = task;
            this.messages = messages;
            this.stage = opener.apply(task);
        }

        void take(Record<String, V> record) {
            if (!ticked) {
                tick(task.context().currentSystemTimeMs());
            }
            task.out().comesOf(record.timestamp());
            stage.accept(messages.apply(record.value()));
            slices.due();
            slices.perhaps(stage);
            task.out().commit(task.context().currentSystemTimeMs());
        }

        /** The first time before anything else. */
        private void tick(long now) {
            ticked = true;
            stage.tick(now);
        }

        void wake(long now) {
            task.out().comesOf(0);
            slices.due();
            slices.perhaps(stage);
            tick(now);
            if (now - sweptAt >= SWEEP_AFTER) {
                sweptAt = now;
                stage.sweep(SWEEP);
            }
            task.out().flush(now);
            task.ticked();
        }
    }

    /**
     * Lets a stage work off what can be judged, a slice at a time: at most 5 000 or 100 ms, and then at least as long a pause
     * for records, so that neither a backfill that releases millions nor the marks of a backlog hold up a transaction.
     */
    private static final class WorkSlices {
        private static final int MOST = 5_000;
        private static final int STEP = 100;
        private static final long MOST_NANOS = 100_000_000;

        private boolean due = true;
        private long ended = System.nanoTime();
        private long spent;

        /** Something may have become decidable. */
        void due() {
            due = true;
        }

        /** Works, if there is anything to do and it is time. */
        void perhaps(Stage<?> stage) {
            if (!due || (spent > 0 && System.nanoTime() - ended < spent)) {
                return;
            }
            long begun = System.nanoTime();
            boolean more = true;
            for (int done = 0; more && done < MOST && System.nanoTime() - begun < MOST_NANOS; done += STEP) {
                more = stage.work(STEP);
            }
            due = more;
            ended = System.nanoTime();
            spent = ended - begun;
        }
    }
}
