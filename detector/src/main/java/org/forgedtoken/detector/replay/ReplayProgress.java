package org.forgedtoken.detector.replay;

/** Hears how far a replay has come. */
public interface ReplayProgress {
    /** So many bytes of files, or offsets of topics, are to be read; 0 where nobody knows. */
    void begin(long length);

    /** A record was read, and so much in all. */
    void read(long position);
}
