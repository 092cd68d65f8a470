package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.forgedtoken.detector.alert.VisibleText;

/**
 * A part of the page: HTML or SVG that is well-formed XML too. A value that is put into a template becomes text and cannot be
 * anything else, in an element as in an attribute: what has a meaning is escaped, and what cannot be seen (control and
 * bidirectional characters) is written out. Templates are the program's own.
 */
record Html(String markup) {
    static final Html NONE = new Html("");

    /** A stranger's value is cut to so many bytes of UTF-8: nobody reads more, and the page stays small. */
    static final int MOST_BYTES = 256;

    /** The most bytes that one character takes: as two escapes. */
    private static final int LONGEST_CHARACTER = 12;

    private static final char FIRST_NOT_ASCII = 0x7f;
    private static final int NO_CHARACTER_MASK = 0xfffe;
    private static final String PLACE = "{}";

    /**
     * The template, with a value in each place {@code {}}.
     *
     * @param values other parts of the page as they are, lists of them, coordinates, and else texts of the program's own; a
     *     stranger's in them is in quotation marks and short
     */
    static Html of(String template, Object... values) {
        StringBuilder out = new StringBuilder(template.length() * 2);
        int from = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, from);
            if (place < 0) {
                throw new IllegalArgumentException("more values than places: " + template);
            }
            write(out.append(template, from, place), value);
            from = place + PLACE.length();
        }
        if (template.indexOf(PLACE, from) >= 0) {
            throw new IllegalArgumentException("more places than values: " + template);
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** A value that a stranger wrote, cut, and apart from the direction of what stands around it. */
    static Html value(String text) {
        return of("<bdi class=\"value\">{}</bdi>", cut(text, MOST_BYTES));
    }

    /** A sentence that another program wrote, the same. */
    static Html said(String text) {
        return of("<bdi>{}</bdi>", cut(text, MOST_BYTES));
    }

    /** A part of the page with a title; its content in order. */
    static Html section(String title, Object... content) {
        return of("<section><h2>{}</h2>\n{}</section>\n", title, Arrays.asList(content));
    }

    /** The points of a list. */
    static List<Html> points(Collection<?> points) {
        return points.stream().map(point -> of("<li>{}</li>\n", point)).toList();
    }

    /** How much of a list is left out, and where all of it is; nothing where nothing is. */
    static Html notShown(long more, String what, String file) {
        return more <= 0
                ? NONE
                : paragraph("Not shown: " + Words.count(more, what) + "; all of them are in " + file + ".");
    }

    static Html paragraph(String text) {
        return of("<p>{}</p>\n", text);
    }

    /** A text of at most so many bytes of UTF-8, with a mark where it was longer. */
    static String cut(String text, int bytes) {
        // of the rest, however long, only its being there matters
        String shown = VisibleText.cut(text, bytes);
        return shown.equals(VisibleText.cut(text, bytes + LONGEST_CHARACTER)) ? shown : shown + "\u2026";
    }

    /** The same part in ASCII. */
    String ascii() {
        StringBuilder out = new StringBuilder(markup.length());
        markup.codePoints().forEach(character -> {
            if (character < FIRST_NOT_ASCII) {
                out.append((char) character);
            } else {
                out.append("&#").append(character).append(';');
            }
        });
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof Html html) {
            out.append(html.markup);
        } else if (value instanceof Collection<?> all) {
            all.forEach(one -> write(out, one));
        } else if (value instanceof Double coordinate) {
            out.append(String.format(Locale.ROOT, "%.1f", coordinate));
        } else {
            escape(out, VisibleText.inField(value.toString()));
        }
    }

    private static void escape(StringBuilder out, String text) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if ((character & NO_CHARACTER_MASK) == NO_CHARACTER_MASK) {
                        out.append(String.format(Locale.ROOT, "\\u%04X", character)); // XML has no such character
                    } else {
                        out.appendCodePoint(character);
                    }
                }
            }
        });
    }
}
