package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.forgedtoken.detector.ocsf.OcsfSchema;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of keys and accounts beside the logs of a replay. */
class ListsTest {
    @TempDir
    Path folder;

    private String file(String name, String... lines) throws IOException {
        return Files.write(
                        folder.resolve(name),
                        List.of(lines).stream()
                                .map(line -> line.replace('\'', '"'))
                                .toList())
                .toString();
    }

    /** An export of keys is in the order of their names as often as in that of their times. */
    @Test
    void aListAppliesByItsTimesWhateverItsOrder() throws IOException {
        String access = file(
                "access.jsonl",
                "{'time':'2026-03-02T10:00:00Z','issuer':'idp','token_id':'t1','key_id':'old'}",
                "{'time':'2026-03-02T11:30:00Z','issuer':'idp','token_id':'t2','key_id':'old'}",
                "{'time':'2026-03-02T11:40:00Z','issuer':'idp','token_id':'t3','key_id':'new'}",
                "{'time':'2026-03-02T11:50:00Z','issuer':'idp','token_id':'t4','key_id':'none'}");
        String issuance = file(
                "issuance.jsonl",
                "{'time':'2026-03-02T09:59:00Z','issuer':'idp','token_id':'t1'}",
                "{'time':'2026-03-02T11:20:00Z','issuer':'idp','token_id':'t2'}",
                "{'time':'2026-03-02T11:39:00Z','issuer':'idp','token_id':'t3'}",
                "{'time':'2026-03-02T11:49:00Z','issuer':'idp','token_id':'t4'}");
        String keys = file(
                "keys.jsonl",
                "{'time':'2026-03-02T11:00:00Z','issuer':'idp','key_id':'new'}",
                "{'time':'2026-03-02T11:00:00Z','issuer':'idp','key_id':'old','state':'retired'}",
                "{'time':'2026-01-01T00:00:00Z','issuer':'idp','key_id':'old','state':'active'}");
        String accounts = file(
                "accounts.jsonl",
                "{'time':'2026-01-01T00:00:00Z','account_id':'alice'}",
                "{'time':'2026-02-01T00:00:00Z','account_id':'bob','state':'deleted'}",
                "{'time':'2026-02-01T00:00:00Z'}");

        Replayed replayed = Replayed.of(
                List.of(access),
                List.of(issuance),
                List.of(keys),
                List.of(accounts),
                new CompleteUntil.LastAccess(),
                folder.resolve("out"));

        assertThat(replayed.alerts().values().stream().map(alert -> Replayed.rule(alert) + ' ' + entity(alert)))
                .containsExactlyInAnyOrder("key-retired idp|old", "key-unknown idp|none");
        replayed.everyAlertIsValid(OcsfSchema.detectionFinding());
        assertThat(replayed.count("keys", "active")).isEqualTo(2);
        assertThat(replayed.count("keys", "retired")).isEqualTo(1);
        assertThat(replayed.count("accounts", "active")).isEqualTo(1);
        assertThat(replayed.count("accounts", "deleted")).isEqualTo(1);
        assertThat(replayed.count("accounts", "dead_letter")).isEqualTo(1);
        assertThat(replayed.lines("dead-letters.jsonl"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.toString()).contains("\"accounts\"", "no-identity"));
        assertThat(replayed.manifest().get("inputs").findValuesAsText("feed"))
                .containsExactlyInAnyOrder("access", "issuance", "keys", "accounts");
    }

    private static String entity(JsonNode alert) {
        return alert.get("evidences").get(0).get("data").get("entity").textValue();
    }
}
