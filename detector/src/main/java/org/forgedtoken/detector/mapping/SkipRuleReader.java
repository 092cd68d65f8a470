package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Understands the lines of the key {@code skip}. */
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
    SkipRule read(String text) {
        List<SkipRule> rules = new ArrayList<>();
        String rest = text;
        for (int and = rest.indexOf(AND); and > 0; and = rest.indexOf(AND)) {
            int matches = rest.indexOf(MATCHES);
            if (matches > 0 && matches < and) {
                break;
            }
            rules.add(one(rest.substring(0, and).strip()));
            rest = rest.substring(and + AND.length()).strip();
        }
        SkipRule last = one(rest);
        if (rules.isEmpty()) {
            return last;
        }
        rules.add(last);
        return new SkipRule.All(List.copyOf(rules));
    }

    private SkipRule one(String text) {
        int matches = text.indexOf(MATCHES);
        if (matches > 0) {
            return new SkipRule.Matching(
                    source(text.substring(0, matches)),
                    ExpressionReader.pattern(
                            text.substring(matches + MATCHES.length()).strip()));
        }
        int isNot = text.indexOf(IS_NOT);
        if (isNot > 0) {
            return new SkipRule.OneOf(
                    source(text.substring(0, isNot)), texts(text.substring(isNot + IS_NOT.length())), false);
        }
        int is = text.indexOf(IS);
        if (is > 0) {
            return new SkipRule.OneOf(source(text.substring(0, is)), texts(text.substring(is + IS.length())), true);
        }
        return text.startsWith("no ")
                ? new SkipRule.Stated(source(text.substring(3)), false)
                : new SkipRule.Stated(source(text), true);
    }

    private ValueSource source(String text) {
        return expressions.read(text.strip()).source();
    }

    private static Set<String> texts(String list) {
        return Arrays.stream(list.split("\\|", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }
}
