package org.forgedtoken.detector.report;

import org.forgedtoken.detector.alert.Scope.Count;

/** Writes tables: heads, then rows of cells. */
final class Table {
    private Table() {}

    /** @param heads one that begins with {@code #} stands above numbers */
    static void open(Markup page, String... heads) {
        page.open("table");
        page.open("thead");
        page.open("tr");
        for (String head : heads) {
            boolean isOfNumbers = head.startsWith("#");
            page.element(
                    "th", isOfNumbers ? head.substring(1) : head, "scope", "col", "class", isOfNumbers ? "number" : "");
        }
        page.close();
        page.closeLine();
        page.open("tbody");
    }

    static void close(Markup page) {
        page.close();
        page.closeLine();
    }

    /** A cell in the program's own words. */
    static void cell(Markup page, String text) {
        page.element("td", text);
    }

    /** An event time, epoch ms. */
    static void time(Markup page, long millis) {
        page.element("td", Words.time(millis), "class", "time");
    }

    static void number(Markup page, long number) {
        page.element("td", Words.number(number), "class", "number");
    }

    static void number(Markup page, Count number) {
        page.element("td", Words.number(number), "class", "number");
    }

    /** A cell with a stranger's value. */
    static void value(Markup page, String text) {
        page.open("td");
        page.value(text);
        page.closeLine();
    }

    /** A row of a name and what is said of it. */
    static void fact(Markup page, String name, String text) {
        page.open("tr");
        page.element("th", name, "scope", "row");
        cell(page, text);
        page.closeLine();
    }

    /** The same of a stranger's value; nothing where there is none. */
    static void factValue(Markup page, String name, String value) {
        if (!value.isEmpty()) {
            page.open("tr");
            page.element("th", name, "scope", "row");
            value(page, value);
            page.closeLine();
        }
    }
}
