package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the part that matters out of a text: {@code bearer of …}, {@code cookie sid of …}. */
@FunctionalInterface
interface TextStep {
    /** The part, or null where the text has none. */
    @Nullable
    String apply(String text);

    /** Every part that some reader might take, each once: which of several the gateway took nobody can know. */
    default List<String> readings(String text) {
        String part = apply(text);
        return part == null ? List.of() : List.of(part);
    }

    /** Scheme and host of an address. */
    Pattern ABSOLUTE = Pattern.compile("[\\p{L}\\p{Nd}]++://[^/?#]*+");

    /** The word of this number, from 1, words being parted by blanks: servers take a request line with several. */
    static TextStep word(int number) {
        return text -> {
            StringTokenizer words = new StringTokenizer(text, " ");
            for (int i = 1; i < number && words.hasMoreTokens(); i++) {
                words.nextToken();
            }
            return words.hasMoreTokens() ? words.nextToken() : null;
        };
    }

    /** The first of a list that is parted by commas. */
    static String first(String text) {
        int comma = text.indexOf(',');
        return comma < 0 ? text.strip() : text.substring(0, comma).strip();
    }

    /** The last of a list that is parted by commas. */
    static String last(String text) {
        return text.substring(text.lastIndexOf(',') + 1).strip();
    }

    /** An address without its port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    static String host(String text) {
        String bare = text.strip();
        if (bare.startsWith("[")) {
            int close = bare.indexOf(']');
            return close < 0 ? bare : bare.substring(1, close);
        }
        int colon = bare.indexOf(':');
        return colon >= 0 && colon == bare.lastIndexOf(':') ? bare.substring(0, colon) : bare;
    }

    /** The path of a request's target, which may name scheme and host before it. */
    static String path(String text) {
        Matcher absolute = ABSOLUTE.matcher(text);
        if (!absolute.lookingAt()) {
            return text;
        }
        String rest = text.substring(absolute.end());
        return rest.startsWith("/") ? rest : '/' + rest;
    }

    /** The first group of what the expression finds, or all of it where it has no group. */
    static TextStep match(Pattern pattern) {
        return text -> {
            Matcher matcher = PatternText.search(pattern, text, Matcher::find);
            return matcher == null ? null : matcher.group(Math.min(1, matcher.groupCount()));
        };
    }
}
