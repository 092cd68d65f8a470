package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Understands the values of a mapping file: {@code "text"}, a JSON Pointer, a capture, and steps before either of these:
 * {@code query access_token of target}.
 */
final class ExpressionReader {
    /** The whole line, as if it had been captured. */
    static final String LINE = "line";

    private static final String OF = " of ";
    private static final String STEPS =
            "bearer, cookie NAME, query NAME, pair NAME, word N, first, last, host, path, unescape, guid,"
                    + " prepend TEXT, append TEXT, match REGEX";
    /** Steps that name what they take: by this name it is struck from a dead letter. */
    private static final Set<String> NAMING = Set.of("cookie", "query", "pair");

    private static final Pattern INDEX = Pattern.compile("\\d+");

    private final JsonPlaces places;
    private final Map<String, Integer> captures;
    private final boolean json;

    /**
     * A value of a mapping file, understood.
     *
     * @param names the parameter, cookie or member that holds what is taken
     */
    record Expression(ValueSource source, Set<String> names) {}

    /** @param json whether a record has JSON, in which pointers point */
    ExpressionReader(JsonPlaces places, Map<String, Integer> captures, boolean json) {
        this.places = places;
        this.captures = captures;
        this.json = json;
    }

    /**
     * Understands one value.
     *
     * @throws IllegalArgumentException with a clause on what is wrong
     */
    Expression read(String text) {
        if (text.startsWith("\"")) {
            if (text.length() < 2 || !text.endsWith("\"")) {
                throw new IllegalArgumentException("a constant ends with a quote");
            }
            return new Expression(new ValueSource.Constant(text.substring(1, text.length() - 1)), Set.of());
        }
        Set<String> names = new TreeSet<>();
        List<TextStep> steps = new ArrayList<>();
        String rest = text;
        while (!rest.startsWith("/") && rest.contains(OF)) {
            int of = rest.startsWith("match ") ? rest.lastIndexOf(OF) : rest.indexOf(OF);
            String step = rest.substring(0, of).strip();
            int blank = step.indexOf(' ');
            String verb = blank < 0 ? step : step.substring(0, blank);
            String argument = blank < 0 ? "" : step.substring(blank + 1).strip();
            steps.add(0, step(verb, argument));
            if (NAMING.contains(verb)) {
                names.add(argument.toLowerCase(Locale.ROOT));
            }
            rest = rest.substring(of + OF.length()).strip();
        }
        if (rest.startsWith("/")) {
            memberOf(rest, names);
            return new Expression(new ValueSource.Taken(pointer(rest), List.copyOf(steps)), names);
        }
        return new Expression(new ValueSource.Taken(capture(rest), List.copyOf(steps)), names);
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

    private int pointer(String pointer) {
        if (!json) {
            throw new IllegalArgumentException(
                    "'" + pointer + "' is a JSON Pointer, and the record is a line without JSON (key 'json')");
        }
        return places.of(pointer);
    }

    private int capture(String name) {
        Integer place = captures.get(name);
        if (place != null) {
            return place;
        }
        String rule = captures.isEmpty()
                ? "must be a JSON Pointer, which begins with '/', or a constant in quotes, or a step 'of' a pointer"
                : "must be one of " + String.join(", ", new TreeSet<>(captures.keySet()))
                        + ", or a constant in quotes, or a step 'of' one";
        throw new IllegalArgumentException("'" + name + "' " + rule);
    }

    private static TextStep step(String verb, String argument) {
        return switch (verb) {
            case "bearer" -> without(argument, verb, new NamedParts.Bearer());
            case "first" -> without(argument, verb, TextStep::first);
            case "last" -> without(argument, verb, TextStep::last);
            case "host" -> without(argument, verb, TextStep::host);
            case "path" -> without(argument, verb, TextStep::path);
            case "unescape" -> without(argument, verb, Backslashes::undo);
            case "cookie" -> new NamedParts.Cookie(given(argument, verb));
            case "query" -> new NamedParts.Query(given(argument, verb));
            case "guid" -> without(argument, verb, Guid::base64url);
            case "pair" -> new NamedParts.Pair(given(argument, verb));
            case "prepend" -> {
                String before = given(argument, verb);
                yield text -> before + text;
            }
            case "append" -> {
                String behind = given(argument, verb);
                yield text -> text + behind;
            }
            case "match" -> TextStep.match(pattern(given(argument, verb)));
            case "word" -> {
                if (!argument.matches("[1-9]\\d?")) {
                    throw new IllegalArgumentException("'word' needs a number from 1 to 99");
                }
                yield TextStep.word(Integer.parseInt(argument));
            }
            default -> throw new IllegalArgumentException("there is no step '" + verb + "'; there are " + STEPS);
        };
    }

    private static TextStep without(String argument, String verb, TextStep step) {
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException("'" + verb + "' is followed by 'of' at once");
        }
        return step;
    }

    private static String given(String argument, String verb) {
        if (argument.isEmpty()) {
            throw new IllegalArgumentException("'" + verb + "' needs more before 'of'");
        }
        return argument;
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
}
