package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which records are none of the feed's. */
sealed interface SkipRule {
    /** Whether this record is to be skipped. */
    boolean fits(Values values);

    /** {@code /error}: it is stated; {@code no /type}: it is not. */
    record Stated(ValueSource source, boolean stated) implements SkipRule {
        @Override
        public boolean fits(Values values) {
            return (source.in(values) != null) == stated;
        }
    }

    /** {@code /result is FAILURE | SKIPPED}, {@code /result is not SUCCESS}: what is not stated is none of them. */
    record OneOf(ValueSource source, Set<String> texts, boolean included) implements SkipRule {
        @Override
        public boolean fits(Values values) {
            String text = SkipRule.text(source, values);
            return (text != null && texts.contains(text)) == included;
        }
    }

    /** {@code /path matches ^/health}. */
    record Matching(ValueSource source, Pattern pattern) implements SkipRule {
        @Override
        public boolean fits(Values values) {
            String text = SkipRule.text(source, values);
            return text != null && PatternText.search(pattern, text, Matcher::find) != null;
        }
    }

    /** {@code /type is LOGIN and no /details/token_id}. */
    record All(List<SkipRule> rules) implements SkipRule {
        @Override
        public boolean fits(Values values) {
            for (SkipRule rule : rules) {
                if (!rule.fits(values)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static @Nullable String text(ValueSource source, Values values) {
        Object value = source.in(values);
        return value == null ? null : Values.text(value);
    }
}
