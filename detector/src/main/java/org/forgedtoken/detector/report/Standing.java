package org.forgedtoken.detector.report;

import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.reading.JsonTree;

/** How an alert or an incident stands at the end. */
enum Standing {
    /** Nobody is done with it. */
    OPEN,
    /** An analyst is done with it; what it found stands. */
    DONE,
    /** What it told of has ended. */
    OVER,
    /** Somebody expects it, or found that nothing was wrong. */
    EXPECTED,
    /** The accusation has fallen: a record came late that explains it. */
    WITHDRAWN;

    private static final int SUPPRESSED = 3;
    private static final int RESOLVED = 4;

    /** Of an OCSF finding. */
    static Standing of(JsonTree finding) {
        long status = finding.at("status_id").number(0);
        if (status == SUPPRESSED) {
            return EXPECTED;
        }
        if (status != RESOLVED) {
            return OPEN;
        }
        return switch (finding.at("status_detail").text()) {
            case "late-issuance", "late-record" -> WITHDRAWN;
            case "recovered", "quiet" -> OVER;
            default -> AnalystAction.FALSE_POSITIVE.equals(finding.at("comment").text()) ? EXPECTED : DONE;
        };
    }

    /** Whether it counts as something that was found. */
    boolean counts() {
        return this == OPEN || this == DONE || this == OVER;
    }
}
