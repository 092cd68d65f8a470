package org.forgedtoken.detector.report;

import java.util.List;
import org.forgedtoken.detector.report.Provenance.Input;

/** By what and from what it was made, so that somebody else can make it again and compare. */
final class Reproduced {
    private static final int MOST_INPUTS = 200;
    private static final int MOST_ARGUMENTS = 400;

    private Reproduced() {}

    static void write(Markup page, ReportData data) {
        page.open("section");
        page.element("h2", "How to check and repeat it");
        Provenance provenance = data.provenance();
        if (provenance == null) {
            page.element(
                    "p",
                    "By which version, with which settings and from which inputs the alerts were made stands in"
                            + " manifest.json, which does not lie beside them.");
        } else {
            made(page, provenance);
        }
        files(page, data.files());
        page.open("ul");
        page.open("li");
        page.element("code", "detector verify DIR");
        page.text(" on the folder of the replay checks that nobody has changed, removed or added a line since it was"
                + " written, and names the first that does not fit.");
        page.closeLine();
        page.open("li");
        page.element("code", "detector report --alerts DIR/alerts.jsonl --out report.html");
        page.text(" makes this page again from the same files, byte for byte.");
        page.closeLine();
        page.element(
                "li",
                "The same inputs with the same settings give equal alerts: the same uids, and of each the same last state,"
                        + " but for when it was written.");
        page.closeLine();
        page.closeLine();
    }

    private static void made(Markup page, Provenance provenance) {
        page.open("table", "class", "facts");
        page.open("tbody");
        Table.factValue(page, "Program version", provenance.version());
        Table.factValue(page, "Started (wall clock)", provenance.started());
        page.open("tr");
        page.element("th", "Command line", "scope", "row");
        page.open("td");
        List<String> arguments = provenance.commandLine();
        page.open("code");
        page.text("detector");
        arguments.stream().limit(MOST_ARGUMENTS).forEach(argument -> {
            page.text(" ");
            page.value(argument);
        });
        page.close();
        if (arguments.size() > MOST_ARGUMENTS) {
            page.text(" and " + Words.count(arguments.size() - MOST_ARGUMENTS, "argument") + " more");
        }
        page.close();
        page.closeLine();
        Table.close(page);
        inputs(page, provenance.inputs());
    }

    private static void inputs(Markup page, List<Input> inputs) {
        page.element("h3", "What was read");
        Table.open(page, "Feed", "File", "#Bytes", "#Records", "SHA-256");
        inputs.stream().limit(MOST_INPUTS).forEach(input -> {
            page.open("tr");
            Table.value(page, input.feed());
            page.open("td");
            page.value(input.path());
            if (!input.remark().isEmpty()) {
                page.text(": ");
                page.value(input.remark());
            }
            page.closeLine();
            Table.number(page, input.bytes());
            Table.number(page, input.records());
            hash(page, input.sha256());
            page.closeLine();
        });
        Table.close(page);
        if (inputs.size() > MOST_INPUTS) {
            page.element(
                    "p",
                    "Not shown: " + Words.count(inputs.size() - MOST_INPUTS, "file")
                            + "; all of them are in manifest.json.");
        }
    }

    private static void files(Markup page, List<FileRead> files) {
        page.element("h3", "What this page was made from");
        Table.open(page, "File", "#Lines", "#Not readable", "SHA-256 of its content");
        for (FileRead file : files) {
            page.open("tr");
            Table.value(page, file.name());
            boolean isOfLines = file.lines() != FileRead.NO_LINES;
            page.element("td", isOfLines ? Words.number(file.lines()) : "one object", "class", "number");
            page.element("td", isOfLines ? Words.number(file.unreadable()) : "", "class", "number");
            hash(page, file.sha256());
            page.closeLine();
        }
        Table.close(page);
    }

    private static void hash(Markup page, String hash) {
        page.open("td", "class", "hash");
        page.value(hash);
        page.closeLine();
    }
}
