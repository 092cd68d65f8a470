package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.function.Predicate;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.Redaction;
import org.jspecify.annotations.Nullable;

/** Where one value comes from. */
sealed interface ValueSource {

    /** The value, as {@link Fields#put} takes it; null where the record does not state it. */
    @Nullable
    Object in(Values values);

    /** The same for every record. */
    record Constant(String text) implements ValueSource {
        @Override
        public Object in(Values values) {
            return text;
        }
    }

    /**
     * From a place in the record.
     *
     * @param steps applied one after the other
     * @param each whether it names the token: what a gateway may read in two ways is then a {@link Fields.Composite} of all
     *     readings, since else whoever presents a forged token hides it behind another one
     */
    record Taken(int place, List<TextStep> steps, boolean each) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            Object value = values.at(place);
            if (value == null || steps.isEmpty()) {
                return value;
            }
            return each ? all(value, values) : first(value, values);
        }

        private @Nullable Object first(Object value, Values values) {
            String text = value instanceof Fields.Composite composite && composite.isOneText()
                    ? composite.texts().get(0)
                    : Values.text(value);
            for (TextStep step : steps) {
                List<String> readings = text == null ? List.of() : step.readings(text);
                text = readings.isEmpty() ? null : readings.get(0);
            }
            return text == null || values.isAbsent(text) ? null : text;
        }

        private @Nullable Object all(Object value, Values values) {
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
        }
    }

    /** From another source, in those records alone to which the condition fits. */
    record Where(ValueSource source, Predicate<Values> condition) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            return condition.test(values) ? source.in(values) : null;
        }
    }
}
