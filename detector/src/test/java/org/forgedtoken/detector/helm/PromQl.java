package org.forgedtoken.detector.helm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of Prometheus. It does not check the expression: promtool does.
 *
 * @param selectors each metric that is asked for
 * @param groupings the labels by which it sums up or joins, of all its clauses
 * @param first the labels of the outermost clause {@code by}; empty where there is none
 * @param made labels that the expression makes itself
 */
public record PromQl(List<Selector> selectors, Set<String> groupings, List<String> first, Set<String> made) {

    /**
     * A metric.
     *
     * @param metric its name
     * @param matchers which of its series
     */
    public record Selector(String metric, List<Match> matchers) {}

    /**
     * What a label must be.
     *
     * @param operator such as {@code =~}
     * @param value without its quotes
     */
    public record Match(String label, String operator, String value) {
        /** Every value that is named; a pattern names those between its bars. */
        public List<String> values() {
            return operator.endsWith("~") ? List.of(value.split("\\|")) : List.of(value);
        }
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:\\\\.|[^\"\\\\])*\"|[a-zA-Z_:][\\w:]*|[\\d.]+(?:ms|[smhdwy])?|=~|!~|!=|==|>=|<=|[-{}()\\[\\],=<>+*/%^])");
    private static final Set<String> CLAUSES = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count", "topk");

    /** Takes one apart. */
    public static PromQl of(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression.strip());
        int at = 0;
        while (matcher.find(at) && matcher.start() == at) {
            tokens.add(matcher.group(1));
            at = matcher.end();
        }
        if (at < expression.strip().length()) {
            throw new IllegalArgumentException(
                    "What is this? " + expression.strip().substring(at));
        }
        return new Reading(tokens).read();
    }

    /** Where a reading stands. */
    private static final class Reading {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> groupings = new LinkedHashSet<>();
        private final List<String> first = new ArrayList<>();
        private final Set<String> made = new LinkedHashSet<>();
        private int at;

        Reading(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            boolean names = false;
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (token.startsWith("\"")) {
                    // The first text of label_replace that stands in no matcher is the label it makes.
                    if (names) {
                        made.add(unquoted(token));
                        names = false;
                    }
                } else if (CLAUSES.contains(token)) {
                    clause(token);
                } else if (token.equals("label_replace")) {
                    names = true;
                } else if (isName(token) && !next().equals("(")) {
                    selectors.add(new Selector(token, next().equals("{") ? matchers() : List.of()));
                }
            }
            return new PromQl(selectors, groupings, first, made);
        }

        private void clause(String word) {
            if (!next().equals("(")) {
                return;
            }
            List<String> labels = new ArrayList<>();
            for (at++; !next().equals(")"); at++) {
                if (!next().equals(",")) {
                    labels.add(next());
                }
            }
            at++;
            groupings.addAll(labels);
            if (word.equals("by") && first.isEmpty()) {
                first.addAll(labels);
            }
        }

        private List<Match> matchers() {
            List<Match> matches = new ArrayList<>();
            for (at++; !next().equals("}"); ) {
                if (next().equals(",")) {
                    at++;
                } else {
                    matches.add(new Match(tokens.get(at), tokens.get(at + 1), unquoted(tokens.get(at + 2))));
                    at += 3;
                }
            }
            at++;
            return matches;
        }

        private static boolean isName(String token) {
            return Character.isLetter(token.charAt(0)) && !WORDS.contains(token) && !AGGREGATIONS.contains(token);
        }

        private static String unquoted(String token) {
            return token.substring(1, token.length() - 1);
        }

        private String next() {
            return at < tokens.size() ? tokens.get(at) : "";
        }
    }
}
