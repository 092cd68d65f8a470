package org.forgedtoken.detector.chain;

import java.util.Locale;

/** Says what has happened, and how long after its beginning. */
final class TimeLine {
    private long begun = System.nanoTime();

    /** The beginning is now. */
    void begin(String what) {
        begun = System.nanoTime();
        say(what);
    }

    void say(String what) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "chain: %7.2f s  %s%n", seconds, what);
    }
}
