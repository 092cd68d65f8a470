package org.forgedtoken.detector.step;

import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an incident besides the shares of its alerts.
 *
 * @param key null while only its uid has been named
 * @param awareAt wall clock of its first verified alert, epoch ms, or {@link Times#UNKNOWN}
 * @param reported regime → wall clock at which it was reported
 * @param triage what an analyst decided, or null
 * @param fallen why the last alert fell that did, or null
 * @param told what was last written; null where nothing was
 * @param sketches by member kind, in base 64; none where all is exact
 * @param rest what was counted and is not in any share
 */
public record IncidentMemory(
        @Nullable IncidentKey key,
        long awareAt,
        SortedMap<String, Long> reported,
        @Nullable Triage triage,
        @Nullable StatusDetail fallen,
        @Nullable Told told,
        SortedMap<String, String> sketches,
        Rest rest) {

    /** Of an incident that nobody has heard of. */
    static final IncidentMemory NEW =
            new IncidentMemory(null, Times.UNKNOWN, new TreeMap<>(), null, null, null, new TreeMap<>(), Rest.NONE);

    IncidentMemory about(IncidentKey incident) {
        return new IncidentMemory(incident, awareAt, reported, triage, fallen, told, sketches, rest);
    }

    IncidentMemory awareAt(long wallClock) {
        return new IncidentMemory(key, wallClock, reported, triage, fallen, told, sketches, rest);
    }

    IncidentMemory decided(@Nullable Triage now) {
        return new IncidentMemory(key, awareAt, reported, now, fallen, told, sketches, rest);
    }

    IncidentMemory reported(String regime, long wallClock) {
        SortedMap<String, Long> more = new TreeMap<>(reported);
        more.put(regime, wallClock);
        return new IncidentMemory(key, awareAt, more, triage, fallen, told, sketches, rest);
    }

    IncidentMemory fallen(StatusDetail reason) {
        return new IncidentMemory(key, awareAt, reported, triage, reason, told, sketches, rest);
    }

    IncidentMemory told(Told last) {
        return new IncidentMemory(key, awareAt, reported, triage, fallen, last, sketches, rest);
    }

    IncidentMemory counting(SortedMap<String, String> sketchesNow, Rest restNow) {
        return new IncidentMemory(key, awareAt, reported, triage, fallen, told, sketchesNow, restNow);
    }

    /**
     * What was last written.
     *
     * @param counts by name
     * @param at wall clock, epoch ms
     */
    public record Told(SortedMap<String, Long> counts, boolean verified, boolean closed, long at) {}

    /**
     * What is known in sum alone.
     *
     * @param endpoints path template → accesses
     * @param verified whether a use of it was
     */
    public record Rest(long accesses, long first, long last, SortedMap<String, Long> endpoints, boolean verified) {
        static final Rest NONE = new Rest(0, Times.UNKNOWN, Times.UNKNOWN, new TreeMap<>(), false);
    }
}
