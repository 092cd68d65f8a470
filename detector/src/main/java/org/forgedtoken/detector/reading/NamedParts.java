package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The steps that take a token out of what a client sends, which may send it twice: of two, one gateway takes the first,
 * another the last.
 */
final class NamedParts {
    private NamedParts() {}

    /** A step that finds all parts of which it takes the first. */
    private interface Several extends TextStep {
        @Override
        List<String> readings(String text);

        @Override
        default @Nullable String apply(String text) {
            List<String> parts = readings(text);
            return parts.isEmpty() ? null : parts.get(0);
        }
    }

    /** The credentials of a header that presents a token; of any other scheme, such as Basic, nothing. */
    static final class Bearer implements TextStep {
        @Override
        public @Nullable String apply(String text) {
            String bare = text.strip();
            int blank = 0;
            while (blank < bare.length() && !Character.isWhitespace(bare.charAt(blank))) {
                blank++;
            }
            String scheme = bare.substring(0, blank).toLowerCase(Locale.ROOT);
            return blank < bare.length() && (scheme.equals("bearer") || scheme.equals("dpop"))
                    ? bare.substring(blank + 1).strip()
                    : null;
        }

        /** No token has a comma in it, and some proxies join equal headers with one: then what stands beside a token counts. */
        @Override
        public List<String> readings(String text) {
            if (text.indexOf(',') < 0) {
                return TextStep.super.readings(text);
            }
            List<String> parts = new ArrayList<>(2);
            boolean presents = false;
            for (String one : text.split(",", -1)) {
                String token = apply(one);
                presents |= token != null;
                add(parts, token == null ? one.strip() : token);
            }
            return presents ? parts : List.of();
        }
    }

    /** The cookies of this name in a {@code Cookie} header. Empty ones do not count: they present nothing. */
    record Cookie(String name) implements Several {
        /** HTTP/2 lets a client send the header in pieces (RFC 9113, 8.2.3). */
        @Override
        public String between() {
            return "; ";
        }

        @Override
        public List<String> readings(String text) {
            List<String> values = new ArrayList<>(1);
            for (String part : text.split(";")) {
                int equals = part.indexOf('=');
                if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
                    String value = part.substring(equals + 1).strip();
                    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                    add(values, quoted ? value.substring(1, value.length() - 1) : value);
                }
            }
            return values;
        }
    }

    /**
     * The parameters of this name behind the first question mark, or in a text that is a query itself; decoded. Empty ones
     * do not count.
     */
    record Query(String name) implements Several {
        @Override
        public List<String> readings(String text) {
            List<String> values = new ArrayList<>(1);
            int from = text.indexOf('?') + 1;
            int end = from;
            while (end < text.length() && "# \"".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            while (from < end) {
                int equals = -1;
                int to = from;
                while (to < end && text.charAt(to) != '&') {
                    equals = equals < 0 && text.charAt(to) == '=' ? to : equals;
                    to++;
                }
                if (equals >= 0 && equals + 1 < to && isNamed(text.substring(from, equals))) {
                    add(values, PercentCode.decode(text.substring(equals + 1, to), true));
                }
                from = to + 1;
            }
            return values;
        }

        private boolean isNamed(String given) {
            return given.equals(name)
                    || (given.indexOf('%') >= 0
                            && PercentCode.decode(given, true).equals(name));
        }
    }

    /** The pairs of this name in a text of pairs. */
    record Pair(String name) implements Several {
        @Override
        public List<String> readings(String text) {
            return PairText.values(text, name);
        }
    }

    /** More than a few say no more than these. */
    private static void add(List<String> parts, String part) {
        if (!part.isEmpty() && parts.size() < Redaction.MOST_TOKENS && !parts.contains(part)) {
            parts.add(part);
        }
    }
}
