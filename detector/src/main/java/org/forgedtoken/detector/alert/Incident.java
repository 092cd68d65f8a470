package org.forgedtoken.detector.alert;

import java.util.List;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One state of one incident, as it is written.
 *
 * @param verified whether a use of an alert that stands has a signature known good
 * @param newest of its alerts, the newest first, at most {@link #MOST_LISTED}
 * @param liveTokens how many legitimate tokens live that retiring the key would end; negative where nobody knows
 * @param awareAt wall clock at which its first verified alert was written, epoch ms, or
 *     {@link org.forgedtoken.detector.feed.Times#UNKNOWN}
 * @param reporting by when it must be reported to whom, in the order of the setting; empty where no clock runs
 * @param closed why its last alert was withdrawn; null while one stands
 * @param triage what an analyst decided; null while nobody has
 */
public record Incident(
        Activity activity,
        IncidentKey key,
        Severity severity,
        boolean verified,
        Scope scope,
        List<Listed> newest,
        long liveTokens,
        long awareAt,
        List<Deadline> reporting,
        @Nullable StatusDetail closed,
        @Nullable Triage triage) {
    /** So many alerts an incident names. */
    public static final int MOST_LISTED = 100;

    /** Whether it is something that still goes on: neither over, nor done with, nor expected. */
    public boolean isOpen() {
        return closed == null
                && (triage == null || (triage.status() != FindingStatus.RESOLVED && !triage.isExpected()));
    }

    /** An alert of it. */
    public record Listed(String uid, Rule rule, long first, long last) {}

    /**
     * By when it must be reported.
     *
     * @param due wall clock, epoch ms
     * @param reported wall clock at which it was, or {@link org.forgedtoken.detector.feed.Times#UNKNOWN}
     */
    public record Deadline(String regime, long due, long reported) {}
}
