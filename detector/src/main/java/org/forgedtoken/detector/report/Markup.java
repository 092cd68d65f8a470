package org.forgedtoken.detector.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.forgedtoken.detector.alert.VisibleText;

/**
 * Writes HTML and SVG that is well-formed XML too, in ASCII. Texts and attributes go through it as text and cannot be
 * anything else: what has a meaning is escaped, and what cannot be seen (control and bidirectional characters) is written
 * out. Names of elements and attributes are the program's own.
 */
final class Markup {
    /** A stranger's value is cut to so many bytes of UTF-8: nobody reads more, and the page stays small. */
    static final int MOST_BYTES = 256;

    /** The most bytes that one character takes: as two escapes. */
    private static final int LONGEST_CHARACTER = 12;

    private static final char FIRST_NOT_ASCII = 0x7f;
    private static final int NO_CHARACTER_MASK = 0xfffe;

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn, and left out where the value is empty. */
    void open(String name, String... attributes) {
        start(name, attributes);
        out.append('>');
        open.push(name);
    }

    /** Closes the element that was opened last. */
    void close() {
        out.append("</").append(open.pop()).append('>');
    }

    /** The same, and ends the line. */
    void closeLine() {
        close();
        out.append('\n');
    }

    /** An element with nothing in it. */
    void empty(String name, String... attributes) {
        start(name, attributes);
        out.append("/>");
    }

    /** An element with a text in it. */
    void element(String name, String text, String... attributes) {
        open(name, attributes);
        text(text);
        closeLine();
    }

    /** A text of the program's own; a stranger's in it is in quotation marks and short. */
    void text(String text) {
        escape(VisibleText.inField(text));
    }

    /** A value that a stranger wrote, cut, and apart from the direction of what stands around it. */
    void value(String text) {
        open("bdi", "class", "value");
        text(cut(text, MOST_BYTES));
        close();
    }

    /** A sentence that another program wrote, the same. */
    void said(String text) {
        open("bdi");
        text(cut(text, MOST_BYTES));
        close();
    }

    /** A style sheet, which must have nothing in it that XML would take for its own. */
    void style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet with markup in it");
        }
        open("style");
        out.append(css);
        closeLine();
    }

    /** The document, once everything is closed. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + out;
    }

    /** What was written so far; for pictures alone. */
    @Override
    public String toString() {
        return out.toString();
    }

    /** A text of at most so many bytes of UTF-8, with a mark where it was longer. */
    static String cut(String text, int bytes) {
        // of the rest, however long, only its being there matters
        String shown = VisibleText.cut(text, bytes);
        return shown.equals(VisibleText.cut(text, bytes + LONGEST_CHARACTER)) ? shown : shown + "\u2026";
    }

    /** A coordinate. */
    static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void start(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1].isEmpty()) {
                continue;
            }
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if ((character & NO_CHARACTER_MASK) == NO_CHARACTER_MASK) {
                        out.append(String.format(Locale.ROOT, "\\u%04X", character)); // XML has no such character
                    } else if (character >= FIRST_NOT_ASCII) {
                        out.append("&#").append(character).append(';');
                    } else {
                        out.appendCodePoint(character);
                    }
                }
            }
        }
    }
}
