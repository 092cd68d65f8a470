package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.OcsfSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that go through accounts, and their incidents, in a replay. */
class CampaignsTest {
    private static final String CRAWLER = "198.51.100.7";
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path folder;

    private final List<String> access = new ArrayList<>();
    private final List<String> issuance = new ArrayList<>();

    private void token(List<String> feed, Instant time, String id, String account, String more) {
        feed.add(("{'time':'" + time + "','issuer':'idp','key_id':'k1','token_id':'" + id + "','account_id':'" + account
                        + "'" + more + "}")
                .replace('\'', '"'));
    }

    private void heartbeats(Instant from, Instant until) {
        for (Instant time = from; time.isBefore(until); time = time.plusSeconds(30)) {
            issuance.add(("{'event':'heartbeat','time':'" + time.plusSeconds(30) + "','since':'" + time + "'}")
                    .replace('\'', '"'));
        }
    }

    private void honest() {
        for (int i = 0; i < 400; i++) {
            Instant time = TEN.plusSeconds(3L * i);
            token(issuance, time.minusSeconds(60), "t" + i, "u" + i, "");
            token(access, time, "t" + i, "u" + i, ",'source_ip':'10.0.0." + i % 50 + "'");
        }
        heartbeats(TEN.minusSeconds(7_200), TEN.plusSeconds(14_400));
    }

    private Replayed replayed() throws IOException {
        return Replayed.of(
                Files.write(folder.resolve("access.jsonl"), access),
                Files.write(folder.resolve("issuance.jsonl"), issuance),
                folder.resolve("out"));
    }

    /** The ledger has nothing to say of the first tokens, and proves the later ones forged. */
    @Test
    void whatWasACampaignFirstAndAForgedKeyLaterIsOneIncident() throws IOException {
        honest();
        for (int i = 0; i < 60; i++) {
            Instant time = TEN.plusSeconds(100L + 100L * i);
            String issued =
                    i < 35 ? "2026-03-02T07:00:00Z" : time.minusSeconds(30).toString();
            token(
                    access,
                    time,
                    "e" + i,
                    Integer.toString(100_000 + i),
                    ",'source_ip':'" + CRAWLER + "','signature_valid':true,'issued_at':'" + issued + "'");
        }

        Replayed replayed = replayed();

        Map<String, JsonNode> incidents = replayed.incidents();
        assertThat(incidents).hasSize(1);
        JsonNode incident = incidents.values().iterator().next();
        assertThat(incident.at("/unmapped/kind").textValue()).isEqualTo("key-compromise");
        assertThat(incident.at("/unmapped/tokens").longValue()).isEqualTo(25);
        assertThat(incident.at("/unmapped/alerts").longValue()).isEqualTo(27);
        assertThat(replayed.alerts().values())
                .filteredOn(alert -> Replayed.rule(alert).startsWith("source-"))
                .hasSize(2)
                .allSatisfy(alert -> assertThat(alert.at("/metadata/correlation_uid"))
                        .isEqualTo(incident.at("/metadata/correlation_uid")));
        replayed.everyAlertIsValid(OcsfSchema.detectionFinding());
    }
}
