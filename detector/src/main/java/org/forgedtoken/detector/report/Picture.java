package org.forgedtoken.detector.report;

import java.util.function.Consumer;

/** A picture in the page: SVG in black and white, as wide as the text, with a caption, and a name for who cannot see it. */
final class Picture {
    static final int WIDTH = 720;

    private Picture() {}

    /** @param name says what is seen; the program's own words */
    static void draw(Markup page, String name, int height, String caption, Consumer<Markup> content) {
        page.open("figure");
        page.element("figcaption", caption);
        page.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(height),
                "role",
                "img",
                "aria-label",
                name);
        page.element("title", name);
        content.accept(page);
        page.closeLine();
        page.closeLine();
    }

    /** A text that stays in its box, whatever it is and however wide its letters are. */
    static void boxed(Markup page, String text, double x, double y, double width, double height, String kind) {
        page.open(
                "svg",
                "x",
                Markup.at(x),
                "y",
                Markup.at(y),
                "width",
                Markup.at(width),
                "height",
                Markup.at(height),
                "overflow",
                "hidden");
        page.element("text", text, "x", "0", "y", Markup.at(height * 0.75), "class", kind);
        page.closeLine();
    }

    static void rect(Markup page, double x, double y, double width, double height, String kind) {
        page.empty(
                "rect",
                "x",
                Markup.at(x),
                "y",
                Markup.at(y),
                "width",
                Markup.at(width),
                "height",
                Markup.at(height),
                "class",
                kind);
    }
}
