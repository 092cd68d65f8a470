package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on an alert or an incident, by an analyst or beforehand by an exception.
 *
 * @param reason as given
 * @param by who decided; null where nobody said so
 * @param until epoch ms, or {@link Times#UNKNOWN}: for good
 * @param expected whether an exception decided, and not an analyst
 */
public record Triage(
        FindingStatus status,
        @Nullable String reason,
        @Nullable String by,
        long until,
        boolean expected) {

    /** What stands after the action; null where it is as new. What was to hold until a time that has passed changes nothing. */
    public static @Nullable Triage after(AnalystAction action, @Nullable Triage before) {
        FindingStatus status = switch (action.kind()) {
            case ACKNOWLEDGE -> FindingStatus.IN_PROGRESS;
            case SUPPRESS -> FindingStatus.SUPPRESSED;
            case RESOLVE -> FindingStatus.RESOLVED;
            case REOPEN, REPORTED -> null;
        };
        if (status == null) {
            return action.kind() == AnalystAction.Kind.REOPEN ? null : before;
        }
        if (action.isOver()) {
            return before;
        }
        return new Triage(status, action.reason(), action.by(), action.until(), false);
    }

    /** What is left of it as the alert goes on at {@code time}: what was resolved and goes on is a recurrence. */
    public static @Nullable Triage goingOn(@Nullable Triage triage, long time) {
        if (triage == null || !triage.holdsAt(time)) {
            return null;
        }
        return triage.status() == FindingStatus.RESOLVED && !triage.isFalsePositive() ? null : triage;
    }

    /** Whether it still holds for a use at {@code time}, epoch ms. */
    public boolean holdsAt(long time) {
        return !Times.known(until) || time <= until;
    }

    /** Whether it is no sign of anything: somebody expects it, or found that nothing was wrong. */
    public boolean isExpected() {
        return status == FindingStatus.SUPPRESSED || isFalsePositive();
    }

    /** Whether somebody found that nothing was wrong. */
    public boolean isFalsePositive() {
        return status == FindingStatus.RESOLVED && AnalystAction.FALSE_POSITIVE.equals(reason);
    }
}
