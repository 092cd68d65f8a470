package org.forgedtoken.detector.alert;

import org.jspecify.annotations.Nullable;

/**
 * That an alert belongs to an incident.
 *
 * @param since event time of the first use that named it, epoch ms
 */
public record Membership(IncidentKey incident, long since) {

    /**
     * Where an alert belongs whose uses name both: to what is known best, else to what was named first. The answer does
     * not depend on the order in which they are told.
     */
    public static @Nullable Membership better(@Nullable Membership a, @Nullable Membership b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a.incident.equals(b.incident)) {
            return a.since <= b.since ? a : b;
        }
        if (a.incident.rank() != b.incident.rank()) {
            return a.incident.rank() > b.incident.rank() ? a : b;
        }
        if (a.since != b.since) {
            return a.since < b.since ? a : b;
        }
        return a.incident.uid().compareTo(b.incident.uid()) < 0 ? a : b;
    }

    /** The incident's uid; null where there is none. */
    public static @Nullable String uid(@Nullable Membership membership) {
        return membership == null ? null : membership.incident.uid();
    }
}
