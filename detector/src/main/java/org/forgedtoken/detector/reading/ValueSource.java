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
            String text = Values.text(value);
            for (TextStep step : steps) {
                text = text == null ? null : step.apply(text);
            }
            return text == null || values.isAbsent(text) ? null : text;
        }
    }

    /** From another source, in those records alone to which the condition fits. */
    record Where(ValueSource source, SkipRule condition) implements ValueSource {
        @Override
        public @Nullable Object in(Values values) {
            return condition.fits(values) ? source.in(values) : null;
        }
    }
}
