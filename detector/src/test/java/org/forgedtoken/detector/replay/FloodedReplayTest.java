package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More forged tokens than a replay keeps in memory: every file is exact all the same. */
class FloodedReplayTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
    private static final int TOKENS = SpilledStore.MOST_IN_MEMORY + 10_000;
    private static final int ACCOUNTS = 12_000;
    private static final int SOURCES = 240;
    /** Each token, and then one of each account again, which is on disk by then. */
    private static final int USES = TOKENS + ACCOUNTS;

    @TempDir
    Path folder;

    @Test
    void eachIsToldAndEachAccountHasItsLine() throws IOException {
        Path access = folder.resolve("access.jsonl");
        try (BufferedWriter lines = Files.newBufferedWriter(access)) {
            for (int i = 0; i < USES; i++) {
                int token = i % TOKENS;
                lines.write("{\"time\":\"" + BEGIN.plusSeconds(600).plusMillis(i) + "\",\"token_id\":\"t" + token
                        + "\",\"issuer\":\"idp\",\"account_id\":\"a" + token % ACCOUNTS + "\",\"issued_at\":\""
                        + BEGIN.plusSeconds(590) + "\",\"source_ip\":\"192.0.2." + token % SOURCES
                        + "\",\"path\":\"/x/" + i + "\",\"status\":200}\n");
            }
        }
        Path issuance = folder.resolve("issuance.jsonl");
        Files.writeString(
                issuance,
                "{\"event\":\"heartbeat\",\"issuer\":\"idp\",\"since\":\"" + BEGIN + "\",\"time\":\""
                        + BEGIN.plusSeconds(7200) + "\"}\n");

        Replayed replayed = Replayed.of(access, issuance, folder.resolve("out"));

        assertThat(replayed.lines("blocklist.jsonl")).hasSize(TOKENS);
        List<JsonNode> told = replayed.lines("alerts.jsonl");
        assertThat(told.stream()
                        .filter(alert -> alert.at("/finding_info/analytic/uid")
                                .textValue()
                                .equals("token-never-issued"))
                        .map(alert -> alert.at("/finding_info/uid").textValue())
                        .distinct())
                .hasSize(TOKENS);
        List<JsonNode> revisions = replayed.lines("incidents.jsonl");
        JsonNode incident = ofKey(revisions).get("unmapped");
        assertThat(incident.get("tokens").intValue()).isEqualTo(TOKENS);
        assertThat(incident.get("accounts").intValue()).isEqualTo(ACCOUNTS);
        assertThat(incident.get("sources").intValue()).isEqualTo(SOURCES);
        assertThat(incident.get("accesses").intValue()).isEqualTo(USES);
        List<String> accounts = Files.readAllLines(replayed.out.resolve("accounts.csv"));
        assertThat(accounts).hasSize(1 + ACCOUNTS).doesNotHaveDuplicates();
        int each = TOKENS / ACCOUNTS;
        assertThat(accounts.subList(1, accounts.size()))
                .isSorted()
                .allMatch(line -> line.contains(",\"" + (each + 1) + "\",\"" + each + "\",\"0\",\""));

        // minutes of a real flood, in which whoever waits shall see that something goes on
        long alerts = told.size();
        long incidents = revisions.size();
        assertThat(replayed.stages)
                .containsOnlyKeys(
                        "Reading",
                        "Writing the last alerts",
                        "Adding up the incidents",
                        "Writing accounts and block list",
                        "Reporting on alerts.jsonl",
                        "Reporting on incidents.jsonl",
                        "Chaining the results")
                .containsEntry("Reading", USES + 1L)
                .containsEntry("Reporting on alerts.jsonl", alerts)
                .containsEntry("Reporting on incidents.jsonl", incidents)
                .containsEntry("Chaining the results", alerts + incidents);
        assertThat(replayed.stages.get("Adding up the incidents")).isGreaterThanOrEqualTo(USES);
        assertThat(replayed.stages.get("Writing accounts and block list")).isGreaterThanOrEqualTo(TOKENS + ACCOUNTS);
    }

    private static JsonNode ofKey(List<JsonNode> incidents) {
        JsonNode last = null;
        for (JsonNode incident : incidents) {
            if (incident.at("/unmapped/kind").textValue().equals("key-compromise")) {
                last = incident;
            }
        }
        assertThat(last).isNotNull();
        return last;
    }
}
