package org.forgedtoken.detector.feed;

/** What is known of a presented token's signature. */
public enum Signature {
    /** Checked, by the gateway or against the issuer's keys, and good. */
    VALID,
    /** Checked and bad. */
    INVALID,
    /** Nobody says. */
    UNKNOWN
}
