package org.forgedtoken.detector.step;

/** When a growing count is told again: at 10, 100, 1 000 … */
public final class Tenfold {
    private static final int TEN = 10;

    private Tenfold() {}

    /** Whether a count that grew from one to the other reached such a number. */
    public static boolean isReached(long before, long now) {
        long power = TEN;
        while (power <= before) {
            power *= TEN;
        }
        return now >= power;
    }
}
