package org.forgedtoken.detector.ocsf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Deadline;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentJsonTest {
    private static final OcsfSchema SCHEMA = OcsfSchema.incidentFinding();
    private static final OcsfSchema SMALL_SCHEMA = OcsfSchema.smallIncidentFinding();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 256 * 1024;

    private final IncidentJson ocsf = new IncidentJson("0.1.0", Links.NONE);

    static Stream<Arguments> everyKindAndActivity() {
        String bad = AlertSamples.HOSTILE;
        return Stream.of(
                        new IncidentKey.OfKey("https://login.example", "k7"),
                        new IncidentKey.OfKey(bad, bad),
                        new IncidentKey.OfSomeKey("https://login.example"),
                        new IncidentKey.OfSomeKey(""),
                        new IncidentKey.OfUnknownKeys(bad),
                        new IncidentKey.OfUncoveredIssuers(),
                        new IncidentKey.OfSource("192.0.2.7"))
                .flatMap(key -> Stream.of(Activity.values())
                        .flatMap(activity -> Stream.of(true, false).map(full -> Arguments.of(key, activity, full))));
    }

    @ParameterizedTest(name = "[{index}] {1} {2}")
    @MethodSource("everyKindAndActivity")
    void everyIncidentIsAnIncidentFinding(IncidentKey key, Activity activity, boolean full) {
        byte[] line = ocsf.bytes(incident(key, activity, full), AlertSamples.WRITTEN);

        assertThat(SCHEMA.faults(line)).isEmpty();
        assertThat(SMALL_SCHEMA.faults(line)).isEmpty();
        assertThat(line).hasSizeLessThan(MOST_BYTES);
        assertThat(new String(line, UTF_8)).doesNotContain("\n").doesNotContain("\u202e");
    }

    @Test
    void itsLinksLeadToItsPageAndTheRunbook() throws IOException {
        Links links = new Links("https://detector.example", "https://wiki.example/runbook.md");
        byte[] line =
                new IncidentJson("0.1.0", links).bytes(incident(key(), Activity.CREATE, true), AlertSamples.WRITTEN);

        assertThat(SCHEMA.faults(line)).isEmpty();
        assertThat(JSON.readTree(line).get("src_url").asText())
                .isEqualTo("https://detector.example/incident?uid=" + key().uid());
        assertThat(JSON.readTree(line).at("/unmapped/runbook_url").asText())
                .isEqualTo("https://wiki.example/runbook.md#forgedtokenincident");
    }

    @Test
    void theSchemasFindWhatIsWrong() {
        String line = new String(ocsf.bytes(incident(key(), Activity.CREATE, true), AlertSamples.WRITTEN), UTF_8);

        for (OcsfSchema schema : new OcsfSchema[] {SCHEMA, SMALL_SCHEMA}) {
            assertThat(schema.faults(line.replace("\"class_uid\":2005", "\"class_uid\":2004")))
                    .isNotEmpty();
            assertThat(schema.faults(line.replace("\"assignee\"", "\"assigned\"")))
                    .isNotEmpty();
            assertThat(schema.faults(line.replace("\"finding_info_list\"", "\"findings\"")))
                    .isNotEmpty();
        }
    }

    @Test
    void aVerifiedOneIsASuspectedBreachWithItsClocks() throws IOException {
        JsonNode verified = read(incident(key(), Activity.UPDATE, true));
        JsonNode unverified = read(incident(key(), Activity.UPDATE, false));

        assertThat(verified.at("/is_suspected_breach").booleanValue()).isTrue();
        assertThat(verified.at("/unmapped/proof").textValue()).isEqualTo("verified");
        assertThat(verified.at("/unmapped/aware_at").longValue()).isEqualTo(AlertSamples.WRITTEN);
        assertThat(verified.at("/unmapped/reporting/0").toString())
                .isEqualTo("{\"regime\":\"GDPR-33\",\"deadline\":" + (AlertSamples.WRITTEN + 1)
                        + ",\"reported\":false,\"withdrawn_at\":" + (AlertSamples.WRITTEN + 2) + '}');
        assertThat(verified.at("/unmapped/standing").longValue()).isEqualTo(70);
        assertThat(verified.at("/unmapped/at_least").booleanValue()).isTrue();
        assertThat(verified.at("/unmapped/error_bound/accounts").longValue()).isEqualTo(300);
        assertThat(verified.at("/unmapped/live_tokens").longValue()).isEqualTo(12);
        assertThat(unverified.has("is_suspected_breach")).isFalse();
        assertThat(unverified.at("/unmapped/proof").textValue()).isEqualTo("unverified");
        assertThat(unverified.at("/unmapped").has("aware_at")).isFalse();
        assertThat(unverified.at("/unmapped").has("reporting")).isFalse();
        assertThat(unverified.at("/unmapped").has("error_bound")).isFalse();
    }

    @Test
    void headersRouteWithoutOpeningTheValue() {
        Incident incident = incident(key(), Activity.CREATE, true);
        Map<String, String> headers = CloudEvents.of(incident, AlertSamples.WRITTEN);

        assertThat(headers)
                .containsEntry("ce_type", "org.forgedtoken.incident.create")
                .containsEntry("ce_subject", incident.key().uid())
                .containsEntry("incident", incident.key().uid())
                .containsEntry("kind", "key-compromise")
                .containsEntry("severity", "critical")
                .doesNotContainKey("rule");
    }

    @Test
    void ofASourceThatIsKnownInSumAloneNobodyReadsThatItUsedNoToken() throws IOException {
        JsonNode campaign = read(incident(new IncidentKey.OfSource("192.0.2.7"), Activity.CREATE, false));
        assertThat(campaign.at("/message").asText())
                .doesNotContain("0 tokens", "0 accounts")
                .contains("source", "access");
        JsonNode counted = read(incident(new IncidentKey.OfSource("192.0.2.7"), Activity.CREATE, true));
        assertThat(counted.at("/message").asText()).contains("about 12345 tokens, about 12000 accounts");
    }

    @Test
    void howManyTokensWereTakenBackStandsBesideTheirCount() throws IOException {
        Map<MemberKind, Count> members = new EnumMap<>(Map.of(MemberKind.TOKENS, Count.exact(3)));
        Incident some = new Incident(
                Activity.UPDATE,
                key(),
                Severity.HIGH,
                false,
                false,
                new Scope(AlertSamples.FIRST, AlertSamples.LAST, 4, members, new TreeMap<>(), 2, false),
                List.of(),
                -1,
                Times.UNKNOWN,
                List.of(),
                null,
                null,
                null);
        assertThat(read(some).at("/message").asText()).contains(": 3 tokens, 1 of them taken back since, 0 accounts, ");
    }

    private static IncidentKey key() {
        return new IncidentKey.OfKey("https://login.example", "k7");
    }

    private static Incident incident(IncidentKey key, Activity activity, boolean full) {
        boolean closed = activity == Activity.CLOSE;
        Map<MemberKind, Count> members = new EnumMap<>(MemberKind.class);
        TreeMap<String, Long> endpoints = new TreeMap<>();
        if (full) {
            members.put(MemberKind.TOKENS, new Count(12_345, 300));
            members.put(MemberKind.ACCOUNTS, new Count(12_000, 300));
            for (int i = 0; i < 20; i++) {
                endpoints.put(AlertSamples.HOSTILE + i, 7L);
            }
        }
        Scope scope = full
                ? new Scope(AlertSamples.FIRST, AlertSamples.LAST, 77, members, endpoints, 70, true)
                : new Scope(Times.UNKNOWN, Times.UNKNOWN, 0, members, endpoints, 0, false);
        Listed alert = new Listed("0".repeat(32), Rule.TOKEN_NEVER_ISSUED, AlertSamples.FIRST, AlertSamples.LAST);
        return new Incident(
                activity,
                key,
                full ? Severity.CRITICAL : Severity.HIGH,
                full,
                full,
                scope,
                full ? Collections.nCopies(Incident.MOST_LISTED, alert) : List.of(),
                full ? 12 : -1,
                full ? AlertSamples.WRITTEN : Times.UNKNOWN,
                full
                        ? List.of(new Deadline(
                                "GDPR-33", AlertSamples.WRITTEN + 1, Times.UNKNOWN, AlertSamples.WRITTEN + 2))
                        : List.of(),
                closed ? StatusDetail.MERGED : null,
                closed ? "f".repeat(32) : null,
                full
                        ? new Triage(
                                FindingStatus.IN_PROGRESS,
                                AlertSamples.HOSTILE,
                                AlertSamples.HOSTILE,
                                Times.UNKNOWN,
                                false)
                        : null);
    }

    private JsonNode read(Incident incident) throws IOException {
        return JSON.readTree(ocsf.bytes(incident, AlertSamples.WRITTEN));
    }
}
