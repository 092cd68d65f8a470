package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.reading.JsonTree;

/**
 * What an alert or an incident says that was read back from a topic or a file. Whoever may write there may have written it:
 * every part may be missing, and no text is to be trusted. A text that is not there is empty, a number 0, a time {@link
 * Times#UNKNOWN}.
 */
public sealed interface WrittenFinding permits WrittenAlert, WrittenIncident {

    /** How it stands at the end. */
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
                default ->
                    AnalystAction.FALSE_POSITIVE.equals(finding.at("comment").text()) ? EXPECTED : DONE;
            };
        }

        /** Whether it counts as something that was found. */
        public boolean counts() {
            return this == OPEN || this == DONE || this == OVER;
        }
    }

    /** The alert's or the incident's own. */
    String uid();

    /** Wall clock at which it was written, epoch ms. */
    long time();

    /** OCSF {@code severity_id}. */
    int severity();

    /** OCSF {@code status_id}. */
    int status();

    /** How it stands. */
    Standing standing();

    /** Whether it says that it is new or in progress. */
    default boolean isOpen() {
        return status() == FindingStatus.NEW.ocsfId() || status() == FindingStatus.IN_PROGRESS.ocsfId();
    }
}
