package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.forgedtoken.detector.alert.Scope.Count;

/** A table: of each row some columns. */
final class Table<T> {
    private static final String NUMBER = "number";

    private final List<T> rows;
    private final List<Html> heads = new ArrayList<>();
    private final List<Function<T, Object>> columns = new ArrayList<>();

    private Table(List<T> rows) {
        this.rows = rows;
    }

    static <T> Table<T> of(Collection<T> rows) {
        return new Table<>(List.copyOf(rows));
    }

    /** A cell of another kind than its content says. */
    record Cell(String kind, Object content) {}

    /**
     * One more column.
     *
     * @param head one that begins with {@code #} stands above numbers
     * @param cell a count or a number, which stand under each other, a cell, or what {@link Html#of} takes
     */
    Table<T> column(String head, Function<T, Object> cell) {
        heads.add(
                head.startsWith("#")
                        ? Html.of("<th scope=\"col\" class=\"number\">{}</th>\n", head.substring(1))
                        : Html.of("<th scope=\"col\">{}</th>\n", head));
        columns.add(cell);
        return this;
    }

    Html html() {
        return Html.of(
                "<table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>\n",
                heads,
                rows.stream()
                        .map(row -> Html.of(
                                "<tr>{}</tr>\n",
                                columns.stream()
                                        .map(column -> cell(column.apply(row)))
                                        .toList()))
                        .toList());
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
