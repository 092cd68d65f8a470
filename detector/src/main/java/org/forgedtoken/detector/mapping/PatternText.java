package org.forgedtoken.detector.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * A text that a regular expression may look at so often and no more: a stranger writes the text and a user the
 * expression, and together they must not hold up the feed. What is within the bound costs time linear in the text.
 */
final class PatternText implements CharSequence {
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

    /** How a text is matched. */
    interface Search {
        boolean in(Matcher matcher);
    }

    /**
     * The matcher behind a search, or null where nothing was found.
     *
     * @throws Refused where the expression looks at the text too often
     */
    @Nullable
    static Matcher search(Pattern pattern, String text, Search search) {
        Matcher matcher = pattern.matcher(new PatternText(text));
        try {
            return search.in(matcher) ? matcher : null;
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
