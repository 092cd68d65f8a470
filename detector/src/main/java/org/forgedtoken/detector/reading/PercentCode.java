package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding, read laxly: what is no code stays as it is. */
public final class PercentCode {
    private static final Pattern CODE = Pattern.compile("%([0-9a-fA-F]{2})");

    private PercentCode() {}

    /** The text that it stands for; {@code plusIsBlank} as in a query. */
    public static String decode(String text, boolean plusIsBlank) {
        String blanks = plusIsBlank ? text.replace('+', ' ') : text;
        return text.indexOf('%') < 0 ? blanks : bytes(blanks, CODE, code -> (char) Integer.parseInt(code.group(1), 16));
    }

    /** What one code stands for. */
    public interface Meaning {
        /** The byte, from 0 to 255. */
        char of(MatchResult code);
    }

    /** The text with bytes in place of codes; together with others they may be one character of UTF-8. */
    public static String bytes(String text, Pattern codes, Meaning meaning) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String plain =
                codes.matcher(bytes).replaceAll(code -> Matcher.quoteReplacement(String.valueOf(meaning.of(code))));
        return new String(plain.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
