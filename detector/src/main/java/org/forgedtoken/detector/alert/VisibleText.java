package org.forgedtoken.detector.alert;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from a record, made safe to show: a stranger wrote it, and an analyst reads it. What would not be seen, or would
 * change how its neighbours are seen (control and format characters, bidirectional ones among them, line separators,
 * lone surrogates), is written out as {@code \}{@code uXXXX}; the rest stays as it is, and it is never longer than a limit.
 */
public final class VisibleText {
    /** The longest value in an alert, in bytes of UTF-8, escapes included. */
    public static final int MAX_BYTES = 1024;

    /** Where a formula may begin: in front, and behind each semicolon for a spreadsheet that takes it for the end of a field. */
    private static final Pattern FORMULA = Pattern.compile("^(?=;?[=+\\-@\t\r])|(?<=;)(?=\"*[=+\\-@])");

    private static final int MAX_BYTES_IN_SENTENCE = 96;
    private static final int ESCAPE_BYTES = 6;
    private static final int NO_CHARACTER = -1;

    private VisibleText() {}

    /** The text as an alert's value. */
    public static String of(String text) {
        return visible(text, MAX_BYTES, NO_CHARACTER);
    }

    /** The whole text, however long; tabs and line ends stay, for whom they do not harm. */
    public static String inField(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || "\t\r\n".indexOf(text.charAt(i)) >= 0) {
                shown.append(visible(text.substring(from, i), Integer.MAX_VALUE, NO_CHARACTER));
                shown.append(text, i, Math.min(text.length(), i + 1));
                from = i + 1;
            }
        }
        return shown.toString();
    }

    /** The text as a field of a CSV file: quoted, and with an apostrophe before what a spreadsheet would take for a formula. */
    public static String inCsv(String text) {
        return '"' + FORMULA.matcher(inField(text)).replaceAll("'").replace("\"", "\"\"") + '"';
    }

    /** The text inside a sentence: short, in quotation marks, which it cannot close. */
    public static String quoted(String text) {
        return '"' + visible(text, MAX_BYTES_IN_SENTENCE, '"') + '"';
    }

    /** The text up to a limit in bytes of UTF-8; neither an escape nor a character is cut in two. */
    public static String cut(String text, int maxBytes) {
        return visible(text, maxBytes, NO_CHARACTER);
    }

    private static String visible(String text, int maxBytes, int alsoEscaped) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), maxBytes));
        int bytes = 0;
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            int units = Character.charCount(character);
            boolean escaped = character == alsoEscaped || isHidden(character);
            bytes += escaped ? units * ESCAPE_BYTES : utf8Bytes(character);
            if (bytes > maxBytes) {
                break;
            }
            if (escaped) {
                escape(shown, text, i, i + units);
            } else {
                shown.appendCodePoint(character);
            }
            i += units;
        }
        return shown.toString();
    }

    private static void escape(StringBuilder shown, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            shown.append(String.format(Locale.ROOT, "\\u%04X", (int) text.charAt(i)));
        }
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static int utf8Bytes(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
