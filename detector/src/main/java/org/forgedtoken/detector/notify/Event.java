package org.forgedtoken.detector.notify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.step.Tenfold;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is told of an incident.
 *
 * @param id the same for the same event, however often it is sent
 * @param time wall clock at which it happened, epoch ms
 * @param incident as it is now
 */
record Event(Kind kind, String id, long time, WrittenIncident incident) {

    /** What has happened; of several at once the first here. */
    enum Kind {
        CLOSED("Incident closed"),
        OPENED("Incident opened"),
        VERIFIED("Incident verified: a signature is known good"),
        DEADLINE_NEAR("Incident must be reported soon"),
        TENFOLD("Incident has grown tenfold");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private Event(Kind kind, long time, WrittenIncident incident) {
        this(kind, Uid.of(incident.uid() + '\n' + kind.label() + '\n' + time), time, incident);
    }

    /**
     * What a record tells; null where nothing that anybody is told of.
     *
     * @param before the incident as it was, or null where it was not open
     * @param told up to when deadlines have been told, epoch ms
     */
    static @Nullable Event of(@Nullable WrittenIncident before, WrittenIncident now, long told) {
        Kind kind = kind(before, now, told);
        return kind == null ? null : new Event(kind, now.time(), now);
    }

    private static @Nullable Kind kind(@Nullable WrittenIncident before, WrittenIncident now, long told) {
        if (!now.isOpen()) {
            return before == null ? null : Kind.CLOSED;
        }
        if (before == null) {
            return Kind.OPENED;
        }
        if (now.verified() && !before.verified()) {
            return Kind.VERIFIED;
        }
        boolean isLate = moments(now).stream()
                .anyMatch(near -> near <= told && !moments(before).contains(near));
        return isLate ? Kind.DEADLINE_NEAR : hasGrown(before, now) ? Kind.TENFOLD : null;
    }

    private static boolean hasGrown(WrittenIncident before, WrittenIncident now) {
        if (Tenfold.isReached(before.accesses(), now.accesses())) {
            return true;
        }
        for (MemberKind kind : MemberKind.values()) {
            if (Tenfold.isReached(before.of(kind).number(), now.of(kind).number())) {
                return true;
            }
        }
        return false;
    }

    /** A deadline is near. */
    static Event near(long moment, WrittenIncident incident) {
        return new Event(Kind.DEADLINE_NEAR, moment, incident);
    }

    /** When each of its deadlines that still runs is near: when a quarter of the time is left. */
    static List<Long> moments(WrittenIncident incident) {
        return running(incident).stream()
                .map(one -> one.due() - Math.max(0, one.due() - incident.awareAt()) / 4)
                .toList();
    }

    /** What is still to be reported. */
    static List<WrittenIncident.Deadline> running(WrittenIncident incident) {
        return incident.reporting().stream()
                .filter(one -> one.isRunning() && !one.reported())
                .toList();
    }

    /**
     * The open incidents of a partition, as its records tell of them, and how far the clock has been told. With the offset that is
     * all that a receiver's place is: read again up to that offset, the records give the same. Not thread-safe.
     */
    static final class OpenIncidents {
        private final Map<String, WrittenIncident> open = new TreeMap<>();
        private long told;

        /** @param told deadlines that were near by then have been told, epoch ms */
        OpenIncidents(long told) {
            this.told = told;
        }

        long told() {
            return told;
        }

        /** Takes up a record; what it tells, or null. */
        @Nullable
        Event take(WrittenIncident now) {
            WrittenIncident before = now.isOpen() ? open.put(now.uid(), now) : open.remove(now.uid());
            return Event.of(before, now, told);
        }

        /** The record of an incident was deleted, which tells nothing. */
        void forget(String uid) {
            open.remove(uid);
        }

        /** What the clock tells next: whose deadlines are near since the earliest moment that was not told; mostly nothing. */
        List<Event> due(long now) {
            OptionalLong next = open.values().stream()
                    .flatMap(incident -> Event.moments(incident).stream())
                    .mapToLong(near -> near)
                    .filter(near -> near > told && near <= now)
                    .min();
            if (next.isEmpty()) {
                return List.of();
            }
            told = next.getAsLong();
            return open.values().stream()
                    .filter(incident -> Event.moments(incident).contains(told))
                    .map(incident -> Event.near(told, incident))
                    .toList();
        }
    }
}
