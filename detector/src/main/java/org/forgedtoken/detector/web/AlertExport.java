package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.WrittenAlert;

/**
 * Alerts as a file: JSON Lines, as they stand in the topic, or CSV (RFC 4180) for a spreadsheet, each field quoted as in
 * {@code accounts.csv} of a replay.
 */
final class AlertExport {
    private static final List<String> COLUMNS = List.of(
            "uid",
            "rule",
            "severity_id",
            "status_id",
            "written",
            "first_use",
            "last_use",
            "uses",
            "account_id",
            "source",
            "issuer",
            "key_id",
            "token_id",
            "incident_uid",
            "message");

    private AlertExport() {}

    static void send(HttpExchange exchange, List<String> alerts, boolean csv) throws IOException {
        Answer.headers(exchange, csv ? "text/csv; charset=utf-8" : "application/jsonl");
        exchange.getResponseHeaders()
                .set("Content-Disposition", "attachment; filename=\"alerts." + (csv ? "csv" : "jsonl") + '"');
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
        if (exchange.getRequestMethod().equals("HEAD")) {
            return;
        }
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
            if (csv) {
                line(out, row(COLUMNS.stream()));
            }
            for (String alert : alerts) {
                line(out, csv ? row(fields(alert)) : alert);
            }
        }
    }

    private static Stream<String> fields(String json) {
        WrittenAlert alert = WrittenAlert.read(json.getBytes(StandardCharsets.UTF_8));
        return alert == null
                ? Stream.empty()
                : Stream.of(
                        alert.uid(),
                        alert.rule(),
                        Integer.toString(alert.severity()),
                        Integer.toString(alert.status()),
                        time(alert.time()),
                        time(alert.first()),
                        time(alert.last()),
                        Long.toString(alert.count()),
                        alert.account(),
                        alert.source(),
                        alert.issuer(),
                        alert.keyId(),
                        alert.tokenId(),
                        alert.incident(),
                        alert.message());
    }

    private static String time(long millis) {
        return Times.known(millis) ? Instant.ofEpochMilli(millis).toString() : "";
    }

    private static String row(Stream<String> fields) {
        return fields.map(VisibleText::inCsv).collect(Collectors.joining(","));
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
