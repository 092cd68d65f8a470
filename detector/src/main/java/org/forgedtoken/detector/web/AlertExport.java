package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

    static void send(HttpExchange exchange, List<byte[]> alerts, boolean csv) throws IOException {
        Answer.headers(exchange, csv ? "text/csv; charset=utf-8" : "application/jsonl");
        exchange.getResponseHeaders()
                .set("Content-Disposition", "attachment; filename=\"alerts." + (csv ? "csv" : "jsonl") + '"');
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : 0);
        if (head) {
            return;
        }
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            if (csv) {
                line(out, row(COLUMNS.keySet().stream()));
            }
            for (byte[] alert : alerts) {
                line(out, csv ? row(alert) : onOneLine(alert));
            }
        }
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

    private static void line(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
