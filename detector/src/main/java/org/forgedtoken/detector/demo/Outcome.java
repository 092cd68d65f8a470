package org.forgedtoken.detector.demo;

import java.util.Locale;

/** What an access must be counted as (reference/dead-letters-and-sums.md). */
public enum Outcome {
    ISSUED,
    ALTERED,
    NEVER_ISSUED,
    UNDETERMINED_BEFORE_LEDGER,
    UNDETERMINED_HOLE,
    REFUSED,
    ANONYMOUS,
    SKIPPED,
    DEAD_LETTER;

    /** The name used in {@code truth.json}. */
    @Override
    public String toString() {
        return switch (this) {
            case UNDETERMINED_BEFORE_LEDGER -> "undetermined:before-ledger";
            case UNDETERMINED_HOLE -> "undetermined:hole";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
