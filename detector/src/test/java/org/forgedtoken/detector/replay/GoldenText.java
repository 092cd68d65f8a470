package org.forgedtoken.detector.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a replay found, as a short text: equal for equal findings, wherever the files of the feeds lie. Below
 * the counts, a digest of each file.
 */
final class GoldenText {
    private static final List<String> FILES = List.of(
            "alerts.jsonl",
            "incidents.jsonl",
            "blocklist.jsonl",
            "dead-letters.jsonl",
            "undetermined.jsonl",
            "accounts.csv");
    /** By their OCSF ids, from 1 on. */
    private static final List<String> ACTIVITIES = List.of("create", "update", "close");
    /** Of where a record was read. */
    private static final String FOLDER = "\"(record|file)\":\"[^\"]*/";
    /** Of more incidents the digest alone is compared. */
    private static final int LISTED = 25;

    private final StringBuilder text = new StringBuilder();

    private GoldenText() {}

    static String of(Replayed replayed) throws IOException {
        GoldenText golden = new GoldenText();
        JsonNode feeds = replayed.summary().get("feeds");
        feeds.propertyStream()
                .filter(feed -> feed.getValue().get("read").longValue() > 0)
                .forEach(feed -> golden.line(feed.getKey(), outcomes(feed.getValue())));
        golden.line("holes", feeds.at("/issuance/coverage").findValues("holes").toString());
        golden.counted(
                "undetermined",
                replayed.lines("undetermined.jsonl").stream()
                        .map(one -> one.get("reason").asText()));
        golden.counted("alert", replayed.lines("alerts.jsonl").stream().map(GoldenText::alert));
        golden.counted(
                "block entry for",
                replayed.lines("blocklist.jsonl").stream()
                        .map(one -> one.at("/value/reason").asText("nothing")));
        golden.counted(
                "dead letter",
                replayed.lines("dead-letters.jsonl").stream()
                        .map(one -> one.get("reason").asText()));
        replayed.incidents().values().stream()
                .limit(LISTED)
                .forEach(incident -> golden.line("incident", incident(incident)));
        for (String file : FILES) {
            golden.digest(replayed, file);
        }
        return golden.text.toString();
    }

    private void line(String what, String how) {
        text.append(what).append(": ").append(how).append('\n');
    }

    private void counted(String what, Stream<String> all) {
        SortedMap<String, Long> counts = new TreeMap<>();
        all.forEach(one -> counts.merge(one, 1L, Long::sum));
        counts.forEach((one, count) -> line(what + ' ' + one, Long.toString(count)));
    }

    private static String outcomes(JsonNode feed) {
        return feed.propertyStream()
                .filter(outcome -> outcome.getValue().isNumber())
                .filter(outcome -> outcome.getValue().longValue() > 0)
                .map(outcome -> outcome.getKey() + ' ' + outcome.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String alert(JsonNode alert) {
        String activity = ACTIVITIES.get(alert.get("activity_id").intValue() - 1);
        return String.join(
                        " ",
                        Replayed.rule(alert),
                        alert.path("severity").asText(),
                        activity,
                        alert.path("status_detail").asText())
                .strip();
    }

    private static String incident(JsonNode incident) {
        JsonNode what = incident.get("unmapped");
        String names = Stream.of("kind", "proof", "issuer", "key_id", "source")
                .map(name -> what.path(name).asText())
                .collect(Collectors.joining(" "));
        String counts = Stream.of("tokens", "accounts", "accounts_unknown", "sources", "accesses", "standing")
                .map(name -> name + ' ' + what.path(name))
                .collect(Collectors.joining(", "));
        return names + ", " + incident.path("status").asText() + ", " + counts + ", " + time(what.get("first_use"))
                + " to " + time(what.get("last_use"));
    }

    private static String time(JsonNode time) {
        return time.isNumber() ? Instant.ofEpochMilli(time.longValue()).toString() : time.asText();
    }

    private void digest(Replayed replayed, String file) throws IOException {
        List<String> lines = Files.readAllLines(replayed.out.resolve(file));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                digest.update((line.replaceAll(FOLDER, "\"$1\":\"") + '\n').getBytes(UTF_8));
            }
            line(file, lines.size() + " lines, " + HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
