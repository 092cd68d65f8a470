package org.forgedtoken.detector.alert;

import java.util.List;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One state of one incident, as it is written.
 *
 * @param verified whether a use with a signature known good proves it
 * @param breached whether such a use was accepted
 * @param newest of its alerts, the newest first, at most {@link #MOST_LISTED}
 * @param liveTokens how many legitimate tokens live that retiring the key would end; negative where nobody knows
 * @param awareAt wall clock at which its first verified alert was written, epoch ms, or
 *     {@link org.forgedtoken.detector.feed.Times#UNKNOWN}
 * @param reporting by when it must be reported to whom, in the order of the setting; empty where no clock runs
 * @param closed why it is over; null while it goes on
 * @param mergedInto uid of the incident that goes on in its place, or null
 * @param triage what an analyst decided; null while nobody has
 */
public record Incident(
        Activity activity,
        IncidentKey key,
        Severity severity,
        boolean verified,
        boolean breached,
        Scope scope,
        List<Listed> newest,
        long liveTokens,
        long awareAt,
        List<Deadline> reporting,
        @Nullable StatusDetail closed,
        @Nullable String mergedInto,
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
     * @param withdrawnAt wall clock at which nothing was left to report, the same
     */
    public record Deadline(String regime, long due, long reported, long withdrawnAt) {}
}
