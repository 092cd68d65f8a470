package org.forgedtoken.detector.alert;

import java.util.SortedSet;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One state of one alert, as it is written: opened, grown, or closed. Event times, epoch ms.
 *
 * @param count accesses so far
 * @param first the first use (or the start of an outage)
 * @param last the last use that {@code count} counts (or the outage's end so far)
 * @param verified whether a use's signature was known good
 * @param evidence the first use's
 * @param closed why it was closed; null while it is open
 * @param triage what was decided on it; null while nobody has
 * @param rollUp whether it stands for more entities than may be written singly
 * @param incident the uid of the incident to which its first use belongs; null where to none
 * @param incidents the uids of all to which uses of it belong
 * @param corrects whether it is a create that sets an earlier one right
 */
public record Alert(
        Activity activity,
        AlertKey key,
        Severity severity,
        long count,
        long first,
        long last,
        boolean verified,
        Evidence evidence,
        @Nullable StatusDetail closed,
        @Nullable Triage triage,
        boolean rollUp,
        @Nullable String incident,
        SortedSet<String> incidents,
        boolean corrects) {
    /** How a create that sets an earlier one right is counted. */
    public static final String CORRECTION = "correction";

    /** What is counted: the activity's label, or {@link #CORRECTION}. */
    public String counted() {
        return corrects ? CORRECTION : activity.label();
    }
}
