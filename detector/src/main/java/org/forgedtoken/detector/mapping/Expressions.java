package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.forgedtoken.detector.mapping.FieldRule.ValueSource;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Understands the values of a mapping file, {@code "text"}, a JSON Pointer, a capture, and steps before either of these
 * ({@code query access_token of target}); and its conditions, behind {@code skip} and {@code where}. {@code /error}: it is
 * stated; {@code no /type}: it is not; {@code /result is FAILURE | SKIPPED}, {@code /result is not SUCCESS}: what is not
 * stated is none of them; {@code /path matches ^/health}; several parted by {@code and}.
 *
 * <p>What is wrong is told by an {@link IllegalArgumentException} with a clause.
 *
 * @param captures the places of what lines capture, by name
 * @param json whether a record has JSON, in which pointers point
 */
record Expressions(JsonPlaces places, Map<String, Integer> captures, boolean json) {
    /** The whole line, as if it had been captured. */
    static final String LINE = "line";

    private static final String OF = " of ";
    private static final String IS = " is ";
    private static final String IS_NOT = " is not ";
    private static final String MATCHES = " matches ";
    private static final String AND = " and ";
    /** Steps that name what they take: by this name it is struck from a dead letter. */
    private static final Set<String> NAMING = Set.of("cookie", "query", "pair");

    private static final Pattern INDEX = Pattern.compile("\\d+");

    /**
     * A value of a mapping file, understood.
     *
     * @param names the parameter, cookie or member that holds what is taken
     * @param constant where it is the same for every record, else null
     */
    record Expression(
            ValueSource source, Set<String> names, @Nullable String constant) {}

    /** Understands one value; {@code each}: every reading of it counts. */
    Expression read(String text, boolean each) {
        if (text.startsWith("\"")) {
            if (text.length() < 2 || !text.endsWith("\"")) {
                throw new IllegalArgumentException("a constant ends with a quote");
            }
            String constant = text.substring(1, text.length() - 1);
            return new Expression(values -> constant, Set.of(), constant);
        }
        Set<String> names = new TreeSet<>();
        List<TextStep> steps = new ArrayList<>();
        String rest = text;
        while (!rest.startsWith("/") && rest.contains(OF)) {
            int of = rest.startsWith("match ") ? rest.lastIndexOf(OF) : rest.indexOf(OF);
            String[] step = rest.substring(0, of).strip().split(" ", 2);
            String argument = step.length < 2 ? "" : step[1].strip();
            steps.add(0, TextStep.named(step[0], argument));
            if (NAMING.contains(step[0])) {
                names.add(argument.toLowerCase(Locale.ROOT));
            }
            rest = rest.substring(of + OF.length()).strip();
        }
        if (rest.startsWith("/")) {
            memberOf(rest, names);
        }
        return new Expression(ValueSource.at(place(rest), List.copyOf(steps), each), names, null);
    }

    private int place(String name) {
        Integer capture = captures.get(name);
        if (name.startsWith("/")) {
            if (json) {
                return places.of(name);
            }
            throw new IllegalArgumentException(
                    "'" + name + "' is a JSON Pointer, and the record is a line without JSON (key 'json')");
        }
        if (capture != null) {
            return capture;
        }
        String rule = captures.isEmpty()
                ? "must be a JSON Pointer, which begins with '/', or a constant in quotes, or a step 'of' a pointer"
                : "must be one of " + String.join(", ", new TreeSet<>(captures.keySet()))
                        + ", or a constant in quotes, or a step 'of' one";
        throw new IllegalArgumentException("'" + name + "' " + rule);
    }

    /** The member that a pointer names last, an array's index aside. */
    private static void memberOf(String pointer, Set<String> names) {
        String last = "";
        for (String part : pointer.split("/")) {
            last = part.isEmpty() || INDEX.matcher(part).matches() || part.startsWith("[") ? last : part;
        }
        if (!last.isEmpty()) {
            names.add(last.replace("~1", "/").replace("~0", "~").toLowerCase(Locale.ROOT));
        }
    }

    /** Understands the conditions of one line, which must all hold. An expression may have " and " in it: it is the last. */
    Predicate<Values> condition(String text) {
        int and = text.indexOf(AND);
        int matches = text.indexOf(MATCHES);
        if (and <= 0 || (matches > 0 && matches < and)) {
            return single(text);
        }
        return single(text.substring(0, and).strip())
                .and(condition(text.substring(and + AND.length()).strip()));
    }

    private Predicate<Values> single(String text) {
        int matches = text.indexOf(MATCHES);
        if (matches > 0) {
            Pattern pattern = pattern(text.substring(matches + MATCHES.length()).strip());
            return on(
                    text.substring(0, matches),
                    true,
                    stated -> PatternText.search(pattern, stated, Matcher::find) != null);
        }
        int isNot = text.indexOf(IS_NOT);
        int is = isNot > 0 ? isNot : text.indexOf(IS);
        if (is > 0) {
            String list = text.substring(is + (isNot > 0 ? IS_NOT : IS).length());
            Set<String> texts =
                    Arrays.stream(list.split("\\|", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
            return on(text.substring(0, is), isNot <= 0, texts::contains);
        }
        boolean absent = text.startsWith("no ");
        ValueSource source =
                read((absent ? text.substring(3) : text).strip(), false).source();
        return values -> (source.in(values) == null) == absent;
    }

    /** Whether what is stated there is such a text; what is not stated is none. */
    private Predicate<Values> on(String place, boolean wanted, Predicate<String> such) {
        ValueSource source = read(place.strip(), false).source();
        return values -> {
            Object value = source.in(values);
            String stated = value == null ? null : Values.text(value);
            return (stated != null && such.test(stated)) == wanted;
        };
    }

    /** A regular expression; its dot stands for any character at all. */
    static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the regular expression is wrong near its character " + (e.getIndex() + 1) + ": "
                            + e.getDescription(),
                    e);
        }
    }

    /**
     * A text that a regular expression may look at so often and no more: a stranger writes the text and a user the
     * expression, and together they must not hold up the feed. What is within the bound costs time linear in the text.
     */
    static final class PatternText implements CharSequence {
        /** Looks at each character, on average; a plain expression takes fewer than ten. */
        private static final int LOOKS_EACH = 20;

        /** Of a short text an expression may look at each character more often. */
        private static final int LOOKS_AT_LEAST = 4_000_000;

        private final String text;
        private int looks;

        private PatternText(String text) {
            this.text = text;
            this.looks = LOOKS_AT_LEAST + LOOKS_EACH * text.length();
        }

        /**
         * The matcher behind a search, or null where nothing was found.
         *
         * @throws Refused where the expression looks at the text too often
         */
        @Nullable
        static Matcher search(Pattern pattern, String text, Predicate<Matcher> search) {
            Matcher matcher = pattern.matcher(new PatternText(text));
            try {
                return search.test(matcher) ? matcher : null;
            } catch (StackOverflowError e) {
                // The JDK's matcher calls itself for each turn of some loops.
                throw new Refused(RejectReason.PATTERN_TOO_SLOW);
            }
        }

        @Override
        public char charAt(int index) {
            if (--looks < 0) {
                throw new Refused(RejectReason.PATTERN_TOO_SLOW);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        /** What a group is copied from: it counts for nothing. */
        @Override
        public String toString() {
            return text;
        }
    }
}
