package org.forgedtoken.detector.settings;

/** What a decision is where the token, or what is known of it, cannot be read. */
public enum DecisionFail {
    /** The request passes. */
    OPEN,
    /** The request is refused. */
    CLOSED
}
