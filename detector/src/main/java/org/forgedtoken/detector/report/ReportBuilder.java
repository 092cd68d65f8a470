package org.forgedtoken.detector.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.reading.InputTime;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a report is made of, in any order of the files but in the order of their lines, and makes the page. It holds a
 * bounded part of millions of lines, and the page says what is therefore an estimate. Not thread-safe.
 */
public final class ReportBuilder {
    private final AlertBook alerts;
    private final IncidentBook incidents = new IncidentBook();
    private final List<FileRead> files = new ArrayList<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private Cover cover = Cover.NONE;
    private long newest = Times.UNKNOWN;
    private @Nullable Summary summary;
    private @Nullable Manifest manifest;

    public ReportBuilder() {
        this(new AlertBook());
    }

    ReportBuilder(AlertBook alerts) {
        this.alerts = alerts;
    }

    /** One line of alerts or incidents, without its end; false where it is neither. */
    public boolean line(byte[] json) {
        JsonTree tree = JsonTree.read(json);
        if (tree == null) {
            return false;
        }
        WrittenAlert alert = WrittenAlert.of(tree);
        if (alert != null) {
            newest = Math.max(newest, alert.time());
            return alerts.take(alert);
        }
        WrittenIncident incident = WrittenIncident.of(tree);
        return incident != null && incidents.take(incident);
    }

    /** What is to stand on its first page. */
    public void cover(Cover told) {
        cover = told;
    }

    /** The content of {@code summary.json}; false where it is none. */
    public boolean summary(byte[] json) {
        JsonTree tree = JsonTree.read(json);
        if (tree == null || tree.at("feeds").members().isEmpty()) {
            return false;
        }
        summary = Summary.of(tree);
        return true;
    }

    /** The content of {@code manifest.json}; false where it is none. */
    public boolean manifest(byte[] json) {
        try {
            Manifest read = Manifest.read(json);
            if (read.inputs().isEmpty()) {
                return false;
            }
            manifest(read);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a manifest would say, where that is still to be written. */
    public void manifest(Manifest known) {
        manifest = known;
    }

    /** A file was read, to its end or as far as it goes. */
    public void wasRead(FileRead file) {
        files.add(file);
    }

    /** There is no such file, or none that can be used. */
    public void isMissing(String name, String reason) {
        missing.put(name, reason);
    }

    /** The whole page: HTML that is well-formed XML too, in ASCII. */
    public String page() {
        return data().page();
    }

    /** What makes the report less than whole, a sentence each; empty where nothing does. */
    public List<String> faults() {
        return data().faults();
    }

    ReportData data() {
        return new ReportData(cover, date(), List.copyOf(files), missing, alerts.facts(), incidents, summary, manifest);
    }

    private String date() {
        String started = manifest == null ? null : manifest.started();
        long date = started == null ? newest : InputTime.of(started);
        return Times.known(date) ? Words.time(date) : "";
    }

    /**
     * What the first page says that no file knows.
     *
     * @param caseNumber of whoever keeps the files on it; empty where there is none
     * @param by who made the report; empty where nobody says so
     */
    public record Cover(String caseNumber, String by) {
        /** It says nothing. */
        public static final Cover NONE = new Cover("", "");
    }

    /**
     * A file that the report rests on, and how much of it could be read.
     *
     * @param name without its folder
     * @param sha256 of its content, unpacked; lower-case hex
     * @param lines that are not blank; {@link #NO_LINES} where it is one object
     * @param unreadable lines that are neither an alert nor an incident
     * @param places the first of these, as {@code file:line}
     * @param damage where it breaks off, and why; empty where it does not
     */
    public record FileRead(
            String name, String sha256, long lines, long unreadable, List<String> places, String damage) {
        /** For a file that is not read line by line. */
        public static final long NO_LINES = -1;

        public FileRead {
            places = List.copyOf(places);
        }

        public boolean isOfLines() {
            return lines != NO_LINES;
        }
    }
}
