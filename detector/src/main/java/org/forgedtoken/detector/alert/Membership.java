package org.forgedtoken.detector.alert;

import org.jspecify.annotations.Nullable;

/**
 * That an alert belongs to an incident.
 *
 * @param since event time of the first use that named it, epoch ms
 */
public record Membership(IncidentKey incident, long since) {

    /** The one that was named first, whichever is told first. */
    public static @Nullable Membership earlier(@Nullable Membership a, @Nullable Membership b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a.since != b.since) {
            return a.since < b.since ? a : b;
        }
        return a.incident.uid().compareTo(b.incident.uid()) <= 0 ? a : b;
    }

    /** The incident's uid; null where there is none. */
    public static @Nullable String uid(@Nullable Membership membership) {
        return membership == null ? null : membership.incident.uid();
    }
}
