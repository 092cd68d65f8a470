package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * What an analyst decided on an alert or an incident (reference/incidents.md).
 *
 * @param time when it was decided, epoch ms
 * @param uid of the alert or the incident
 * @param reason in the analyst's words; {@link #FALSE_POSITIVE} has a meaning
 * @param by who decided
 * @param until when it holds, epoch ms, or {@link Times#UNKNOWN}: for good
 * @param regime under which the incident was reported, for {@link Kind#REPORTED}
 */
public record AnalystAction(
        long time,
        String uid,
        Kind kind,
        @Nullable String reason,
        @Nullable String by,
        long until,
        @Nullable String regime) {

    /** Whether it says that nothing was wrong. */
    public boolean isFalsePositive() {
        return kind == Kind.RESOLVE && FALSE_POSITIVE.equals(reason);
    }

    /** Whether it was to hold until a time that had passed when it was decided: it changes nothing. */
    public boolean isOver() {
        return Times.known(until) && until <= time;
    }

    /** The reason of a resolution that says that nothing was wrong. */
    public static final String FALSE_POSITIVE = "false-positive";

    /** What there is to decide. */
    public enum Kind {
        /** Somebody works on it. */
        ACKNOWLEDGE,
        /** It is expected, and nobody should be woken by it. */
        SUPPRESS,
        /** It is done with. */
        RESOLVE,
        /** It is to be worked on after all. */
        REOPEN,
        /** The incident was reported under a regime. */
        REPORTED
    }
}
