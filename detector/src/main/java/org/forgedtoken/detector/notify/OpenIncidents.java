package org.forgedtoken.detector.notify;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.forgedtoken.detector.ocsf.WrittenIncident;
import org.jspecify.annotations.Nullable;

/**
 * The open incidents of a partition, as its records tell of them, and how far the clock has been told. With the offset that is
 * all that a receiver's place is: read again up to that offset, the records give the same. Not thread-safe.
 */
final class OpenIncidents {
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
