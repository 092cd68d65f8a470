package org.forgedtoken.detector.mapping;

import java.util.List;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.Redaction;
import org.jspecify.annotations.Nullable;

/** Where one value comes from. */
@FunctionalInterface
interface ValueSource {

    /** The value, as {@link Fields#put} takes it; null where the record does not state it. */
    @Nullable
    Object in(Values values);

    /** From a place in the record, after steps that are applied one after the other. */
    static ValueSource at(int place, List<TextStep> steps) {
        return values -> {
            Object value = values.at(place);
            if (value == null || steps.isEmpty()) {
                return value;
            }
            String text = value instanceof Fields.Composite composite && composite.isOneText()
                    ? composite.texts().get(0)
                    : Values.text(value);
            for (TextStep step : steps) {
                List<String> readings = text == null ? List.of() : step.readings(text);
                text = readings.isEmpty() ? null : readings.get(0);
            }
            return text == null || values.isAbsent(text) ? null : text;
        };
    }

    /**
     * The same of what names the token: what a gateway may read in two ways is a {@link Fields.Composite} of all readings,
     * since else whoever presents a forged token hides it behind another one.
     */
    static ValueSource eachAt(int place, List<TextStep> steps) {
        return values -> {
            Object value = values.at(place);
            if (value == null || steps.isEmpty()) {
                return value;
            }
            if (value instanceof Fields.Composite composite && composite.texts().isEmpty()) {
                return composite.isEmptyList() ? null : composite;
            }
            String only = Values.text(value);
            List<String> readings = value instanceof Fields.Composite several
                    ? several.texts()
                    : only == null ? List.of() : List.of(only);
            for (TextStep step : steps) {
                readings = readings.stream()
                        .flatMap(reading -> step.readings(reading).stream())
                        .filter(reading -> !values.isAbsent(reading))
                        .distinct()
                        .limit(Redaction.MOST_TOKENS)
                        .toList();
            }
            return readings.isEmpty()
                    ? null
                    : readings.size() == 1 ? readings.get(0) : Fields.Composite.ofSeveral(readings);
        };
    }
}
