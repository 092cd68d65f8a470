package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backfill sends, and when it vouches for it. */
class BackfillTest {
    private static final long NOW = 1_772_500_000_000L;
    private static final TokenIdentity TOKENS = new TokenIdentity(IdentityKind.ID, Map.of());
    private static final IssuanceReader NATIVE =
            new IssuanceReader(Settings.of(Map.of("access.issuer", "https://idp")));

    @TempDir
    Path folder;

    private final List<String> keys = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> everywhere = new ArrayList<>();
    private int flushedAfter = -1;

    private void send(byte[] key, byte[] value) {
        if (key == null) {
            assertThat(flushedAfter).as("what it vouches for is there").isEqualTo(sent.size());
            everywhere.add(new String(value, StandardCharsets.UTF_8));
        } else {
            keys.add(new String(key, StandardCharsets.UTF_8));
            sent.add(new String(value, StandardCharsets.UTF_8));
        }
    }

    private Backfill.Result load(long since, long until, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("export.jsonl"), String.join("\n", lines));
        Backfill backfill = new Backfill(
                List.of(file.toString()), since, until, NATIVE, TOKENS, new ByteArrayInputStream(new byte[0]));
        return backfill.run(NOW, this::send, () -> flushedAfter = sent.size(), new ReplayProgress() {
            @Override
            public void begin(String stage, long length) {}

            @Override
            public void done(long position) {}
        });
    }

    private static IssuanceRecord read(String json) {
        Reading reading = NATIVE.read(json.getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(reading).as(json).isInstanceOf(Reading.Issuance.class);
        return ((Reading.Issuance) reading).issuance();
    }

    @Test
    void whatItSendsIsReadAsWhatItRead() throws IOException {
        String[] lines = {
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"token_id\":\"a|b:c%\",\"account_id\":\"\\ud83d\\ude00 \\ud800"
                    + " ü\",\"client_id\":\"web\",\"key_id\":\"k1\",\"issued_at\":1767323045,\"expires_at\":1767326645,"
                    + "\"kind\":\"ACCESS\",\"token_digest\":\"" + "a1".repeat(32) + "\"}",
            "{\"time\":1767323046,\"issuer\":\"https://other\",\"token_id\":\"t\"}",
            "{\"time\":1767323047,\"event\":\"revoked\",\"token_id\":\"t\",\"issuer\":\"https://other\"}",
            "{\"time\":1767323048,\"event\":\"revoked\",\"key_id\":\"k1\"}",
            "{\"time\":99,\"token_id\":\"" + "long".repeat(300) + "\"}"
        };

        assertThat(load(Times.UNKNOWN, Times.UNKNOWN, lines).loaded()).isEqualTo(5);

        assertThat(sent).hasSize(5);
        // in the order of time at the heads of files, which within one file is its own
        for (int i = 0; i < lines.length; i++) {
            assertThat(read(sent.get(i))).isEqualTo(read(lines[i]));
        }
        assertThat(keys.subList(0, 4))
                .containsExactly("https%3A//idp|a%7Cb%3Ac%25", "https%3A//other|t", "https%3A//other|t", "https://idp");
    }

    @Test
    void noTokenIsSent() throws IOException {
        String header = "eyJhbGciOiJSUzI1NiJ9";
        load(
                Times.UNKNOWN,
                Times.UNKNOWN,
                "{\"time\":\"2026-01-02T00:00:00Z\",\"token\":\"" + header
                        + ".eyJpc3MiOiJodHRwczovL2lkcCIsImp0aSI6ImEifQ.c2ln\"}");

        assertThat(sent).hasSize(1).noneMatch(json -> json.contains(header));
        assertThat(sent.get(0)).contains("\"token_id\":\"a\"", "\"token_digest\":\"");
    }

    @Test
    void eachIssuerIsVouchedForFromItsFirstRecordToItsLast() throws IOException {
        Backfill.Result result = load(
                Times.UNKNOWN,
                Times.UNKNOWN,
                "{\"time\":\"2026-01-02T00:00:00Z\",\"token_id\":\"a\"}",
                "{\"time\":\"2026-01-03T00:00:00Z\",\"token_id\":\"b\",\"issuer\":\"https://other\"}",
                "{\"time\":\"2026-01-04T00:00:00Z\",\"event\":\"heartbeat\",\"since\":\"2025-01-01T00:00:00Z\"}",
                "{\"time\":\"2026-01-05T00:00:00Z\",\"token_id\":\"c\"}",
                "{\"time\":\"2026-01-06T00:00:00Z\",\"event\":\"introspected\",\"token_id\":\"never\"}");

        assertThat(result.loaded()).isEqualTo(3);
        assertThat(result.skipped()).isEqualTo(2);
        assertThat(result.covered())
                .containsEntry("https://idp", new Stretch(day("02"), day("05")))
                .containsEntry("https://other", new Stretch(day("03"), day("03")))
                .hasSize(2);
        assertThat(everywhere.stream().map(BackfillTest::read))
                .containsExactly(
                        new IssuanceRecord.Heartbeat(day("05"), day("02"), "https://idp"),
                        new IssuanceRecord.Heartbeat(day("03"), day("03"), "https://other"));
    }

    @Test
    void whoKnowsMoreSaysSo() throws IOException {
        load(day("01"), day("09"), "{\"time\":\"2026-01-02T00:00:00Z\",\"token_id\":\"a\"}");

        assertThat(everywhere.stream().map(BackfillTest::read))
                .containsExactly(new IssuanceRecord.Heartbeat(day("09"), day("01"), "https://idp"));
    }

    /** One token that is missing in a ledger that counts as complete would be called forged. */
    @Test
    void nothingIsVouchedForWhereARecordCannotBeRead() throws IOException {
        Backfill.Result result = load(
                Times.UNKNOWN,
                Times.UNKNOWN,
                "{\"time\":\"2026-01-02T00:00:00Z\",\"token_id\":\"a\"}",
                "{\"time\":\"2026-01-02T00:00:01Z\",\"token_id\":",
                "{\"time\":\"2026-01-02T00:00:02Z\"}",
                "{\"time\":\"2026-01-02T00:00:03Z\",\"token_id\":\"b\"}");

        assertThat(sent).hasSize(2);
        assertThat(everywhere).isEmpty();
        assertThat(result.covered()).isEmpty();
        assertThat(result.unreadable()).isEqualTo(2);
        assertThat(result.faults())
                .containsExactly(
                        folder.resolve("export.jsonl") + ":2: not-json",
                        folder.resolve("export.jsonl") + ":3: no-identity");
    }

    private static long day(String day) {
        return java.time.Instant.parse("2026-01-" + day + "T00:00:00Z").toEpochMilli();
    }
}
