package org.forgedtoken.detector.replay;

/** Hears how far a replay has come. */
public interface ReplayProgress {
    /** So many bytes are to be read; 0 where nobody knows. */
    void begin(long bytes);

    /** A record was read, and so many bytes in all. */
    void read(long bytes);
}
