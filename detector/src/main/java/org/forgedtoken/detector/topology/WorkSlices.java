package org.forgedtoken.detector.topology;

import org.forgedtoken.detector.step.Stage;

/**
 * Lets a stage work off what can be judged, a slice at a time: at most 5 000 or 100 ms, and then at least as long a pause
 * for records, so that neither a backfill that releases millions nor the marks of a backlog hold up a transaction.
 */
final class WorkSlices {
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
