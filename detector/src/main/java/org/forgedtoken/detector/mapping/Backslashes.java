package org.forgedtoken.detector.mapping;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.forgedtoken.detector.reading.PercentCode;

/**
 * What Apache and nginx write for quotes, controls and what is not ASCII: {@code \"}, {@code \x22}, {@code \t}. What is no
 * escape stays as it is.
 */
final class Backslashes {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([\"\\\\bnrtv]))");
    private static final String LETTERS = "\"\\bnrtv";
    private static final String MEANINGS = "\"\\\b\n\r\t\013";

    private Backslashes() {}

    static String undo(String text) {
        return text.indexOf('\\') < 0 ? text : PercentCode.bytes(text, ESCAPE, Backslashes::meaning);
    }

    private static char meaning(MatchResult escape) {
        return escape.group(1) == null
                ? MEANINGS.charAt(LETTERS.indexOf(escape.group(2)))
                : (char) Integer.parseInt(escape.group(1), 16);
    }
}
