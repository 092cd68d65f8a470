package org.forgedtoken.detector.rule;

/** What the detector says of a token (CONTRACT, section 5). */
public enum Verdict {
    ISSUED,
    NEVER_ISSUED,
    ALTERED,
    UNDETERMINED
}
