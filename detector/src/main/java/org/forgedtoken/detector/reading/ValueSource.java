package org.forgedtoken.detector.reading;

import java.util.List;
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
     */
    record Taken(int place, List<TextStep> steps) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            Object value = values.at(place);
            if (value == null || steps.isEmpty()) {
                return value;
            }
            String text = textOf(value);
            for (TextStep step : steps) {
                text = text == null ? null : step.apply(text);
            }
            return text == null || values.isAbsent(text) ? null : text;
        }
    }

    /**
     * The same of what names the token: what a gateway may read in two ways is a {@link Fields.Composite}, since else
     * whoever presents a forged token hides it behind another one.
     */
    record Certain(int place, List<TextStep> steps) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            Object value = values.at(place);
            if (value == null || steps.isEmpty()) {
                return value;
            }
            String text = textOf(value);
            String between = steps.get(0).between();
            if (text == null && between != null && value instanceof Fields.Composite pieces) {
                text = pieces.joined(between);
            }
            if (text == null) {
                Fields.Composite composite = value instanceof Fields.Composite is ? is : Fields.Composite.UNKNOWN;
                return composite.isEmptyList() ? null : composite.and(readings(composite.texts()));
            }
            try {
                List<String> readings = readings(List.of(text));
                String first = readings.isEmpty() ? null : readings.get(0);
                return readings.size() > 1
                        ? Fields.Composite.ofSeveral(readings)
                        : first == null || values.isAbsent(first) ? null : first;
            } catch (Refused refused) {
                if (refused.reason() == RejectReason.BAD_FIELD) {
                    return Fields.Composite.UNKNOWN;
                }
                throw refused;
            }
        }

        private List<String> readings(List<String> texts) {
            List<String> readings = texts;
            for (TextStep step : steps) {
                if (readings.size() == 1) {
                    readings = step.readings(readings.get(0));
                } else {
                    readings = readings.stream()
                            .flatMap(reading -> step.readings(reading).stream())
                            .distinct()
                            .limit(Redaction.MOST_TOKENS)
                            .toList();
                }
            }
            return readings;
        }
    }

    private static @Nullable String textOf(Object value) {
        return value instanceof Fields.Composite composite && composite.isOneText()
                ? composite.texts().get(0)
                : Values.text(value);
    }

    /** From another source, in those records alone to which the condition fits. */
    record Where(ValueSource source, SkipRule condition) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            return condition.fits(values) ? source.in(values) : null;
        }
    }
}
