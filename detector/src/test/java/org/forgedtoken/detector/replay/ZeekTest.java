package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Feeds that were made from a real network capture lie beside a checkout; where they do not, a small day of our own
 * stands in, and a printed line says so.
 */
class ZeekTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Path DATA = data();

    @TempDir
    Path folder;

    @Test
    void findsNothingWhereEveryTokenWasIssued() throws IOException {
        Replayed replayed = Replayed.of(DATA.resolve("access.jsonl"), DATA.resolve("issuance.jsonl"), folder);

        assertThat(replayed.count("access", "issued")).isEqualTo(replayed.count("access", "read"));
        assertThat(replayed.result.summary().openAlerts()).doesNotContainKey("token-never-issued");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void findsExactlyTheTokensWhoseIssuanceIsGone(int n) throws IOException {
        SortedSet<String> gone = withoutIssuances(n, folder.resolve("issuance.jsonl"));

        Replayed replayed =
                Replayed.of(DATA.resolve("access.jsonl"), folder.resolve("issuance.jsonl"), folder.resolve("out"));

        assertThat(gone).hasSize(n);
        assertThat(replayed.openTokens().get("token-never-issued")).isEqualTo(gone);
        assertThat(replayed.lines("blocklist.jsonl").stream()
                        .map(line -> line.get("key").textValue()))
                .containsExactlyElementsOf(gone);
        System.out.printf("zeek: %d issuances deleted, %d tokens found%n", n, gone.size());
    }

    /** Deletes the issuances of {@code n} tokens that are used, spread evenly; returns the tokens' keys. */
    private static SortedSet<String> withoutIssuances(int n, Path to) throws IOException {
        Set<String> used = new LinkedHashSet<>();
        for (String line : Files.readAllLines(DATA.resolve("access.jsonl"))) {
            used.add(key(JSON.readTree(line)));
        }
        List<String> issued = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve("issuance.jsonl"))) {
            JsonNode record = JSON.readTree(line);
            if (record.has("token_id") && used.contains(key(record))) {
                issued.add(key(record));
            }
        }
        SortedSet<String> gone = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            gone.add(issued.get((int) ((2L * i + 1) * issued.size() / (2L * n))));
        }
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve("issuance.jsonl"))) {
            JsonNode record = JSON.readTree(line);
            if (!record.has("token_id") || !gone.contains(key(record))) {
                kept.add(line);
            }
        }
        Files.write(to, kept);
        return gone;
    }

    private static String key(JsonNode record) {
        return TokenKey.ofId(
                        record.get("issuer").textValue(), record.get("token_id").textValue())
                .text();
    }

    private static Path data() {
        Path own = Path.of("src/test/resources/replay-day");
        Path data = SharedData.folder("zeek-day1").orElse(own);
        System.out.println("zeek: the feeds are those of " + data);
        return data;
    }
}
