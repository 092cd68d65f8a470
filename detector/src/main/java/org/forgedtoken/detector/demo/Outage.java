package org.forgedtoken.detector.demo;

/** What becomes of the issuance records of the outage's stretch. Heartbeats are kept by {@link #LATE} alone. */
public enum Outage {
    /** There is no outage. */
    NONE,
    /** They never arrive: whatever was issued or forged in the stretch cannot be told apart. */
    LOST,
    /** They arrive when it ends, in order: a connector that stood still. */
    LATE,
    /** They arrive after it ends, in any order: an export loaded afterwards. Heartbeats would lie there. */
    SHUFFLED
}
