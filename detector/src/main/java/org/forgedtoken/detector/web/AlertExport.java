package org.forgedtoken.detector.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;

/**
 * Alerts as a file: JSON Lines, as they stand in the topic, or CSV (RFC 4180) for a spreadsheet, each field quoted as in
 * {@code accounts.csv} of a replay.
 */
final class AlertExport {
    private static final Map<String, Function<WrittenAlert, Object>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("uid", WrittenAlert::uid);
        COLUMNS.put("rule", WrittenAlert::rule);
        COLUMNS.put("severity_id", WrittenAlert::severity);
        COLUMNS.put("status_id", WrittenAlert::status);
        COLUMNS.put("written", alert -> Instant.ofEpochMilli(alert.time()));
        COLUMNS.put("first_use", alert -> Instant.ofEpochMilli(alert.first()));
        COLUMNS.put("last_use", alert -> Instant.ofEpochMilli(alert.last()));
        COLUMNS.put("uses", WrittenAlert::count);
        COLUMNS.put("account_id", WrittenAlert::account);
        COLUMNS.put("source", WrittenAlert::source);
        COLUMNS.put("issuer", WrittenAlert::issuer);
        COLUMNS.put("key_id", WrittenAlert::keyId);
        COLUMNS.put("token_id", WrittenAlert::tokenId);
        COLUMNS.put("token_digest", WrittenAlert::digest);
        COLUMNS.put("incident_uid", WrittenAlert::incident);
        COLUMNS.put("message", WrittenAlert::message);
    }

    private AlertExport() {}

    static Answer of(List<byte[]> alerts, boolean csv) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (csv) {
            line(out, row(COLUMNS.keySet().stream()));
        }
        for (byte[] alert : alerts) {
            line(out, csv ? row(alert) : onOneLine(alert));
        }
        return Answer.of(200, csv ? "text/csv; charset=utf-8" : "application/jsonl", out.toByteArray())
                .with("Content-Disposition", "attachment; filename=\"alerts." + (csv ? "csv" : "jsonl") + '"');
    }

    /** As it stands; whoever may write to the topic may have broken its lines, though not within a text. */
    private static String onOneLine(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
    }

    private static String row(byte[] json) {
        WrittenAlert alert = Objects.requireNonNull(WrittenAlert.read(json));
        return row(COLUMNS.values().stream().map(column -> column.apply(alert).toString()));
    }

    private static String row(Stream<String> fields) {
        return fields.map(VisibleText::inCsv).collect(Collectors.joining(","));
    }

    private static void line(ByteArrayOutputStream out, String line) {
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
