package org.forgedtoken.detector.mapping;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Understands the lines of the key {@code skip}, and what stands behind {@code where}: whether a condition holds for a record.
 * {@code /error}: it is stated; {@code no /type}: it is not; {@code /result is FAILURE | SKIPPED}, {@code /result is not
 * SUCCESS}: what is not stated is none of them; {@code /path matches ^/health}; several parted by {@code and}.
 */
final class SkipRuleReader {
    private static final String IS = " is ";
    private static final String IS_NOT = " is not ";
    private static final String MATCHES = " matches ";
    private static final String AND = " and ";

    private final ExpressionReader expressions;

    SkipRuleReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /**
     * Understands the conditions of one line, which must all hold. An expression may have " and " in it: it is the last.
     *
     * @throws IllegalArgumentException with a clause on what is wrong
     */
    Predicate<Values> read(String text) {
        Predicate<Values> all = values -> true;
        String rest = text;
        for (int and = rest.indexOf(AND); and > 0; and = rest.indexOf(AND)) {
            int matches = rest.indexOf(MATCHES);
            if (matches > 0 && matches < and) {
                break;
            }
            all = all.and(one(rest.substring(0, and).strip()));
            rest = rest.substring(and + AND.length()).strip();
        }
        return all.and(one(rest));
    }

    private Predicate<Values> one(String text) {
        int matches = text.indexOf(MATCHES);
        if (matches > 0) {
            Pattern pattern = ExpressionReader.pattern(
                    text.substring(matches + MATCHES.length()).strip());
            return on(
                    text.substring(0, matches),
                    stated -> stated != null && PatternText.search(pattern, stated, Matcher::find) != null);
        }
        int isNot = text.indexOf(IS_NOT);
        if (isNot > 0) {
            Set<String> texts = texts(text.substring(isNot + IS_NOT.length()));
            return on(text.substring(0, isNot), stated -> stated == null || !texts.contains(stated));
        }
        int is = text.indexOf(IS);
        if (is > 0) {
            Set<String> texts = texts(text.substring(is + IS.length()));
            return on(text.substring(0, is), stated -> stated != null && texts.contains(stated));
        }
        boolean absent = text.startsWith("no ");
        ValueSource source = source(absent ? text.substring(3) : text);
        return values -> (source.in(values) == null) == absent;
    }

    private interface Condition {
        boolean fits(@Nullable String stated);
    }

    private Predicate<Values> on(String place, Condition condition) {
        ValueSource source = source(place);
        return values -> {
            Object value = source.in(values);
            return condition.fits(value == null ? null : Values.text(value));
        };
    }

    private ValueSource source(String text) {
        return expressions.read(text.strip()).source();
    }

    private static Set<String> texts(String list) {
        return Arrays.stream(list.split("\\|", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }
}
