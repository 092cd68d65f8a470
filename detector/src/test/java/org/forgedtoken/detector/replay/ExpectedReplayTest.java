package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay of which somebody expects some. */
class ExpectedReplayTest {
    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.write(
                folder.resolve(name),
                List.of(lines).stream().map(line -> line.replace('\'', '"')).toList());
    }

    @Test
    void whatIsExpectedStandsInNoBlockListAndInNoIncident() throws IOException {
        Path access = file(
                "access.jsonl",
                "{'time':'2026-03-02T10:10:00Z','issuer':'idp','token_id':'drill','issued_at':'2026-03-02T10:09:00Z'}",
                "{'time':'2026-03-02T10:10:01Z','issuer':'idp','token_id':'forged','issued_at':'2026-03-02T10:09:00Z'}");
        Path issuance = file(
                "issuance.jsonl",
                "{'event':'heartbeat','issuer':'idp','since':'2026-03-02T10:00:00Z','time':'2026-03-02T12:00:00Z'}");
        Path exceptions = file(
                "exceptions.jsonl",
                "{'rule':'token-never-issued','entity':'idp|drill','reason':'drill','until':'2026-03-03T00:00:00Z'}");

        Map<String, String> set = Map.of("exceptions.file", exceptions.toString());
        Settings settings = Settings.read(new Sources(Optional.empty(), Map.of(), set));

        Replayed replayed =
                Replayed.with(settings, access, issuance, new CompleteUntil.Unsaid(), folder.resolve("out"));

        assertThat(replayed.lines("blocklist.jsonl"))
                .extracting(entry -> entry.get("key").textValue())
                .containsExactly("idp|forged");
        assertThat(replayed.lines("incidents.jsonl"))
                .last()
                .extracting(incident -> incident.at("/unmapped/accesses").longValue())
                .isEqualTo(1L);
    }
}
