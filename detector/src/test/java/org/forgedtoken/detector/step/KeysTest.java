package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.time;

import java.util.List;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.junit.jupiter.api.Test;

/** key-unknown, key-rotation-overdue. */
class KeysTest extends DayOfKeys {
    @Test
    void aKeyThatIsNotListedIsUnknownGraceAfterTheAccess() {
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        later("10:03:10").expectNothing();
        later("10:03:11").expectOpen("key-unknown " + K2);
        Alert alert = scenario.lastOf(Rule.KEY_UNKNOWN);
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.first()).isEqualTo(time("10:00:10"));
    }

    @Test
    void aKeyThatIsListedWithinTheClocksSkewIsKnown() {
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        scenario.at("10:01:10").signingKey("k2").active();
        later("10:30:00").expectNothing();
        assertThat(scenario.alerts).isEmpty();
    }

    @Test
    void aKeyThatIsListedOnlyLaterWasUnknownThen() {
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        scenario.at("10:01:11").signingKey("k2").active();
        used("10:02:00", "t1", "k2");
        later("10:30:00").expectOpen("key-unknown " + K2);
        assertThat(scenario.lastOf(Rule.KEY_UNKNOWN).count()).isEqualTo(1);
    }

    @Test
    void aLateRecordOfAnEarlierTimeWithdrawsIt() {
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        later("10:30:00").expectOpen("key-unknown " + K2);
        scenario.at("10:01:00").signingKey("k2").active();
        scenario.expectNothing();
        assertThat(scenario.lastOf(Rule.KEY_UNKNOWN).closed()).isEqualTo(StatusDetail.LATE_RECORD);
    }

    @Test
    void aLateRecordThatExplainsOnlySomeUsesWithdrawsNothing() {
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        used("10:05:00", "t1", "k2");
        later("10:30:00");
        scenario.at("10:04:00").signingKey("k2").active();
        scenario.expectOpen("key-unknown " + K2);
    }

    @Test
    void anIssuerThatIsNotListedIsNobodysConcern() {
        scenario.at("10:00:00").access("t1", "'key_id':'k2'", "'issuer':'https://other'");
        later("10:30:00").end();
        assertThat(scenario.records(Rule.KEY_UNKNOWN)).isEmpty();
    }

    /** What waits of an unlisted issuer is found when the issuer turns out to be listed. */
    @Test
    void theFirstRecordOfAnIssuerMayComeLate() {
        scenario.at("10:00:10").access("t1", "'key_id':'k2'", "'issuer':'https://other'");
        scenario.at("10:00:00").signingKey("k9").active("'issuer':'https://other'");
        later("10:30:00");
        assertThat(scenario.records(Rule.KEY_UNKNOWN)).containsExactly("create https%3A//other|k2");
    }

    @Test
    void aTokenThatNamesNoKeyIsHeldAgainstTheLedgersKey() {
        issued("10:00:00", "t1", "k2");
        scenario.at("10:00:10").access("t1");
        later("10:30:00").expectOpen("key-unknown " + K2);
        assertThat(scenario.lastOf(Rule.KEY_UNKNOWN).evidence().more()).containsEntry("ledger_key_id", "k2");
    }

    @Test
    void nothingIsUnknownBeforeTheFeedWasReadToItsEnd() {
        Scenario slow = new Scenario();
        slow.hasKeys = true;
        slow.at("09:00:00").signingKey("k1").active();
        slow.at("10:00:00").access("t1", "'key_id':'k2'");
        slow.at("11:00:00").readOn();
        assertThat(slow.records(Rule.KEY_UNKNOWN)).isEmpty();
        slow.at("09:30:00").signingKey("k2").active();
        slow.at("10:00:00").access("t2", "'key_id':'k3'");
        slow.keysAreRead();
        assertThat(slow.records(Rule.KEY_UNKNOWN)).containsExactly("create https%3A//idp|k3");
    }

    @Test
    void afterARestartTheFeedIsReadToItsEndFirst() {
        scenario.restartJudge();
        issued("10:00:00", "t1", "k2");
        used("10:00:10", "t1", "k2");
        later("10:30:00").expectNothing();
        scenario.at("09:00:00").signingKey("k2").active();
        scenario.keysAreRead();
        later("10:31:00").expectNothing();
        assertThat(scenario.records(Rule.KEY_UNKNOWN)).isEmpty();
        used("11:00:00", "t2", "k3");
        later("11:30:00");
        assertThat(scenario.records(Rule.KEY_UNKNOWN)).containsExactly("create https%3A//idp|k3");
    }

    @Test
    void withoutAKeysFeedNoKeyIsUnknown() {
        Scenario none = new Scenario();
        none.at("10:00:00").access("t1", "'key_id':'k2'");
        none.at("11:00:00").readOn().end();
        assertThat(none.records(Rule.KEY_UNKNOWN)).isEmpty();
    }

    @Test
    void aRefusalOrABadSignatureMakesNoKeyUnknown() {
        scenario.at("10:00:00").access("t1", "'key_id':'k2'", "'status':401");
        scenario.at("10:00:00").access("t2", "'key_id':'k2'", "'signature_valid':false");
        later("10:30:00").end();
        assertThat(scenario.records(Rule.KEY_UNKNOWN)).isEmpty();
    }

    @Test
    void aRefusedUseThatIsVerifiedIsJudgedByItsKey() {
        issued("10:00:00", "t1", "k2");
        scenario.at("10:00:00").signingKey("k3").retired();
        issued("10:05:00", "t2", "k3");
        for (String[] use : new String[][] {{"t1", "k2"}, {"t2", "k3"}}) {
            scenario.at("10:06:00")
                    .access(use[0], "'key_id':'" + use[1] + "'", "'status':401", "'signature_valid':true");
        }
        later("10:30:00").expectOpen("key-unknown " + K2, "key-retired https%3A//idp|k3");
    }

    /** A list that was exported today says nothing of when its keys began. */
    @Test
    void aKeyOfTheFirstReadingWasAlwaysKnown() {
        Scenario exported = new Scenario();
        exported.hasKeys = true;
        exported.at("12:00:00").signingKey("k1").active();
        exported.at("12:00:00").signingKey("k2").active("'not_before':'2026-03-02T11:00:00Z'");
        exported.keysAreRead();
        exported.at("12:30:00").signingKey("k3").active();
        exported.at("10:00:00").access("t1", "'key_id':'k1'");
        exported.at("10:00:00").access("t2", "'key_id':'k2'");
        exported.at("10:00:00").access("t3", "'key_id':'k3'");
        exported.at("13:00:00").readOn();
        assertThat(exported.records(Rule.KEY_UNKNOWN))
                .containsExactlyInAnyOrder("create " + K2, "create https%3A//idp|k3");
    }

    /** Of 10 000 tokens that may wait, 1 000 uses may for keys, of which one source may hold 10. */
    @Test
    void oneSourceCannotFillTheRoomWithKeysOfItsOwn() {
        Scenario small = new Scenario();
        small.pendingMax = 10_000;
        small.hasKeys = true;
        small.keysAreRead();
        small.at("09:00:00").signingKey("k1").active();
        for (int i = 0; i < 500; i++) {
            small.at("10:00:00").access("t" + i, "'key_id':'random-" + i + "'", "'source_ip':'192.0.2.1'");
        }
        small.at("10:00:00").access("mine", "'key_id':'k2'", "'source_ip':'192.0.2.2'");
        small.at("10:30:00").readOn();
        assertThat(small.records(Rule.KEY_UNKNOWN)).hasSize(11).contains("create https%3A//idp|k2");
        assertThat(small.records(Rule.PENDING_OVERFLOW)).isNotEmpty();
    }

    @Test
    void veryManyUsesOfOneKeyAreCountedAndNotHeldOneByOne() {
        issued("10:00:00", "t1", "k2");
        for (int i = 0; i < 1_234; i++) {
            scenario.atMillis(time("10:00:10") + i * 100L).access("t1", "'key_id':'k2'");
        }
        later("10:30:00");
        assertThat(scenario.lastOf(Rule.KEY_UNKNOWN).count()).isEqualTo(1_000);
    }

    @Test
    void aKeySignsOnPastItsAge() {
        scenario.at("2026-01-01T00:00:00").signingKey("k2").active("'not_before':'2025-03-02T09:00:00Z'");
        issued("08:59:00", "t1", "k2");
        issued("09:00:01", "t2", "k2");
        used("10:00:00", "t1", "k2");
        used("10:01:00", "t2", "k2");
        later("10:30:00").expectOpen("key-rotation-overdue " + K2);
        Alert alert = scenario.lastOf(Rule.KEY_ROTATION_OVERDUE);
        assertThat(alert.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(alert.first()).isEqualTo(time("10:01:00"));
        assertThat(alert.evidence().more()).containsEntry("rotation_due_at", Long.toString(time("09:00:00")));
    }

    @Test
    void aKeyAtRiskMustBeReplacedSooner() {
        scenario.at("2026-02-20T00:00:00").signingKey("k1").active("'at_risk_since':'2026-02-20T00:00:00Z'");
        issued("10:00:00", "t1", "k1");
        used("10:00:10", "t1", "k1");
        later("10:30:00").expectOpen("key-rotation-overdue " + K1);
    }

    /** Anybody can claim to have been issued in ten years' time. */
    @Test
    void whatNobodyVouchesForSaysNothingOfAKeysAge() {
        scenario.at("10:00:00").access("forged", "'key_id':'k1'", "'issued_at':'2036-01-01T00:00:00Z'");
        later("10:30:00").end();
        assertThat(scenario.records(Rule.KEY_ROTATION_OVERDUE)).isEmpty();
    }

    @Test
    void aRecordOfManyIsForgottenOnlyWhereItSaysNothingNew() {
        for (int i = 0; i < 200; i++) {
            scenario.atMillis(time("09:00:00") + i * 1000L).signingKey("k1").active();
        }
        scenario.at("09:30:00").signingKey("k1").retired();
        issued("2026-01-01T00:00:01", "old", "k1");
        used("2026-01-01T00:00:02", "old", "k1");
        issued("10:00:00", "t1", "k1");
        used("10:00:10", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
    }

    @Test
    void recordsOfOneTimeApplyInOneOrder() {
        KeyRecord.State[] states = KeyRecord.State.values();
        assertThat(List.of(states))
                .isSorted()
                .containsExactly(KeyRecord.State.ACTIVE, KeyRecord.State.RETIRED, KeyRecord.State.COMPROMISED);
        scenario.at("10:00:00").signingKey("k1").retired();
        scenario.at("10:00:00").signingKey("k1").active();
        issued("10:02:00", "t1", "k1");
        used("10:02:10", "t1", "k1");
        later("10:30:00").expectOpen("key-retired " + K1);
    }

    @Test
    void aTokenThatClaimsToComeFromTheFutureSaysNothingOfItsKey() {
        scenario.at("10:00:00")
                .access("forged", "'key_id':'k1'", "'issued_at':'2036-03-02T10:00:00Z'", "'signature_valid':true");
        later("12:00:00");

        assertThat(scenario.open())
                .noneMatch(alert -> alert.startsWith("key-"))
                .anyMatch(alert -> alert.startsWith("token-used-before-issue"));
    }
}
