package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.List;

/** A picture in the page: SVG in black and white, as wide as the text, with a caption, and a name for who cannot see it. */
final class Picture {
    static final int WIDTH = 720;

    private final List<Html> content = new ArrayList<>();

    /** @param name says what is seen; the program's own words */
    Html drawn(String name, int height, String caption) {
        return Html.of("""
            <figure><figcaption>{}</figcaption>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img"\
             aria-label="{}"><title>{}</title>
            {}</svg>
            </figure>
            """, caption, WIDTH, height, WIDTH, height, name, name, content);
    }

    /** A text that stays in its box, whatever it is and however wide its letters are. */
    void boxed(String text, double x, double y, double width, double height, String kind) {
        content.add(Html.of("""
            <svg x="{}" y="{}" width="{}" height="{}" overflow="hidden"><text x="0" y="{}" class="{}">{}</text>
            </svg>
            """, x, y, width, height, height * 0.75, kind, text));
    }

    void text(String text, double x, double y, String kind) {
        content.add(Html.of("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, kind, text));
    }

    void rect(double x, double y, double width, double height, String kind) {
        content.add(Html.of(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>", x, y, width, height, kind));
    }

    /** @param turns of the path, each with its coordinates in it */
    void path(Object turns, String kind) {
        content.add(Html.of("<path d=\"{}\" class=\"{}\"/>", turns, kind));
    }
}
