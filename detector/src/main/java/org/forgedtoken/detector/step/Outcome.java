package org.forgedtoken.detector.step;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.forgedtoken.detector.feed.Feed;

/**
 * What became of a record that was read. For each feed the outcomes add up to the records read (reference/dead-letters-and-sums.md);
 * an access that waits is told once it is judged.
 */
public enum Outcome {
    ISSUED,
    ALTERED,
    NEVER_ISSUED,
    UNDETERMINED,
    REFUSED,
    ANONYMOUS,
    REVOKED,
    HEARTBEAT,
    ACTIVE,
    RETIRED,
    COMPROMISED,
    DELETED,
    DECIDED,
    SKIPPED,
    DEAD_LETTER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The outcomes that records of this feed can have. */
    public static Set<Outcome> of(Feed feed) {
        return switch (feed) {
            case ACCESS ->
                EnumSet.of(ISSUED, ALTERED, NEVER_ISSUED, UNDETERMINED, REFUSED, ANONYMOUS, SKIPPED, DEAD_LETTER);
            case ISSUANCE -> EnumSet.of(ISSUED, REVOKED, HEARTBEAT, SKIPPED, DEAD_LETTER);
            case KEYS -> EnumSet.of(ACTIVE, RETIRED, COMPROMISED, DEAD_LETTER);
            case ACCOUNTS -> EnumSet.of(ACTIVE, DELETED, DEAD_LETTER);
            case ACTIONS -> EnumSet.of(DECIDED, SKIPPED, DEAD_LETTER);
        };
    }

    /** As written in metrics and summaries: {@code never_issued}. */
    public String label() {
        return label;
    }
}
