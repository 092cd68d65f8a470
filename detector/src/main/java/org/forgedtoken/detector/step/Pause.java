package org.forgedtoken.detector.step;

/**
 * Whether it pays to look for ordinary records first: whoever sends others would have each looked at twice, and so, where
 * more than half are, many go by without a look. Safe for use by several threads.
 */
public final class Pause {
    /** After so many it is looked back at how many were ordinary. */
    private static final int LOOK_BACK = 4_096;

    private static final int LENGTH = 16 * LOOK_BACK;

    private int seen;
    private int ordinary;
    private int left;

    /** Whether these, so many, go by without a look. */
    public synchronized boolean skips(int records) {
        boolean isOn = left > 0;
        left -= isOn ? records : 0;
        return isOn;
    }

    /** So many more were looked at, and so many more of all these were ordinary: fewer where some turn out not to be. */
    public synchronized void saw(int records, int ofThese) {
        seen += records;
        ordinary += ofThese;
        if (seen >= LOOK_BACK) {
            left = 2 * ordinary < seen ? LENGTH : 0;
            seen = 0;
            ordinary = 0;
        }
    }
}
