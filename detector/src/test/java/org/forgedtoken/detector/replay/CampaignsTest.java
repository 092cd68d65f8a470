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
import java.util.stream.IntStream;
import org.forgedtoken.detector.ocsf.OcsfSchema;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
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
            issuance.add(("{'time':'" + time.plusSeconds(30) + "','event':'heartbeat','since':'" + time + "'}")
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

    private Replayed replayed(String... accounts) throws IOException {
        Replayed replayed = Replayed.of(
                List.of(file("access.jsonl", access)),
                List.of(file("issuance.jsonl", issuance)),
                List.of(),
                accounts.length == 0 ? List.of() : List.of(file("accounts.jsonl", List.of(accounts))),
                new CompleteUntil.Unsaid(),
                folder.resolve("out"));
        for (String incident : Files.readAllLines(folder.resolve("out").resolve("incidents.jsonl"))) {
            assertThat(OcsfSchema.incidentFinding().faults(incident)).isEmpty();
        }
        replayed.everyAlertIsValid(OcsfSchema.detectionFinding());
        return replayed;
    }

    /** In the order of the times with which the lines begin. */
    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines.stream().sorted().toList())
                .toString();
    }

    /** Whoever issues tokens for accounts that do not exist has more than a key; of one account he uses two. */
    @Test
    void aCampaignCountsWhatWasIssuedToAccountsThatDoNotExist() throws IOException {
        honest();
        for (int i = 0; i < 11; i++) {
            Instant time = TEN.plusSeconds(100L + 100L * i);
            String account = "ghost" + (i == 10 ? 9 : i);
            token(issuance, time.minusSeconds(60), "g" + i, account, "");
            for (int use = 0; use < 3; use++) {
                String path = ",'path':'/v1/orders" + (use == 2 ? "/" + 1_000 + i : "") + "'";
                token(access, time.plusSeconds(use), "g" + i, account, ",'source_ip':'" + CRAWLER + "'" + path);
            }
        }
        token(access, TEN.plusSeconds(14_000), "t1", "u1", ",'source_ip':'" + CRAWLER + "'");

        Replayed replayed = replayed(IntStream.range(0, 400)
                .mapToObj(i -> "{\"time\":\"2026-03-01T09:00:00Z\",\"account_id\":\"u" + i + "\"}")
                .toArray(String[]::new));

        JsonNode incident = replayed.incidents().values().iterator().next();
        JsonNode counted = incident.get("unmapped");
        assertThat(replayed.incidents()).hasSize(1);
        assertThat(counted.get("kind").textValue()).isEqualTo("source-campaign");
        assertThat(counted.get("tokens").longValue()).isEqualTo(11);
        assertThat(counted.get("accounts").longValue()).isEqualTo(10);
        assertThat(counted.get("accounts_unknown").longValue()).isEqualTo(10);
        assertThat(counted.get("sources").longValue()).isEqualTo(1);
        assertThat(counted.get("accesses").longValue()).isEqualTo(33);
        assertThat(counted.get("endpoints").toString()).isEqualTo("{\"/v1/orders\":22,\"/v1/orders/{id}\":11}");
        assertThat(incident.get("message").textValue()).contains("11 tokens, 10 accounts, 1 source, 33 accesses");
        assertThat(replayed.accountLines())
                .hasSize(10)
                .anySatisfy(line ->
                        assertThat(line).contains("\"ghost9\",\"no\",\"ISSUED\"", "\"6\",\"2\",\"1\",\"1\",\"2\""));
    }

    @Test
    void anAccountThatTheFeedListsIsKnownToExist() throws IOException {
        honest();
        String more = ",'source_ip':'" + CRAWLER + "','issued_at':'" + TEN.plusSeconds(1_000) + "'";
        token(access, TEN.plusSeconds(1_010), "forged", "u1", more);
        token(access, TEN.plusSeconds(1_020), "forged-too", "ghost", more);

        Replayed replayed = replayed("{\"time\":\"2026-03-01T09:00:00Z\",\"account_id\":\"u1\"}");

        assertThat(replayed.accountLines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("\"u1\",\"yes\",\"NEVER_ISSUED\""))
                .anySatisfy(line -> assertThat(line).contains("\"ghost\",\"no\",\"NEVER_ISSUED\""));
    }

    /** What the ledger says nothing of, at any time, is of no key. */
    @Test
    void aCampaignCountsEachAccessOnceThoughTwoAlertsTellOfIt() throws IOException {
        honest();
        for (int i = 0; i < 60; i++) {
            String more = ",'source_ip':'" + CRAWLER + "','issued_at':'2026-03-02T07:00:00Z','path':'/a'";
            // nothing before the ledger counts in the first day of a source
            Instant time = TEN.plusSeconds(i == 0 ? 0 : 90_000 + 10L * i);
            token(access, time, "e" + i % 50, Integer.toString(100_000 + i % 50), more);
        }

        Replayed replayed = replayed();

        assertThat(replayed.alerts()).hasSizeGreaterThanOrEqualTo(2);
        JsonNode counted = replayed.incidents().values().iterator().next().get("unmapped");
        assertThat(counted.get("kind").textValue()).isEqualTo("source-campaign");
        assertThat(counted.get("tokens").longValue()).isEqualTo(50);
        assertThat(counted.get("accounts").longValue()).isEqualTo(50);
        assertThat(counted.get("accesses").longValue()).isEqualTo(60);
        assertThat(counted.get("endpoints").toString()).isEqualTo("{\"/a\":60}");
        assertThat(counted.get("last_use").longValue())
                .isEqualTo(TEN.plusSeconds(90_590).toEpochMilli());
        assertThat(replayed.accountLines()).hasSize(50);
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
    }
}
