package org.forgedtoken.detector.reading;

import java.util.List;
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

    /** The word of this number, from 1, words being parted by blanks: servers take a request line with several. */
    static TextStep word(int number) {
        return text -> {
            int end = 0;
            for (int i = 1; i <= number; i++) {
                int from = end;
                while (from < text.length() && text.charAt(from) == ' ') {
                    from++;
                }
                if (from == text.length()) {
                    return null;
                }
                int blank = text.indexOf(' ', from);
                end = blank < 0 ? text.length() : blank;
                if (i == number) {
                    return text.substring(from, end);
                }
            }
            return null;
        };
    }

    /** The first of a list that is parted by commas. */
    static TextStep first() {
        return text -> {
            int comma = text.indexOf(',');
            return comma < 0 ? text.strip() : text.substring(0, comma).strip();
        };
    }

    /** The last of a list that is parted by commas. */
    static TextStep last() {
        return text -> text.substring(text.lastIndexOf(',') + 1).strip();
    }

    /** An address without its port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    static TextStep host() {
        return text -> {
            String bare = text.strip();
            if (bare.startsWith("[")) {
                int close = bare.indexOf(']');
                return close < 0 ? bare : bare.substring(1, close);
            }
            int colon = bare.indexOf(':');
            return colon >= 0 && colon == bare.lastIndexOf(':') ? bare.substring(0, colon) : bare;
        };
    }

    /** The path of a request's target, which may name scheme and host before it. */
    static TextStep path() {
        return text -> {
            int scheme = text.indexOf("://");
            int authority = scheme > 0 && text.substring(0, scheme).chars().allMatch(Character::isLetterOrDigit)
                    ? scheme + 3
                    : -1;
            if (authority < 0) {
                return text;
            }
            int i = authority;
            while (i < text.length() && "/?#".indexOf(text.charAt(i)) < 0) {
                i++;
            }
            return i == text.length() || text.charAt(i) != '/' ? '/' + text.substring(i) : text.substring(i);
        };
    }

    /** What Apache and nginx write for quotes, controls and what is not ASCII: {@code \"}, {@code \x22}, {@code \t}. */
    static TextStep unescape() {
        return Backslashes::undo;
    }

    /** The first group of what the expression finds, or all of it where it has no group. */
    static TextStep match(Pattern pattern) {
        return text -> {
            Matcher matcher = PatternText.search(pattern, text, Matcher::find);
            return matcher == null ? null : matcher.group(Math.min(1, matcher.groupCount()));
        };
    }
}
