package org.forgedtoken.detector.settings;

/** What a decision is where it cannot be known. */
public enum DecisionFail {
    /** The request passes. */
    OPEN,
    /** The request is refused. */
    CLOSED
}
