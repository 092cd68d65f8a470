package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of {@code name="value"} pairs parted by commas or blanks. Writers escape the quotes in a value, and not always the
 * backslashes, so that from the left nobody can say whether {@code \", name="} ends a value. It is read from the right:
 * the quote that opens a value has no backslash before it, and none without one lies between it and the quote that ends it.
 */
final class PairText {
    private PairText() {}

    /** The values of this name: more than one only where the writer wrote it twice. */
    static List<String> values(String text, String name) {
        List<String> found = new ArrayList<>(1);
        int end = lastEnd(text);
        for (int opening = plainQuote(text, end); isOpening(text, opening); opening = plainQuote(text, end)) {
            int from = nameBegin(text, opening);
            if (text.substring(from, opening - 1).equals(name)) {
                found.add(0, text.substring(opening + 1, end).replace("\\\"", "\""));
            }
            end = pastBetween(text, from) - 1;
        }
        return found;
    }

    /** Where the last value ends: at the last quote, unless it was cut off, or something else stands behind it. */
    private static int lastEnd(String text) {
        int closing = pastBetween(text, text.length()) - 1;
        if (closing >= 0 && text.charAt(closing) == '"' && isOpening(text, plainQuote(text, closing))) {
            return closing;
        }
        int last = plainQuote(text, text.length());
        return isOpening(text, last) ? text.length() : last;
    }

    /** The last quote before this place that is not escaped, or -1. */
    private static int plainQuote(String text, int before) {
        int quote = text.lastIndexOf('"', before - 1);
        while (quote > 0 && text.charAt(quote - 1) == '\\') {
            quote = text.lastIndexOf('"', quote - 1);
        }
        return quote;
    }

    /** Whether a name and an equals sign stand before this quote, at the beginning or behind a quote and what parts pairs. */
    private static boolean isOpening(String text, int quote) {
        int from = nameBegin(text, quote);
        if (quote < 2 || text.charAt(quote - 1) != '=' || from == quote - 1) {
            return false;
        }
        int before = pastBetween(text, from);
        return before == 0 || (before < from && text.charAt(before - 1) == '"');
    }

    private static int nameBegin(String text, int quote) {
        int from = quote - 1;
        while (from > 0 && isNamePart(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    /** Leftwards, past what parts pairs. */
    private static int pastBetween(String text, int from) {
        int at = from;
        while (at > 0 && (text.charAt(at - 1) == ',' || text.charAt(at - 1) == ' ')) {
            at--;
        }
        return at;
    }

    /** Names are plain words: what holds a blank or a quote is a piece of something else. */
    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0;
    }
}
