package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.forgedtoken.detector.reading.PercentCode;
import org.forgedtoken.detector.reading.Redaction;
import org.forgedtoken.detector.reading.jwt.Bearers;
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

    /** The tokens of an {@code Authorization} header; of a scheme that presents none, such as Basic, nothing. */
    static final class Bearer implements Several {
        @Override
        public List<String> readings(String text) {
            return Bearers.inHeader(text);
        }
    }

    /** The cookies of this name in a {@code Cookie} header. Empty ones do not count: they present nothing. */
    record Cookie(String name) implements Several {
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
     * do not count; some readers part them by semicolons, and some take a name in any case.
     */
    record Query(String name) implements Several {
        private static final Pattern BEFORE = Pattern.compile("^[^?]*+\\?++");
        private static final Pattern END = Pattern.compile("[# \"]");
        private static final Pattern PARTED = Pattern.compile("[&;]");

        @Override
        public List<String> readings(String text) {
            List<String> values = new ArrayList<>(1);
            String query = END.split(BEFORE.matcher(text).replaceFirst(""), 2)[0];
            for (String part : PARTED.split(query)) {
                int equals = part.indexOf('=');
                if (equals >= 0 && equals + 1 < part.length() && isNamed(part.substring(0, equals))) {
                    add(values, PercentCode.decode(part.substring(equals + 1), true));
                }
            }
            return values;
        }

        private boolean isNamed(String given) {
            return given.equalsIgnoreCase(name)
                    || (given.indexOf('%') >= 0
                            && PercentCode.decode(given, true).equalsIgnoreCase(name));
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
