package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of {@code name="value"} pairs parted by commas or blanks. Writers escape the quotes in a value and nothing else,
 * so {@code ="} is never part of one: a value ends before {@code ", name="}, or at the end of the text.
 */
final class PairText {
    private PairText() {}

    /** The values of this name: more than one only where the writer wrote it twice. */
    static List<String> values(String text, String name) {
        List<String> found = new ArrayList<>(1);
        String opening = name + "=\"";
        for (int at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
            if (isBoundary(text, at)) {
                int from = at + opening.length();
                found.add(text.substring(from, end(text, from)).replace("\\\"", "\""));
            }
        }
        return found;
    }

    /** Whether a pair may begin here: at the beginning, or behind a quote and what parts pairs. */
    private static boolean isBoundary(String text, int at) {
        int before = at;
        while (before > 0 && isBetween(text.charAt(before - 1))) {
            before--;
        }
        return before == 0 || (before < at && text.charAt(before - 1) == '"');
    }

    private static int end(String text, int from) {
        for (int quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            int next = quote + 1;
            while (next < text.length() && isBetween(text.charAt(next))) {
                next++;
            }
            if (next == text.length() || (next > quote + 1 && opensPair(text, next))) {
                return quote;
            }
        }
        return text.length();
    }

    private static boolean opensPair(String text, int from) {
        int at = from;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return at > from && text.startsWith("=\"", at);
    }

    private static boolean isBetween(char c) {
        return c == ',' || c == ' ';
    }

    /** Names are plain words: what holds a blank or a quote is a piece of something else. */
    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0;
    }
}
