package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.junit.jupiter.api.Test;

/** From alerts to incidents, live. */
class IncidentTest {
    private static final IncidentKey KEY = new IncidentKey.OfKey(Scenario.ISSUER, "k1");
    private static final IncidentKey UNKNOWN = new IncidentKey.OfUnknownKeys(Scenario.ISSUER);
    private static final String K1 = "'key_id':'k1'";
    private static final String VERIFIED = "'signature_valid':true";
    private static final String NOW = "'issued_at':'2026-03-02T10:00:00Z'";

    private final Scenario day = new Scenario();

    private void ledger(String... more) {
        day.issueEvery(10, "09:00:00", "10:00:00", more);
    }

    private void later() {
        day.issueEvery(10, "10:00:10", "10:20:00");
    }

    @Test
    void oneKeyAndManyTokensAreOneIncident() {
        ledger(K1);
        for (int i = 0; i < 30; i++) {
            day.at("10:00:0" + i % 5)
                    .access(
                            "forged" + i,
                            K1,
                            NOW,
                            "'account_id':'a" + i % 7 + "'",
                            "'source_ip':'192.0.2." + i % 3 + "'",
                            "'path':'/orders/" + i + (i % 2 == 0 ? "" : "/lines") + "'");
        }
        later();
        day.wake("11:00:00");

        Incident incident = day.incident(KEY);
        assertThat(day.lastIncidents).hasSize(1);
        assertThat(incident.activity()).isEqualTo(Activity.CREATE);
        assertThat(incident.verified()).isFalse();
        assertThat(incident.severity()).isEqualTo(Severity.HIGH);
        assertThat(incident.awareAt()).isEqualTo(Times.UNKNOWN);
        assertThat(incident.reporting()).isEmpty();
        assertThat(members(incident, MemberKind.ALERTS)).isEqualTo(30);
        assertThat(members(incident, MemberKind.TOKENS)).isEqualTo(30);
        assertThat(members(incident, MemberKind.ACCOUNTS)).isEqualTo(7);
        assertThat(members(incident, MemberKind.SOURCES)).isEqualTo(3);
        assertThat(incident.scope().accesses()).isEqualTo(30);
        assertThat(incident.scope().endpoints()).isEqualTo(Map.of("/orders/{id}", 15L, "/orders/{id}/lines", 15L));
        assertThat(incident.scope().first()).isEqualTo(Scenario.time("10:00:00"));
        assertThat(incident.scope().last()).isEqualTo(Scenario.time("10:00:04"));
        assertThat(incident.newest()).hasSize(30);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).incident()).isEqualTo(KEY.uid());
    }

    @Test
    void aUseThatRaisesTwoAlertsIsOneAccess() {
        ledger(K1);
        day.at("10:00:05").access("forged", K1, "'issued_at':'2026-03-02T10:10:00Z'");
        later();
        day.wake("11:00:00");

        assertThat(day.open()).hasSize(2);
        assertThat(day.incident(KEY).scope().accesses()).isEqualTo(1);
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(2);
    }

    @Test
    void unverifiedTokensOfUnknownKeysShareOneIncidentAndStartNoClock() {
        ledger(K1);
        for (int i = 0; i < 20; i++) {
            day.at("10:00:01").access("forged" + i, "'key_id':'x" + i + "'", NOW);
        }
        later();
        day.wake("11:00:00");

        assertThat(day.lastIncidents.keySet()).containsExactly(UNKNOWN.uid());
        assertThat(day.incident(UNKNOWN).reporting()).isEmpty();
        assertThat(day.incidentLevels().deadlines()).isEmpty();
    }

    @Test
    void aTokenUnderSeveralKeysCountsInEachIncident() {
        ledger(K1);
        day.at("09:59:50").issue("other", "'key_id':'k2'");
        day.at("10:00:01").access("forged", K1, NOW);
        day.at("10:00:02").access("forged", "'key_id':'k2'", NOW, VERIFIED);
        later();
        day.wake("11:00:00");

        IncidentKey other = new IncidentKey.OfKey(Scenario.ISSUER, "k2");
        assertThat(day.incident(KEY).scope().standing()).isEqualTo(1);
        assertThat(day.incident(KEY).verified()).isFalse();
        assertThat(day.incident(other).scope().standing()).isEqualTo(1);
        assertThat(day.incident(other).verified()).isTrue();
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).incident()).isEqualTo(KEY.uid());
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).incidents()).containsExactlyInAnyOrder(KEY.uid(), other.uid());
    }

    @Test
    void aRefusedVerifiedUseProvesAndStartsNoClock() {
        ledger(K1);
        day.at("10:00:01").access("forged", K1, NOW, VERIFIED, "'status':401");
        later();
        day.wake("11:00:00");
        assertThat(day.incident(KEY).verified()).isTrue();
        assertThat(day.incident(KEY).breached()).isFalse();
        assertThat(day.incident(KEY).reporting()).isEmpty();

        day.at("10:20:05").access("forged", K1, NOW, VERIFIED);
        day.wake("11:00:01");
        assertThat(day.incident(KEY).breached()).isTrue();
        assertThat(day.incident(KEY).awareAt()).isEqualTo(Scenario.time("11:00:01"));
    }

    @Test
    void anImpossibleLifetimeProvesNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1, "'expires_at':'2026-03-02T11:00:00Z'");
        day.at("10:00:01").access("forged", K1, VERIFIED, "'issued_at':'2026-03-02T10:10:00Z'", "'issuer':'https://x'");
        later();
        day.wake("11:00:00");

        assertThat(day.lastIncidents.values()).isNotEmpty().allSatisfy(incident -> {
            assertThat(incident.scope().standing()).isEqualTo(1);
            assertThat(incident.verified()).isFalse();
        });
    }

    @Test
    void clocksAreWithdrawnAndBeginAnewWithANewProof() {
        ledger(K1);
        day.at("10:00:01").access("late", K1, NOW, VERIFIED);
        later();
        day.wake("11:00:00");
        day.at("10:00:00").issue("late", K1);
        day.wake("11:30:00");
        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.CLOSE);
        assertThat(day.incident(KEY).reporting())
                .isNotEmpty()
                .allSatisfy(clock -> assertThat(clock.withdrawnAt()).isEqualTo(Scenario.time("11:30:00")));
        assertThat(day.incidentLevels().deadlines()).isEmpty();

        day.at("10:20:00").access("forged", K1, VERIFIED, "'issued_at':'2026-03-02T10:19:00Z'");
        day.issueEvery(10, "10:20:00", "10:40:00");
        day.wake("12:00:00");
        assertThat(day.incident(KEY).awareAt()).isEqualTo(Scenario.time("12:00:00"));
        assertThat(day.incident(KEY).reporting())
                .allSatisfy(clock -> assertThat(clock.withdrawnAt()).isEqualTo(Times.UNKNOWN));
    }

    @Test
    void aDecisionOnAClosedIncidentLeavesItClosed() {
        ledger(K1);
        day.at("10:00:01").access("late", K1, NOW);
        later();
        day.wake("11:00:00");
        day.at("10:00:00").issue("late", K1);
        day.wake("11:00:01");
        Incident closed = day.incident(KEY);

        day.decideOn(KEY.uid(), AnalystAction.Kind.ACKNOWLEDGE);

        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.UPDATE);
        assertThat(day.incident(KEY).closed()).isEqualTo(closed.closed());
    }

    @Test
    void aCrashMakesCountsALeast() {
        ledger(K1);
        day.at("10:00:01").access("forged", K1, NOW);
        later();
        day.restartIncidents();
        day.at("10:20:05").access("forged", K1, NOW);
        day.wake("11:00:00");

        assertThat(day.incident(KEY).scope().atLeast()).isTrue();
        assertThat(day.incident(KEY).scope().standing()).isEqualTo(1);
    }

    @Test
    void aDecisionOnWhatDoesNotStandIsKept() {
        ledger(K1);
        day.decideOn(KEY.uid(), AnalystAction.Kind.ACKNOWLEDGE);
        day.decideOn(
                new AlertKey(Rule.TOKEN_NEVER_ISSUED, Scenario.key("forged")).uid(), AnalystAction.Kind.ACKNOWLEDGE);
        day.at("10:00:01").access("forged", K1, NOW);
        later();
        day.wake("11:00:00");

        assertThat(day.incident(KEY).triage().status()).isEqualTo(FindingStatus.IN_PROGRESS);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).triage().status()).isEqualTo(FindingStatus.IN_PROGRESS);
    }

    @Test
    void aVerifiedAlertStartsTheClocksAtOnceAndOnce() {
        ledger(K1);
        day.at("10:00:01").access("forged", K1, NOW);
        later();
        day.wake("11:00:00");
        day.at("10:20:05").access("forged", K1, NOW, VERIFIED);
        day.wake("11:00:05");

        Incident incident = day.incident(KEY);
        assertThat(incident.activity()).isEqualTo(Activity.UPDATE);
        assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(incident.awareAt()).isEqualTo(Scenario.time("11:00:05"));
        assertThat(incident.reporting())
                .extracting(Incident.Deadline::regime)
                .containsExactly("KR-NETWORK-ACT", "GDPR-33");
        assertThat(day.incidentLevels().deadlines())
                .containsEntry("KR-NETWORK-ACT", Scenario.time("11:00:05") + 86_400_000);
        assertThat(day.incidentLevels().open()).containsExactly(Map.entry(IncidentKind.KEY_COMPROMISE, 1L));

        day.at("10:20:06").access("forged", K1, NOW, VERIFIED);
        day.wake("12:00:00");
        assertThat(day.incident(KEY).awareAt()).isEqualTo(incident.awareAt());
    }

    @Test
    void withdrawnAlertsCloseTheIncidentAndANewOneOpensItAgain() {
        ledger(K1);
        day.at("10:00:01").access("late", K1, NOW);
        later();
        day.wake("11:00:00");
        day.at("10:00:00").issue("late", K1);
        day.wake("11:00:01");

        Incident closed = day.incident(KEY);
        assertThat(closed.activity()).isEqualTo(Activity.CLOSE);
        assertThat(closed.closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(closed.scope().standing()).isZero();
        assertThat(closed.scope().accesses())
                .as("what was counted stays counted")
                .isEqualTo(1);
        assertThat(closed.newest()).hasSize(1);

        day.at("10:20:00").access("forged", K1, "'issued_at':'2026-03-02T10:19:00Z'");
        day.issueEvery(10, "10:20:00", "10:40:00");
        day.wake("11:00:02");
        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.UPDATE);
        assertThat(day.incident(KEY).closed()).isNull();
        assertThat(day.incident(KEY).scope().accesses()).isEqualTo(2);
        assertThat(day.incident(KEY).scope().standing()).isEqualTo(1);
    }

    @Test
    void itIsWrittenAtTenfoldCountsAndElseEveryTenSeconds() {
        ledger(K1);
        later();
        String issuedThen = "'issued_at':'2026-03-02T10:05:00Z'";
        day.at("10:06:00").access("t0", K1, issuedThen);
        day.wake("11:00:00");
        for (int i = 1; i < 9; i++) {
            day.at("10:06:00").access("t" + i, K1, issuedThen);
            day.wake("11:00:0" + i);
        }
        assertThat(day.incidentRecords).hasSize(1);
        day.access("t9", K1, issuedThen);
        day.wake("11:00:09");
        assertThat(day.incidentRecords).hasSize(2);
        day.access("t10", K1, issuedThen);
        day.wake("11:00:18");
        assertThat(day.incidentRecords).hasSize(2);
        day.wake("11:00:19");
        assertThat(day.incidentRecords).hasSize(3);
        day.wake("11:01:00");
        assertThat(day.incidentRecords).hasSize(3);
    }

    @Test
    void whatWasPutAsideIsThereAfterARestart() {
        ledger(K1);
        for (int i = 0; i < 5; i++) {
            day.at("10:00:01").access("forged" + i, K1, NOW, VERIFIED, "'account_id':'a" + i + "'");
        }
        later();
        day.account(KEY, "a1", false).account(KEY, "a2", true);
        day.wake("11:00:00");
        Incident before = day.incident(KEY);

        day.restartIncidents();
        day.at("10:20:01").access("forged0", K1, NOW, VERIFIED, "'account_id':'a0'");
        day.wake("11:00:20");

        Incident after = day.incident(KEY);
        assertThat(after.activity()).isEqualTo(Activity.UPDATE);
        assertThat(after.awareAt()).isEqualTo(before.awareAt());
        assertThat(after.scope().members()).isEqualTo(before.scope().members());
        assertThat(members(after, MemberKind.ACCOUNTS_UNKNOWN)).isEqualTo(1);
        assertThat(after.scope().accesses()).isEqualTo(6);
        assertThat(after.scope().first()).isEqualTo(before.scope().first());
    }

    @Test
    void beyondWhatIsCountedExactlyASketchSaysHowFarItMayBeWrong() {
        day.incidentExact = 1_000;
        ledger(K1);
        later();
        String issuedThen = "'issued_at':'2026-03-02T10:05:00Z'";
        int many = 20_000;
        for (int i = 0; i < many; i++) {
            day.at("10:06:00")
                    .access("t" + i, K1, issuedThen, "'account_id':'a" + i / 2 + "'", "'source_ip':'192.0.2.7'");
        }
        day.wake("11:00:00");
        day.restartIncidents();
        day.access("last", K1, issuedThen, "'account_id':'a1'", "'source_ip':'192.0.2.7'");
        day.wake("11:00:20");

        Incident incident = day.incident(KEY);
        assertThat(incident.scope().accesses()).isEqualTo(many + 1);
        near(incident, MemberKind.TOKENS, many + 1);
        near(incident, MemberKind.ACCOUNTS, many / 2);
        assertThat(incident.newest()).hasSize(Incident.MOST_LISTED);
    }

    private static void near(Incident incident, MemberKind kind, long truth) {
        long error = incident.scope().of(kind).errorBound();
        assertThat(error).as(kind.label()).isBetween(1L, truth / 30);
        assertThat(members(incident, kind)).as(kind.label()).isBetween(truth - error, truth + error);
    }

    @Test
    void aFloodOfKeysAndIssuersMakesFewAlertsAndIncidents() {
        day.incidentAlertsMax = 100;
        ledger(K1);
        later();
        int many = 30_000;
        for (int i = 0; i < many; i++) {
            String issuer = i % 2 == 0 ? Scenario.ISSUER : "https://nowhere" + i;
            day.at("10:06:00")
                    .access(
                            "t" + i,
                            "'key_id':'x" + i + "'",
                            "'issuer':'" + issuer + "'",
                            "'issued_at':'2026-03-02T10:" + (i % 4 < 2 ? "05" : "09") + ":00Z'");
        }
        day.issueEvery(10, "10:20:10", "10:40:00");
        day.wake("11:00:00");

        assertThat(day.last).hasSizeLessThan(1_000);
        assertThat(day.lastIncidents.keySet())
                .containsExactlyInAnyOrder(UNKNOWN.uid(), new IncidentKey.OfUncoveredIssuers().uid());
        assertThat(day.incident(UNKNOWN).scope().accesses()).isEqualTo(many / 2);
        assertThat(day.incident(new IncidentKey.OfUncoveredIssuers()).verified())
                .isFalse();
    }

    @Test
    void liveTokensOfTheKeyAreThoseThatRetiringItWouldEnd() {
        String hour = "'expires_at':'2026-03-02T13:30:00Z'";
        ledger(K1, hour);
        day.at("09:59:00").issue("soon", K1, "'expires_at':'2026-03-02T10:30:00Z'");
        day.at("09:59:00").issue("revoked", K1, hour).revoke("revoked");
        day.at("09:59:00").issue("other", "'key_id':'k2'", hour);
        day.at("10:00:01").access("forged", K1, NOW, VERIFIED);
        later();
        day.at("11:10:00").access("bystander-1", "'signature_valid':false");
        day.wake("12:00:00");

        assertThat(day.incident(KEY).liveTokens()).isEqualTo(361);
    }

    @Test
    void tokensOfAnHourLiveToTheMinute() {
        day.at("09:00:00").heartbeat();
        for (int minute = 0; minute < 60; minute++) {
            day.at(String.format("09:%02d:30", minute))
                    .issue("of-" + minute, K1, String.format("'expires_at':'2026-03-02T10:%02d:30Z'", minute));
        }
        day.at("10:05:00").access("forged", K1, NOW, VERIFIED).access("of-40");
        day.at("10:15:00").heartbeat().access("of-41");
        day.wake("10:15:30");

        assertThat(day.incident(KEY).liveTokens()).isEqualTo(45);
    }

    @Test
    void aCampaignWithoutAKeyIsAnIncidentOfItsSource() {
        IncidentKey campaign = new IncidentKey.OfSource("192.0.2.9");
        day.at("10:00:00").heartbeat();
        day.finding(new Finding.Begun(
                new AlertKey(Rule.TOKEN_UNREADABLE, "192.0.2.9@1"),
                Scenario.time("10:00:00"),
                Scenario.time("10:00:00"),
                70,
                new Evidence(null, null, null, null, List.of(), new TreeMap<>(), null),
                campaign));
        day.wake("11:00:00");

        assertThat(day.incident(campaign).key().kind()).isEqualTo(IncidentKind.SOURCE_CAMPAIGN);
        assertThat(day.incident(campaign).scope().accesses()).isEqualTo(70);
        assertThat(members(day.incident(campaign), MemberKind.SOURCES)).isEqualTo(1);
    }

    @Test
    void whatASourceDoesElseDoesNotStretchTheIncidentOfAKey() {
        ledger(K1);
        day.at("10:00:01").access("forged", K1, NOW);
        later();
        day.finding(new Finding.Begun(
                new AlertKey(Rule.SOURCE_FAN_OUT, "192.0.2.9@1"),
                Scenario.time("11:00:00"),
                Scenario.time("12:00:00"),
                70,
                new Evidence(null, null, null, null, List.of(), new TreeMap<>(), null),
                new IncidentKey.Opened(KEY.uid())));
        day.wake("13:00:00");

        Incident incident = day.incident(KEY);
        assertThat(members(incident, MemberKind.ALERTS)).isEqualTo(2);
        assertThat(incident.scope().accesses()).isEqualTo(1);
        assertThat(incident.scope().last()).isEqualTo(Scenario.time("10:00:01"));
    }

    private static long members(Incident incident, MemberKind kind) {
        return incident.scope().of(kind).number();
    }
}
