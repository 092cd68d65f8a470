package org.forgedtoken.detector.report;

import java.util.List;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.evidence.Manifest.Input;
import org.jspecify.annotations.Nullable;

/** By what and from what it was made, so that somebody else can make it again and compare. */
final class Reproduced {
    private static final int MOST_INPUTS = 200;
    private static final int MOST_ARGUMENTS = 400;

    private Reproduced() {}

    static Html of(ReportData data) {
        Manifest manifest = data.manifest();
        return Html.section(
                "How to check and repeat it",
                manifest == null
                        ? Html.paragraph("By which version, with which settings and from which inputs the alerts were"
                                + " made stands in manifest.json, which does not lie beside them.")
                        : made(manifest),
                files(data.files()),
                Html.of(
                        """
                        <ul><li><code>detector verify DIR</code> on the folder of the replay checks that nobody has changed,\
                         removed or added a line since it was written, and names the first that does not fit.</li>
                        <li><code>detector report --alerts DIR/alerts.jsonl --out report.html{}{}</code> makes this page again\
                         from the same files, byte for byte.</li>
                        <li>The same inputs with the same settings give equal alerts: the same uids, and of each the same\
                         last state, but for when it was written.</li>
                        </ul>
                        """,
                        option("--case", data.cover().caseNumber()),
                        option("--by", data.cover().by())));
    }

    private static Html option(String name, String value) {
        return value.isEmpty() ? Html.NONE : Html.of(" {} {}", name, Html.value(value));
    }

    private static Html made(Manifest manifest) {
        List<String> arguments = manifest.commandLine();
        Html commandLine = Html.of(
                "<code>detector{}</code>{}",
                arguments.stream()
                        .limit(MOST_ARGUMENTS)
                        .map(argument -> Html.of(" {}", Html.value(argument)))
                        .toList(),
                arguments.size() > MOST_ARGUMENTS
                        ? " and " + Words.count(arguments.size() - MOST_ARGUMENTS, "argument") + " more"
                        : "");
        return Html.of(
                "{}{}",
                Table.facts(
                        Table.factValue("Program version", said(manifest.version())),
                        Table.factValue("Started (wall clock)", said(manifest.started())),
                        Table.fact("Command line", commandLine)),
                inputs(manifest.inputs()));
    }

    private static Html inputs(List<Input> inputs) {
        return Html.of(
                "<h3>What was read</h3>\n{}{}",
                Table.of(inputs.stream().limit(MOST_INPUTS).toList())
                        .column("Feed", input -> Html.value(said(input.feed())))
                        .column("File", Reproduced::place)
                        .column("#Bytes", Input::bytes)
                        .column("#Records", Input::records)
                        .column("SHA-256", input -> hash(said(input.sha256())))
                        .html(),
                Html.notShown(inputs.size() - MOST_INPUTS, "file", "manifest.json"));
    }

    private static Html place(Input input) {
        Html place = Html.value(said(input.topic() == null ? input.path() : input.topic() + '-' + input.partition()));
        String remark = said(input.skipped() == null ? input.damaged() : input.skipped());
        return remark.isEmpty() ? place : Html.of("{}: {}", place, Html.value(remark));
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Html files(List<ReportBuilder.FileRead> files) {
        return Html.of(
                "<h3>What this page was made from</h3>\n{}",
                Table.of(files)
                        .column("File", file -> Html.value(file.name()))
                        .column("#Lines", file -> file.isOfLines() ? file.lines() : Table.number("one object"))
                        .column("#Not readable", file -> file.isOfLines() ? file.unreadable() : Table.number(""))
                        .column("SHA-256 of its content", file -> hash(file.sha256()))
                        .html());
    }

    private static Table.Cell hash(String hash) {
        return new Table.Cell("hash", Html.value(hash));
    }
}
