package org.forgedtoken.detector.ocsf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlertJsonTest {
    private static final OcsfSchema SCHEMA = OcsfSchema.detectionFinding();
    private static final OcsfSchema SMALL_SCHEMA = OcsfSchema.smallDetectionFinding();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AlertJson ocsf = new AlertJson("0.1.0", Links.NONE);

    static Stream<Arguments> everyRuleAndActivity() {
        Map<String, Evidence> evidences = Map.of(
                "full", AlertSamples.full(),
                "minimal", AlertSamples.minimal(),
                "feed", AlertSamples.ofFeed(),
                "episode", AlertSamples.ofEpisode("alice", "192.0.2.7"),
                "episode nowhere", AlertSamples.ofEpisode(null, "unknown"),
                "episode hostile", AlertSamples.ofEpisode(AlertSamples.HOSTILE, AlertSamples.HOSTILE),
                "hostile", AlertSamples.hostile());
        return Stream.of(Rule.values())
                .flatMap(rule -> Stream.of(Activity.values())
                        .flatMap(activity -> evidences.entrySet().stream()
                                .map(evidence ->
                                        Arguments.of(rule, activity, evidence.getKey(), evidence.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyRuleAndActivity")
    void everyAlertIsADetectionFinding(Rule rule, Activity activity, String name, Evidence evidence) {
        byte[] line = ocsf.bytes(AlertSamples.of(rule, activity, evidence), AlertSamples.WRITTEN);

        assertThat(SCHEMA.faults(line)).isEmpty();
        assertThat(SMALL_SCHEMA.faults(line)).isEmpty();
        assertThat(new String(line, UTF_8)).doesNotContain("\n").doesNotContain("\ufffd");
    }

    @Test
    void itsLinkLeadsToItsPage() throws IOException {
        byte[] line = new AlertJson("0.1.0", new Links("https://detector.example", ""))
                .bytes(altered(Activity.CREATE), AlertSamples.WRITTEN);

        assertThat(SCHEMA.faults(line)).isEmpty();
        JsonNode info = JSON.readTree(line).get("finding_info");
        assertThat(info.get("src_url").asText())
                .isEqualTo(
                        "https://detector.example/alert?uid=" + info.get("uid").asText());
    }

    @Test
    void theSchemasFindWhatIsWrong() {
        String line = new String(ocsf.bytes(altered(Activity.CREATE), AlertSamples.WRITTEN), UTF_8);

        for (OcsfSchema schema : new OcsfSchema[] {SCHEMA, SMALL_SCHEMA}) {
            assertThat(schema.faults(line.replace("\"class_uid\":2004", "\"class_uid\":2005")))
                    .isNotEmpty();
            assertThat(schema.faults(line.replace("192.0.2.7", "gateway"))).isNotEmpty();
            assertThat(schema.faults(line.replace("\"is_alert\"", "\"is_alarm\"")))
                    .isNotEmpty();
        }
    }

    @Test
    void saysWhatTheContractNames() throws IOException {
        JsonNode alert = read(altered(Activity.UPDATE));

        assertThat(alert.at("/type_uid").asInt()).isEqualTo(200402);
        assertThat(alert.at("/severity").asText()).isEqualTo("Critical");
        assertThat(alert.at("/time").asLong()).isEqualTo(AlertSamples.WRITTEN);
        assertThat(alert.at("/count").asInt()).isEqualTo(10);
        assertThat(alert.at("/status_id").asInt()).isEqualTo(1);
        assertThat(alert.at("/message").asText())
                .isEqualTo("Token id reused with other content: issuer \"https://login.example\", key \"key-7\","
                        + " account \"alice\", source \"192.0.2.7\", 10 accesses so far.");
        assertThat(alert.at("/finding_info/attacks/1/sub_technique/uid").asText())
                .isEqualTo("T1550.001");
        assertThat(alert.at("/finding_info/attacks/1/technique/uid").asText()).isEqualTo("T1550");
        assertThat(alert.at("/evidences/0/http_request/http_method").asText()).isEqualTo("GET");
        assertThat(alert.at("/observables/0/value").asText()).isEqualTo("192.0.2.7");
        JsonNode data = alert.at("/evidences/0/data");
        assertThat(data.at("/issuer").asText()).isEqualTo("https://login.example");
        assertThat(data.at("/issued_at").isIntegralNumber()).isTrue();
        assertThat(data.at("/revoked_at").isIntegralNumber()).isTrue();
        assertThat(data.at("/decidable_at").asLong())
                .isEqualTo(data.at("/coverage/until").asLong());
        assertThat(data.at("/ledger_account").asText()).isEqualTo("bob");
        assertThat(data.at("/differences/0/presented").asText()).isEqualTo("alice");
        assertThat(data.at("/record").asText()).isEqualTo("access-log-2-1044");
    }

    @Test
    void aClosedAlertIsResolvedAndSaysWhy() throws IOException {
        JsonNode alert = read(altered(Activity.CLOSE));

        assertThat(alert.at("/activity_id").asInt()).isEqualTo(3);
        assertThat(alert.at("/status_id").asInt()).isEqualTo(4);
        assertThat(alert.at("/status_detail").asText()).isEqualTo("late-issuance");
        assertThat(alert.at("/message").asText()).contains(", withdrawn because its issuance arrived late: ");
    }

    @Test
    void whatIsUnknownIsLeftOut() throws IOException {
        JsonNode evidence = read(AlertSamples.of(Rule.TOKEN_UNREADABLE, Activity.CREATE, AlertSamples.minimal()))
                .at("/evidences/0");

        assertThat(evidence.fieldNames()).toIterable().containsExactly("http_request", "data");
        assertThat(evidence.at("/data").fieldNames())
                .toIterable()
                .containsExactly(
                        "entity", "issuer", "record", "verified", "verified_at_another_use", "refused", "signature");
    }

    @Test
    void anAlertOnAFeedHoldsDataOnly() throws IOException {
        JsonNode alert = read(AlertSamples.of(Rule.LEDGER_DEGRADED, Activity.CREATE, AlertSamples.ofFeed()));

        assertThat(alert.at("/evidences/0").fieldNames()).toIterable().containsExactly("data");
        assertThat(alert.has("observables")).isFalse();
    }

    @Test
    void anAlertOnAFeedSaysInWordsWhichAndSinceWhen() throws IOException {
        Evidence gap = AlertSamples.ofFeed("https://iss\"x", false);
        Evidence late = AlertSamples.ofFeed("https://iss", true);

        assertThat(message(Activity.CREATE, gap))
                .isEqualTo("Issuance feed of issuer \"https://iss\\u0022x\" has a gap or stands still in partition 0"
                        + " since 2025-06-15T15:06:40Z.");
        assertThat(message(Activity.CLOSE, gap))
                .startsWith("Issuance feed of issuer ")
                .endsWith(" had a gap or stood still in partition 0 from 2025-06-15T15:06:40Z to"
                        + " 2025-06-15T15:07:40Z, withdrawn because its issuance arrived late.");
        assertThat(message(Activity.CREATE, late))
                .isEqualTo("Issuance feed of issuer \"https://iss\" is later than ledger.grace in partition 0 since"
                        + " 2025-06-15T15:06:40Z; ledger.grace=5m would help.");
    }

    @Test
    void anAlertOnAnAccountOrASourceNamesIt() throws IOException {
        JsonNode account =
                read(AlertSamples.of(Rule.TOKEN_UNREADABLE, Activity.UPDATE, AlertSamples.ofEpisode("alice", null)));
        JsonNode source = read(AlertSamples.of(
                Rule.TOKEN_UNREADABLE, Activity.UPDATE, AlertSamples.ofEpisode(null, "2001:db8:0:7::/64")));

        assertThat(account.at("/evidences/0/user/uid").asText()).isEqualTo("alice");
        assertThat(account.at("/observables/0/value").asText()).isEqualTo("alice");
        assertThat(account.at("/evidences/0/data/window_count").asInt()).isEqualTo(643);
        assertThat(account.at("/message").asText()).endsWith(": account \"alice\", 10 accesses so far.");
        assertThat(source.at("/evidences/0/src_endpoint/ip").asText()).isEqualTo("2001:db8:0:7::");
        assertThat(source.at("/evidences/0/data/source_text").asText()).isEqualTo("2001:db8:0:7::/64");
    }

    @Test
    void overdrawnHoleSaysHowManyCanBeMissing() throws IOException {
        SortedMap<String, String> more =
                new TreeMap<>(Map.of("feed_issuer", "https://iss", "can_be_missing_count", "20"));
        JsonNode alert = read(AlertSamples.of(
                Rule.HOLE_OVERDRAWN, Activity.CREATE, new Evidence(null, null, null, null, List.of(), more)));

        assertThat(alert.at("/message").asText())
                .startsWith("Issuance feed of issuer \"https://iss\" has a gap from ")
                .contains(" in which 20 tokens can be missing at the most, and ");
        assertThat(alert.at("/evidences/0/data/can_be_missing_count").asInt()).isEqualTo(20);
    }

    private String message(Activity activity, Evidence evidence) throws IOException {
        return read(AlertSamples.of(Rule.LEDGER_DEGRADED, activity, evidence))
                .at("/message")
                .asText();
    }

    @Test
    void whatAnAttackerWritesIsBoundedVisibleAndNeverATitle() throws IOException {
        JsonNode alert = read(AlertSamples.of(Rule.TOKEN_NEVER_ISSUED, Activity.CREATE, AlertSamples.hostile()));

        assertThat(alert.at("/finding_info/title").asText()).isEqualTo(Rule.TOKEN_NEVER_ISSUED.title());
        assertThat(alert.at("/message").asText().getBytes(UTF_8).length).isLessThan(600);
        assertThat(alert.at("/message").asText()).doesNotContain("\u202e").endsWith("\", 1 access so far.");
        String shown = alert.at("/evidences/0/user/uid").asText();
        assertThat(shown.getBytes(UTF_8).length).isBetween(1018, 1024);
        assertThat(shown).startsWith("\\u0000\\u001B[2J\\u000D\\u000A\\u0009\\u202Etxt.exe");
        assertThat(alert.at("/evidences/0/src_endpoint").isMissingNode()).isTrue();
        assertThat(alert.at("/evidences/0/data/source_text").asText()).isEqualTo(shown);
        assertThat(alert.at("/severity_id").asInt()).isEqualTo(5);
    }

    @Test
    void theUidIsTheSameInEveryReplayAndAnotherForEachRecord() {
        Alert created = altered(Activity.CREATE);

        assertThat(AlertJson.uid(created, AlertSamples.WRITTEN)).isEqualTo("d06bc37e8f8c1490443eb32c759e9467");
        assertThat(created.key().uid()).isEqualTo("eb64b381fb0925fc21d60ae0cc04472e");
        assertThat(Stream.of(
                        AlertJson.uid(created, AlertSamples.WRITTEN),
                        AlertJson.uid(created, AlertSamples.WRITTEN + 1),
                        AlertJson.uid(altered(Activity.UPDATE), AlertSamples.WRITTEN),
                        AlertJson.uid(altered(Activity.CLOSE), AlertSamples.WRITTEN)))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTimeAndRecordUidDependOnTheWallClock() throws IOException {
        Alert alert = altered(Activity.CREATE);
        String one = new String(ocsf.bytes(alert, 1), UTF_8).replace(AlertJson.uid(alert, 1), "-");
        String other = new String(ocsf.bytes(alert, 2), UTF_8).replace(AlertJson.uid(alert, 2), "-");

        assertThat(one.replace("\"time\":1,", "")).isEqualTo(other.replace("\"time\":2,", ""));
    }

    private static Alert altered(Activity activity) {
        return AlertSamples.of(Rule.TOKEN_ALTERED, activity, AlertSamples.full());
    }

    private JsonNode read(Alert alert) throws IOException {
        return JSON.readTree(ocsf.bytes(alert, AlertSamples.WRITTEN));
    }
}
