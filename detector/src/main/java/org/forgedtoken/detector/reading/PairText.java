package org.forgedtoken.detector.reading;

import org.jspecify.annotations.Nullable;

/**
 * A text of {@code name="value"} pairs parted by commas or blanks. Values are believed only in quotes: whoever may write a
 * part of a bare value (a user name, say) could write a further pair into it.
 */
final class PairText {
    private PairText() {}

    /**
     * The value of this name; null where no pair has it. A quote in a value has a backslash before it.
     *
     * @throws Refused where the name comes twice, or the text stops being such pairs: then no pair is to be believed
     */
    static @Nullable String value(String text, String name) {
        String found = null;
        int at = next(text, 0);
        while (at < text.length()) {
            int equals = text.indexOf("=\"", at);
            if (equals <= at || !isName(text, at, equals)) {
                throw new Refused(RejectReason.BAD_FIELD);
            }
            int close = close(text, equals + 2);
            if (close < 0) {
                throw new Refused(RejectReason.BAD_FIELD);
            }
            if (text.regionMatches(at, name, 0, name.length()) && equals - at == name.length()) {
                if (found != null) {
                    throw new Refused(RejectReason.BAD_FIELD);
                }
                found = text.substring(equals + 2, close).replace("\\\"", "\"");
            }
            at = next(text, close + 1);
            if (at == close + 1 && at < text.length()) {
                throw new Refused(RejectReason.BAD_FIELD);
            }
        }
        return found;
    }

    /** Behind the commas and blanks that stand here. */
    private static int next(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
            at++;
        }
        return at;
    }

    /** Names are plain words: what holds a blank or a quote is a piece of something else. */
    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The quote that ends a value, or -1. Writers escape quotes and nothing else: a backslash before one is its escape. */
    private static int close(String text, int from) {
        int quote = text.indexOf('"', from);
        while (quote > from && text.charAt(quote - 1) == '\\') {
            quote = text.indexOf('"', quote + 1);
        }
        return quote;
    }
}
