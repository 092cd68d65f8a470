package org.forgedtoken.detector.report;

import java.util.Arrays;
import java.util.Collection;
import org.forgedtoken.detector.alert.Scope.Count;

/** Tables: heads, then rows of cells. */
final class Table {
    private static final String NUMBER = "number";

    private Table() {}

    /** A cell of another kind than its content says. */
    record Cell(String kind, Object content) {}

    /** @param heads one that begins with {@code #} stands above numbers */
    static Html of(Collection<Html> rows, String... heads) {
        return Html.of(
                "<table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>\n",
                Arrays.stream(heads)
                        .map(head -> head.startsWith("#")
                                ? Html.of("<th scope=\"col\" class=\"number\">{}</th>\n", head.substring(1))
                                : Html.of("<th scope=\"col\">{}</th>\n", head))
                        .toList(),
                rows);
    }

    /** A row: numbers, whether exact or not, stand under each other. */
    static Html row(Object... cells) {
        return Html.of("<tr>{}</tr>\n", Arrays.stream(cells).map(Table::cell).toList());
    }

    /** A table of rows that are a name and what is said of it. */
    static Html facts(Html... rows) {
        return Html.of("<table class=\"facts\"><tbody>{}</tbody></table>\n", Arrays.asList(rows));
    }

    static Html fact(String name, Object content) {
        return Html.of("<tr><th scope=\"row\">{}</th>\n<td>{}</td>\n</tr>\n", name, content);
    }

    /** The same of a stranger's value; nothing where there is none. */
    static Html factValue(String name, String value) {
        return value.isEmpty() ? Html.NONE : fact(name, Html.value(value));
    }

    /** An event time, epoch ms. */
    static Cell time(long millis) {
        return new Cell("time", Words.time(millis));
    }

    static Cell number(String text) {
        return new Cell(NUMBER, text);
    }

    private static Html cell(Object content) {
        if (content instanceof Count count) {
            return cell(number(Words.number(count)));
        }
        if (content instanceof Number number) {
            return cell(number(Words.number(number.longValue())));
        }
        return content instanceof Cell cell
                ? Html.of("<td class=\"{}\">{}</td>\n", cell.kind(), cell.content())
                : Html.of("<td>{}</td>\n", content);
    }
}
