package org.forgedtoken.detector.settings;

/** What a token of the HTTP server may do. */
public enum TokenRole {
    /** Asks for decisions alone. */
    DECISION,
    /** Sees the pages alone. */
    READ,
    /** Does everything. */
    ACT
}
