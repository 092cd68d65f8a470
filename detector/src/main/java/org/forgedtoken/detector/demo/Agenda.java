package org.forgedtoken.detector.demo;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is still to happen, by time, and what has happened but not arrived, by arrival. A step may plan later steps and
 * send records that arrive at its own time or later; so the earliest arrival is final once no step is due before it.
 */
final class Agenda {

    private record Step(long time, long order, Runnable action) {}

    private record Sent(GeneratedRecord record, long order) {}

    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::time).thenComparingLong(Step::order));
    private final PriorityQueue<Sent> sent =
            new PriorityQueue<>(Comparator.comparingLong((Sent s) -> s.record().arrivalMillis())
                    .thenComparingLong(s -> s.record().timeMillis())
                    .thenComparingLong(Sent::order));
    private long order;
    private long now = Long.MIN_VALUE;

    /** The time of the step that runs. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        steps.add(new Step(time, order++, action));
    }

    void send(GeneratedRecord record) {
        sent.add(new Sent(record, order++));
    }

    /** The next record to arrive, or null when nothing is left. */
    @Nullable
    GeneratedRecord next() {
        Step due = steps.peek();
        Sent first = sent.peek();
        while (due != null && (first == null || due.time() <= first.record().arrivalMillis())) {
            steps.remove();
            now = due.time();
            due.action().run();
            due = steps.peek();
            first = sent.peek();
        }
        return first == null ? null : sent.remove().record();
    }
}
