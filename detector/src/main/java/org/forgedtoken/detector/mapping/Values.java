package org.forgedtoken.detector.mapping;

import java.util.Set;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.jspecify.annotations.Nullable;

/** What one record has at the places that its mapping names. */
final class Values {
    private final @Nullable Object[] byPlace;
    private final Set<String> absent;

    /** @param absent texts that stand for nothing */
    Values(int places, Set<String> absent) {
        this.byPlace = new Object[places];
        this.absent = absent;
    }

    /** Sets a value that the record states; a place that is stated twice is not to be believed. */
    void put(int place, Object value) {
        if (byPlace[place] != null) {
            throw new Refused(RejectReason.BAD_FIELD);
        }
        byPlace[place] = value;
    }

    /** The same places, with nothing in them. */
    Values empty() {
        return new Values(byPlace.length, absent);
    }

    /** Takes over what others state. */
    void take(Values others) {
        for (int i = 0; i < byPlace.length; i++) {
            byPlace[i] = byPlace[i] == null ? others.byPlace[i] : byPlace[i];
        }
    }

    boolean has(int place) {
        return byPlace[place] != null;
    }

    /** The value, or null where it is not stated, or states nothing. */
    @Nullable
    Object at(int place) {
        Object value = byPlace[place];
        return value instanceof String text && isAbsent(text) ? null : value;
    }

    boolean isAbsent(String text) {
        return text.isEmpty() || absent.contains(text);
    }

    /** A text, number or truth value as text; null of an array or object. */
    static @Nullable String text(Object value) {
        if (value instanceof Fields.Numeral number) {
            return number.text();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : null;
    }
}
