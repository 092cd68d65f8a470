package org.forgedtoken.detector.step;

/** What is to be done so often by the wall clock, and at the first look at it. */
public final class Pace {
    private final long every;
    private long last = Long.MIN_VALUE / 2;

    /** @param every ms */
    public Pace(long every) {
        this.every = every;
    }

    public boolean isDue(long now) {
        boolean due = now - last >= every;
        last = due ? now : last;
        return due;
    }
}
