package org.forgedtoken.detector.rule;

/** What the detector says of a token (reference/verdicts.md). */
public enum Verdict {
    ISSUED,
    NEVER_ISSUED,
    ALTERED,
    UNDETERMINED
}
