package org.forgedtoken.detector.replay;

/** Hears how far a replay has come. */
public interface ReplayProgress {
    /**
     * A stage of the work begins, after the one before it.
     *
     * @param stage what is done in it, for people
     * @param length bytes of files, or offsets of topics, that it takes; 0 where nobody knows
     */
    void begin(String stage, long length);

    /** A record was read or written, and so much of the stage's length in all. */
    void done(long position);
}
