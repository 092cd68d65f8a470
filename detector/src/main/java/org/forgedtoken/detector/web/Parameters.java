package org.forgedtoken.detector.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.InputTime;

/**
 * The parameters of a request: each one known, and there once. What is wrong is a {@link BadRequest} that says which values
 * there are. A parameter without a value is the same as none.
 */
final class Parameters {
    private final Map<String, String> values = new HashMap<>();

    private Parameters() {}

    /** Those of the request, of which these may be there. */
    static Parameters of(WebRequest request, String... known) {
        Parameters parameters = new Parameters();
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (!List.of(known).contains(name)) {
                throw new BadRequest("This page does not know one of the parameters; it knows "
                        + (known.length == 0 ? "none" : String.join(", ", known)) + ".");
            }
            if (parameters.values.putIfAbsent(name, value) != null) {
                throw new BadRequest("The parameter " + name + " is there twice.");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The address has a % that is not followed by two hex digits.");
        }
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** The value, or the empty text. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** A whole number. */
    int number(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        String text = text(name);
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
        if (number >= least && number <= most) {
            return number;
        }
        throw new BadRequest(name + " must be a whole number from " + least + " to " + most + ".");
    }

    /** Epoch ms, of a time as records state it. */
    long time(String name, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        long time = InputTime.of(text(name));
        if (!Times.known(time)) {
            throw new BadRequest(name + " must be a time: like 2026-03-02T10:00:00Z, or epoch seconds, milliseconds or"
                    + " microseconds.");
        }
        return time;
    }

    /** One of these words. */
    String word(String name, String otherwise, Collection<String> words) {
        String word = has(name) ? text(name) : otherwise;
        if (!words.contains(word)) {
            throw new BadRequest(name + " must be one of " + String.join(", ", words) + ".");
        }
        return word;
    }

    /** Some of these words, joined by commas; none where the parameter is not there. */
    Set<String> words(String name, Collection<String> words) {
        Set<String> found = new LinkedHashSet<>();
        if (has(name)) {
            for (String word : text(name).split(",", -1)) {
                if (!words.contains(word)) {
                    throw new BadRequest(
                            name + " must be one or more, joined by commas, of " + String.join(", ", words) + ".");
                }
                found.add(word);
            }
        }
        return found;
    }
}
