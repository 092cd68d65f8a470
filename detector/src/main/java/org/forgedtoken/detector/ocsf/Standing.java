package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.reading.JsonTree;

/** How an alert or an incident that was read back stands at the end. */
public enum Standing {
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

    static Standing of(JsonTree finding) {
        long status = finding.at("status_id").number(0);
        if (status == FindingStatus.SUPPRESSED.ocsfId()) {
            return EXPECTED;
        }
        if (status != FindingStatus.RESOLVED.ocsfId()) {
            return OPEN;
        }
        return switch (finding.at("status_detail").text()) {
            case "late-issuance", "late-record" -> WITHDRAWN;
            case "recovered", "quiet" -> OVER;
            default -> AnalystAction.FALSE_POSITIVE.equals(finding.at("comment").text()) ? EXPECTED : DONE;
        };
    }

    /** Whether it counts as something that was found. */
    public boolean counts() {
        return this == OPEN || this == DONE || this == OVER;
    }
}
