package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.time;

import java.util.Map;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** key-retired. */
class KeyRetiredTest extends DayOfKeys {
    @Test
    void aTokenIssuedAfterItsKeyRetiredIsCritical() {
        scenario.at("10:00:00").signingKey("k1").retired();
        issued("10:01:01", "t1", "k1");
        used("10:01:30", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
        Alert alert = scenario.lastOf(Rule.KEY_RETIRED);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.evidence().verdict()).isEqualTo(Verdict.ISSUED);
        assertThat(alert.evidence().more())
                .containsEntry("key_state", "retired")
                .containsEntry("key_ended_at", Long.toString(time("10:00:00")))
                .containsEntry("signed_at", Long.toString(time("10:01:01")));
    }

    @Test
    void aLateIssuanceNamesTheKeyOfATokenThatNamesNone() {
        scenario.at("09:00:00").signingKey("k1").retired();
        scenario.at("10:00:10").access("t1", "'issued_at':'2026-03-02T10:00:00Z'");
        later("10:30:00").expectOpen("token-never-issued https%3A//idp|t1");
        issued("10:00:00", "t1", "k1");
        later("10:40:00");

        assertThat(scenario.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(scenario.open()).contains("key-retired " + K1);
    }

    @Test
    void aTokenIssuedBeforeItsKeyRetiredStaysGood() {
        scenario.at("10:00:00").signingKey("k1").retired();
        issued("10:01:00", "t1", "k1"); // within the clocks' skew
        used("10:20:00", "t1", "k1");
        later("10:30:00").expectNothing();
    }

    @Test
    void aKeyThatIsGoneFromTheListIsRetired() {
        scenario.at("10:00:00").signingKey("k1").gone();
        issued("10:05:00", "t1", "k1");
        used("10:05:30", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
        assertThat(scenario.outcomes.get(Feed.KEYS)).isEqualTo(Map.of(Outcome.ACTIVE, 1L, Outcome.RETIRED, 1L));
    }

    @Test
    void aTombstoneThatNamesItsIssuerRetiresThatKeyAlone() {
        scenario.at("2026-01-01T00:00:00").signingKey("k1").active("'issuer':'https://other'");
        scenario.at("10:00:00").keyRecord("https://idp|k1", null);
        issued("10:05:00", "t1", "k1");
        used("10:05:30", "t1", "k1");
        scenario.at("10:05:00").issue("t2", "'key_id':'k1'", "'issuer':'https://other'");
        scenario.at("10:05:30").access("t2", "'key_id':'k1'", "'issuer':'https://other'");
        later("10:30:00");
        assertThat(scenario.records(Rule.KEY_RETIRED)).containsExactly("create " + K1);
    }

    @Test
    void aTombstoneOfAnIdOfSeveralIssuersIsADeadLetter() {
        scenario.at("2026-01-01T00:00:00").signingKey("k1").active("'issuer':'https://other'");
        scenario.at("10:00:00").signingKey("k1").gone();
        issued("10:05:00", "t1", "k1");
        used("10:05:30", "t1", "k1");
        later("10:30:00").expectNothing();
        assertThat(scenario.deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("ambiguous-key");
            assertThat(letter.feed()).isEqualTo("keys");
        });
    }

    @Test
    void whatComesAfterNotAfterIsOfARetiredKey() {
        scenario.at("09:00:00").signingKey("k1").active("'not_after':'2026-03-02T10:00:00Z'");
        issued("10:00:30", "t1", "k1");
        used("10:00:40", "t1", "k1");
        issued("10:01:01", "t2", "k1");
        later("10:30:00").expectNothing();
        used("10:31:00", "t2", "k1");
        later("11:00:00").expectOpen("key-retired " + K1);
        assertThat(scenario.lastOf(Rule.KEY_RETIRED).evidence().more()).containsEntry("key_state", "expired");
    }

    @Test
    void aLateRetirementFindsTheUsesThatCameBeforeIt() {
        issued("10:02:00", "t1", "k1");
        used("10:02:10", "t1", "k1");
        used("10:00:30", "t1", "k1"); // before the token was issued, but after the key had retired
        scenario.at("10:00:50").signingKey("k1").retired();
        later("10:30:00");
        assertThat(scenario.records(Rule.KEY_RETIRED)).containsExactly("create " + K1);
        assertThat(scenario.lastOf(Rule.KEY_RETIRED).first()).isEqualTo(time("10:02:10"));
    }

    @Test
    void aKeyThatIsActiveAgainIsNotRetiredFromThenOn() {
        scenario.at("10:00:00").signingKey("k1").retired();
        issued("10:02:00", "t1", "k1");
        scenario.at("10:03:00").signingKey("k1").active();
        used("10:03:00", "t1", "k1");
        later("10:30:00").expectNothing();
    }

    /** The record that clears it comes after the use, but within grace: nothing is told in the meantime. */
    @Test
    void aLateRecordMayClearAUseBeforeItIsTold() {
        scenario.at("10:00:00").signingKey("k1").retired();
        issued("10:02:00", "t1", "k1");
        used("10:03:30", "t1", "k1");
        scenario.at("10:03:00").signingKey("k1").active();
        later("10:30:00").expectNothing();
        assertThat(scenario.alerts).isEmpty();
    }

    @Test
    void aKeyThatTheIssuanceFeedRevokesIsRetired() {
        scenario.at("10:00:00").revokeKey("k1");
        issued("10:01:30", "t1", "k1");
        used("10:02:00", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
    }

    @Test
    void aRevokedKeysTokensAreNotToBeAccepted() {
        issued("09:00:00", "t1", "k1");
        scenario.at("10:00:00").revokeKey("k1");
        used("10:06:00", "t1", "k1"); // within skew and revocation.grace
        later("10:10:00").expectNothing();
        scenario.at("10:11:00").access("t1", "'key_id':'k1'", "'status':401", "'signature_valid':true");
        used("10:12:00", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
        Alert alert = scenario.lastOf(Rule.KEY_RETIRED);
        assertThat(alert.first()).isEqualTo(time("10:12:00"));
        assertThat(alert.count()).isEqualTo(1);
        assertThat(alert.evidence().more())
                .containsEntry("key_state", "revoked")
                .containsEntry("key_ended_at", Long.toString(time("10:00:00")));
    }

    @Test
    void forgeriesUnderARevokedKeyAreToldOneByOne() {
        scenario.at("10:00:00").revokeKey("k1");
        for (int i = 0; i < 3; i++) {
            scenario.at("10:10:0" + i)
                    .access(
                            "f" + i,
                            "'key_id':'k1'",
                            "'account_id':'a" + i + "'",
                            "'signature_valid':true",
                            "'issued_at':'2026-03-02T09:59:00Z'");
        }
        later("10:30:00");
        scenario.wake("11:00:00");
        assertThat(scenario.open())
                .containsExactlyInAnyOrder(
                        "key-retired " + K1,
                        "token-never-issued https%3A//idp|f0",
                        "token-never-issued https%3A//idp|f1",
                        "token-never-issued https%3A//idp|f2");
        assertThat(scenario.lastIncidents.values()).singleElement().satisfies(incident -> {
            assertThat(incident.verified()).isTrue();
            assertThat(incident.scope().of(Scope.MemberKind.TOKENS).number()).isEqualTo(3);
        });
    }

    @Test
    void aRevokedRecordWithAKeyAndNoTokenNeedsNoIssuedAt() {
        scenario.at("10:00:00").revokeKey("k1");
        scenario.at("10:20:00").access("t1", "'key_id':'k1'");
        later("10:30:00");
        assertThat(scenario.open()).contains("key-retired " + K1);
    }

    @Test
    void aRevokedKeyNeedsNoKeysFeed() {
        Scenario none = new Scenario();
        none.at("09:00:00").heartbeat();
        none.at("10:00:00").revokeKey("k1");
        none.at("10:01:30").issue("t1", "'key_id':'k1'");
        none.at("10:02:00").access("t1");
        none.at("10:30:00").heartbeat("'since':'2026-03-02T09:00:00Z'").readOn();
        assertThat(none.records(Rule.KEY_RETIRED)).containsExactly("create " + K1);
    }

    /** The issuance feed is behind: nobody knows yet whether it revokes the key. */
    @Test
    void aUseWaitsForTheRevocationsBeforeIt() {
        issued("10:01:30", "t1", "k1");
        used("10:20:00", "t1", "k1");
        scenario.at("10:10:00").readOn();
        scenario.at("10:00:00").revokeKey("k1");
        later("10:30:00").expectOpen("key-retired " + K1);
    }

    @Test
    void aForgedTokenOfACompromisedKeyIsToldAsSuchAndAnIssuedOneIsNot() {
        issued("09:30:00", "honest", "k1");
        scenario.at("10:00:00").signingKey("k1").compromised("'at_risk_since':'2026-03-02T09:00:00Z'");
        used("10:10:00", "honest", "k1");
        scenario.at("10:11:00").access("forged", "'key_id':'k1'", "'issued_at':'2026-03-02T09:40:00Z'");
        later("10:30:00");
        assertThat(scenario.open())
                .containsExactlyInAnyOrder("key-retired " + K1, "token-never-issued https%3A//idp|forged");
        Alert alert = scenario.lastOf(Rule.KEY_RETIRED);
        assertThat(alert.count()).isEqualTo(1);
        assertThat(alert.evidence().verdict()).isEqualTo(Verdict.NEVER_ISSUED);
        assertThat(alert.evidence().more())
                .containsEntry("key_state", "compromised")
                .containsEntry("key_ended_at", Long.toString(time("09:00:00")));
    }

    /** Else whoever names somebody's key in a token that he made up starts the clocks of a breach. */
    @Test
    void anHonestTokenOfARetiredKeyProvesNothingOfAForgedOneBesideIt() {
        scenario.at("09:00:00").signingKey("k1").retired();
        issued("10:00:00", "honest", "k1");
        scenario.at("10:00:10").access("honest", "'key_id':'k1'", "'signature_valid':true");
        scenario.at("10:01:00").access("forged", "'key_id':'k1'", "'issued_at':'2026-03-02T10:00:50Z'");
        later("10:30:00");
        scenario.wake("11:00:00");

        assertThat(scenario.records(Rule.KEY_RETIRED)).hasSize(1);
        assertThat(scenario.lastIncidents.values())
                .singleElement()
                .satisfies(incident -> assertThat(incident.verified()).isFalse());
    }

    @Test
    void aLateIssuanceClearsACompromisedKeyButNoRetiredOne() {
        scenario.at("09:00:00").signingKey("k2").retired();
        scenario.at("09:00:00").signingKey("k3").compromised();
        for (String[] use : new String[][] {{"t2", "k2"}, {"t3", "k3"}, {"t4", "k4"}}) {
            scenario.at("10:00:10").access(use[0], "'key_id':'" + use[1] + "'", "'issued_at':'2026-03-02T10:00:00Z'");
        }
        later("10:30:00");
        assertThat(scenario.open())
                .contains("key-retired " + K2, "key-retired https%3A//idp|k3", "key-unknown https%3A//idp|k4");
        issued("10:00:00", "t2", "k2");
        issued("10:00:00", "t3", "k3");
        issued("10:00:00", "t4", "k4");
        later("10:40:00");
        assertThat(scenario.open())
                .contains("key-retired " + K2, "key-unknown https%3A//idp|k4")
                .doesNotContain("key-retired https%3A//idp|k3");
        assertThat(scenario.lastOf(Rule.KEY_RETIRED).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
    }

    @Test
    void theLedgersIssueTimeSaysWhetherAKeyHadRetired() {
        scenario.at("10:00:00").signingKey("k1").retired();
        scenario.at("10:05:00").access("t1", "'key_id':'k1'", "'issued_at':'2026-03-02T10:01:30Z'");
        later("10:30:00");
        assertThat(scenario.open()).contains("key-retired " + K1);
        scenario.at("10:00:50").issue("t1", "'key_id':'k1'"); // as far as the clocks may differ
        later("10:40:00");
        assertThat(scenario.open()).doesNotContain("key-retired " + K1);
    }

    @Test
    void aForgedTokenOfARetiredKeyCountsOnceThoughItIsIssuedLate() {
        scenario.at("09:00:00").signingKey("k1").retired();
        used("10:00:10", "t1", "k1");
        later("10:30:00");
        issued("10:00:00", "t1", "k1");
        later("10:40:00");
        assertThat(scenario.open()).contains("key-retired " + K1);
        assertThat(scenario.alertStates
                        .get(scenario.lastOf(Rule.KEY_RETIRED).key().uid())
                        .milestones(Long.MAX_VALUE, 1))
                .last()
                .satisfies(sum -> assertThat(sum.seen()).isEqualTo(1));
    }

    @Test
    void aForgedTokenThatTurnsOutToBeAlteredIsHeldAgainstItsKeyAnew() {
        scenario.at("10:00:00").signingKey("k1").retired();
        scenario.at("10:10:00")
                .access("t1", "'key_id':'k1'", "'issued_at':'2026-03-02T09:59:00Z'", "'account_id':'me'");
        scenario.at("10:10:00").access("t2", "'key_id':'k2'", "'issued_at':'2026-03-02T10:05:00Z'");
        scenario.at("10:00:00").signingKey("k2").retired();
        later("10:30:00");
        assertThat(scenario.open()).contains("key-retired " + K2).doesNotContain("key-retired " + K1);
        scenario.at("10:05:00").issue("t1", "'key_id':'k1'", "'account_id':'else'");
        scenario.at("09:59:00").issue("t2", "'key_id':'k2'", "'issued_at':'2026-03-02T09:59:00Z'");
        later("10:40:00");

        assertThat(scenario.verdicts).containsEntry(Verdict.ALTERED, 2L);
        assertThat(scenario.open()).contains("key-retired " + K1).doesNotContain("key-retired " + K2);
    }

    @Test
    void anUndeterminedTokenOfACompromisedKeyIsNotAccused() {
        scenario.at("09:00:00").signingKey("k1").compromised();
        String expired = "'expires_at':'2026-03-02T09:30:00Z'";
        scenario.at("2026-03-04T10:00:00")
                .access("old", "'key_id':'k1'", "'issued_at':'2026-03-02T09:10:00Z'", expired);
        later("2026-03-04T10:30:00").end();
        assertThat(scenario.undetermined).containsKey(Undetermined.EXPIRED);
        assertThat(scenario.records(Rule.KEY_RETIRED)).isEmpty();
    }

    @Test
    void aForgedTokenThatClaimsToBeOlderThanTheCompromiseIsNotOne() {
        scenario.at("10:00:00").signingKey("k1").compromised();
        scenario.at("10:10:00").access("forged", "'key_id':'k1'", "'issued_at':'2026-03-02T09:59:00Z'");
        later("10:30:00");
        assertThat(scenario.records(Rule.KEY_RETIRED)).isEmpty();
    }
}
