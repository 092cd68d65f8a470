package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.forgedtoken.detector.replay.input.TopicInput.TimeRange;
import org.forgedtoken.detector.replay.input.TopicInput.UntrueTimestamps;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics as inputs of a replay, record by record: an issuance a second, and some accesses. */
@Timeout(300)
class HistoryTest {
    private static final String ACCESS = "access-log";
    private static final String ISSUANCE = "token-issuance";
    private static final long HOUR = 3_600_000;

    private final FakeTopics topics = new FakeTopics(100);
    private final long ten = at("10:00:00");

    @TempDir
    Path folder;

    @BeforeEach
    void create() {
        topics.create(ACCESS, 2);
        topics.create(ISSUANCE, 2);
    }

    private static long at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z").toEpochMilli();
    }

    /** So many issuances, one a second, in this partition. */
    private void issue(int partition, String issuer, String prefix, long from, int count) {
        for (int i = 0; i < count; i++) {
            long time = from + i * 1_000L;
            topics.send(
                    ISSUANCE,
                    partition,
                    time,
                    "{'time':" + time + ",'issuer':'" + issuer + "','token_id':'" + prefix + i + "'}");
        }
    }

    private void use(int partition, String issuer, String token, long time) {
        topics.send(
                ACCESS,
                partition,
                time,
                "{'time':" + time + ",'issued_at':" + time + ",'issuer':'" + issuer + "','token_id':'" + token + "'}");
    }

    private static Settings settings(String... set) {
        Map<String, String> given = new TreeMap<>();
        for (String one : set) {
            given.put(one.split("=")[0], one.split("=")[1]);
        }
        return Settings.read(new Sources(Optional.empty(), Map.of(), given));
    }

    private History history(long from, long to, Settings settings) {
        return new History(new TimeRange(from, to), settings, topics, true);
    }

    private Replayed replay(long from, long to) throws IOException {
        Settings settings = settings();
        return Replayed.of(history(from, to, settings), settings, 2, folder.resolve("out"));
    }

    @Test
    void theRangeIsThatOfTheAccessesOwnTimes() throws IOException {
        issue(0, "idp", "a", ten, 3_600);
        issue(1, "idp", "b", ten, 3_600);
        for (int minute = 0; minute < 60; minute++) {
            use(minute % 2, "idp", "a" + minute * 60, ten + minute * 60_000L);
        }
        long from = ten + 20 * 60_000;
        use(0, "idp", "forged-last", from + 10 * 60_000 - 1);
        use(1, "idp", "forged-behind", from + 10 * 60_000);

        Replayed replayed = replay(from, from + 10 * 60_000);

        assertThat(replayed.count("access", "issued")).isEqualTo(10);
        assertThat(replayed.openTokens()).containsOnlyKeys("token-never-issued");
        assertThat(replayed.openTokens().get("token-never-issued")).containsExactly("idp|forged-last");
        JsonNode summary = replayed.summary();
        assertThat(summary.at("/feeds/access/read").intValue()).isEqualTo(11);
        assertThat(summary.at("/feeds/access/not_asked").intValue()).isEqualTo(51);
        assertThat(summary.at("/feeds/access/asked").toString())
                .isEqualTo("{\"from\":\"2026-03-02T10:20:00Z\",\"to\":\"2026-03-02T10:30:00Z\"}");
        assertThat(summary.at("/feeds/access/first").textValue()).isEqualTo("2026-03-02T10:20:00Z");
        assertThat(summary.at("/feeds/issuance/read").intValue()).isEqualTo(7_200);
        assertThat(replayed.result.told()).isEmpty();
        JsonNode input = replayed.manifest().at("/inputs/1");
        assertThat(input.get("topic").textValue()).isEqualTo(ACCESS);
        assertThat(input.get("partition").intValue()).isEqualTo(1);
        assertThat(input.get("first").intValue()).isZero();
        assertThat(input.get("next").intValue()).isEqualTo(31);
        assertThat(input.get("records").intValue()).isEqualTo(31);
        assertThat(input.get("sha256").textValue()).hasSize(64);
        assertThat(replayed.alerts().values().iterator().next().toString()).contains("\"access-log-0-30\"");
    }

    /** Kafka's timestamps tell what may be passed over; what they cannot tell is read. */
    @Test
    void whatWasWrittenLongBeforeTheRangeIsPassedOver() throws IOException {
        issue(0, "idp", "a", ten, 60);
        for (int i = 0; i < 5_000; i++) {
            use(0, "idp", "old", ten - 10 * HOUR + i);
        }
        use(0, "idp", "a1", ten + 1_000);
        use(0, "idp", "a2", ten + 2_000);

        Replayed replayed = replay(ten, ten + 60_000);

        assertThat(replayed.count("access", "issued")).isEqualTo(2);
        assertThat(replayed.manifest().at("/inputs/0/first").intValue()).isEqualTo(4_000);
        assertThat(replayed.summary().at("/feeds/access/not_asked").intValue()).isEqualTo(1_000);
    }

    @Test
    void timestampsThatLieBeforeTheAccessesTellNothing() throws IOException {
        issue(0, "idp", "a", ten, 60);
        for (int i = 0; i < 5_000; i++) {
            topics.send(ACCESS, 0, ten - 10 * HOUR, "{'time':" + (ten + 1_000) + ",'issuer':'idp','token_id':'a1'}");
        }
        Settings settings = settings();
        History history = history(ten, ten + 60_000, settings);

        assertThatThrownBy(() -> Replayed.of(history, settings, 2, folder.resolve("out")))
                .isInstanceOf(UntrueTimestamps.class)
                .hasMessageStartingWith("The access of 2026-03-02T10:00:01Z at access-log-0-4");

        Replayed replayed = Replayed.of(history.whole(), settings, 2, folder.resolve("whole"));
        assertThat(replayed.count("access", "issued")).isEqualTo(5_000);
    }

    /** What a partition held of an issuer that it seldom carries may be what was deleted of it. */
    @Test
    void theLedgerBeginsWhereAllCutPartitionsDo() throws IOException {
        topics.send(ISSUANCE, 1, ten, "{'time':" + ten + ",'issuer':'rare','token_id':'deleted'}");
        issue(0, "rare", "r", ten - 600_000, 2_400);
        issue(1, "idp", "a", ten + 300_000, 1_200);
        topics.log(ISSUANCE, 0).start = 1;
        topics.log(ISSUANCE, 1).start = 1;
        use(0, "rare", "deleted", ten);
        use(0, "rare", "forged", ten + 600_000);

        Replayed replayed = replay(ten, ten + 600_001);

        assertThat(replayed.openTokens().get("token-never-issued")).containsExactly("rare|forged");
        assertThat(replayed.undetermined("before-ledger")).isEqualTo(1);
        assertThat(replayed.result.told())
                .containsExactly("The beginning of the topic 'token-issuance' is deleted: the ledger begins at"
                        + " 2026-03-02T10:05:00Z, and tokens that were issued before are undetermined.");
    }

    /** As live that is: a partition that has never carried the issuer need not. */
    @Test
    void anEmptyPartitionHoldsNothingUp() throws IOException {
        issue(0, "idp", "a", ten, 1_200);
        use(0, "idp", "forged", ten + 600_000);
        assertThat(replay(ten + 600_000, ten + 600_001).openTokens().get("token-never-issued"))
                .containsExactly("idp|forged");
    }

    @Test
    void whatABackfillHasWrittenIsNativeWhateverTheFormat() throws IOException {
        topics.backfill(ISSUANCE, 0, ten, "{'time':" + (ten - HOUR) + ",'issuer':'idp','token_id':'old'}");
        use(0, "idp", "old", ten);
        topics.send(ACCESS, 1, ten, "no record");
        Settings settings = settings("issuance.format=keycloak");

        Replayed replayed = Replayed.of(history(ten, ten + 1, settings), settings, 1, folder.resolve("out"));

        assertThat(replayed.count("access", "issued")).isEqualTo(1);
        assertThat(replayed.lines("dead-letters.jsonl"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.toString())
                        .contains("\"topic\":\"access-log\",\"partition\":1,\"offset\":0"));
    }

    @Test
    void tombstonesOfListsCount() throws IOException {
        topics.create("signing-keys", 1);
        topics.create("accounts", 3);
        issue(0, "idp", "a", ten, 1_200);
        topics.send("signing-keys", 0, ten, "k", "{\"time\":" + ten + ",\"issuer\":\"idp\"}", false);
        topics.send("signing-keys", 0, ten + 300_000, "k", null, false);
        topics.send("accounts", 2, ten, "alice", null, false);
        use(1, "idp", "a1", ten + 1_000);

        Replayed replayed = replay(ten, ten + 2_000);

        assertThat(replayed.count("keys", "active")).isEqualTo(1);
        assertThat(replayed.count("keys", "retired")).isEqualTo(1);
        assertThat(replayed.count("accounts", "deleted")).isEqualTo(1);
        assertThat(replayed.manifest().get("inputs")).hasSize(8);
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        issue(0, "idp", "a", ten, 60);
        for (int minute = 0; minute < 60; minute++) {
            use(minute % 2, "idp", "a0", ten + minute * 60_000L);
        }
        long end = ten + 59 * 60_000;
        assertThat(replay(ten, end).result.told()).isEmpty();
        assertThat(replay(ten - HOUR, end).result.told())
                .containsExactly("Not there: The topic 'access-log' begins with an access of 2026-03-02T10:00:00Z.");
        assertThat(replay(ten, end + HOUR).result.told())
                .containsExactly("Not there: The topic 'access-log' ends with an access of 2026-03-02T10:59:00Z.");
        assertThat(replay(ten, end + HOUR).summary().at("/range_not_there/0").textValue())
                .contains("ends with");

        topics.log(ACCESS, 1).start = 10;
        assertThat(replay(ten, end).result.told())
                .containsExactly(
                        "Not there: access-log-1 begins with an access of 2026-03-02T10:21:00Z: what it held before is"
                                + " deleted.");
        assertThat(replay(at("10:21:00"), end).result.told()).isEmpty();
    }

    @Test
    void whatAnOpenTransactionHoldsBackIsTold() throws IOException {
        issue(0, "idp", "a", ten, 100);
        use(0, "idp", "a0", ten);
        topics.log(ISSUANCE, 0).stable = 90L;

        Replayed replayed = replay(ten, ten + 1);

        assertThat(replayed.count("issuance", "issued")).isEqualTo(90);
        assertThat(replayed.result.told())
                .containsExactly(
                        "token-issuance-0 was read to its last stable offset 90: the 10 offsets behind it belong"
                                + " to a transaction that is not ended, or come after it.");
        assertThat(replayed.manifest().at("/inputs/2/next").intValue()).isEqualTo(90);
    }

    @Test
    void topicsWithoutAnythingAreFaults() {
        assertThatThrownBy(() -> replay(ten, ten + 1)).hasMessage("The topic 'access-log' (topic.access) is empty.");
        use(0, "idp", "a", ten);
        topics.log(ISSUANCE, 0).start = 7;
        assertThatThrownBy(() -> replay(ten, ten + 1))
                .hasMessage("The topic 'token-issuance' (topic.issuance) is empty: all that it held is deleted.");
        Settings settings = settings("topic.access=elsewhere");
        assertThatThrownBy(() -> Replayed.of(history(ten, ten + 1, settings), settings, 1, folder.resolve("out")))
                .hasMessage("The topic 'elsewhere' (topic.access) does not exist.");
    }
}
