package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.Map;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.ledger.MaxSilence;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** Holes that become known, or turn out to matter, once a verdict rests on what they tear. */
class LateHoleTest {
    private static final String HOLE = "token-undecidable https%3A//idp|hole";
    private final Scenario day = new Scenario();

    /** All of it was covered when the token was judged; what could not be read was in time all the same. */
    private void accusedBeforeTheUnreadableIssuanceOfTenOClock() {
        accusedBeforeTheUnreadableIssuanceOfTenOClockIn(GroupPolicy.Writing.PROMPT);
    }

    private void accusedBeforeTheUnreadableIssuanceOfTenOClockIn(GroupPolicy.Writing writing) {
        day.issueEvery(10, "09:00:00", "09:59:50");
        day.at("09:55:50").access("unsure", "'issued_at':'2026-03-02T09:55:50Z'", "'account_id':'alice'");
        day.at("09:55:55").access("unsure", "'issued_at':'2026-03-02T09:55:50Z'", "'account_id':'alice'");
        day.at("09:59:50").readOn();
        if (writing == GroupPolicy.Writing.PROMPT) {
            day.expectOpen("token-never-issued " + key("unsure"));
        }
        assertThat(day.blocks).hasSize(1);

        day.issuance(0, "{\"time\":\"2026-03-02T10:00:00Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:05:00");
    }

    @Test
    void anAccusationFallsWhenAHoleIsFoundInWhatItRestsOn() {
        accusedBeforeTheUnreadableIssuanceOfTenOClock();

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_RECORD);
        assertThat(day.blocks).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 0L);
        assertThat(day.pending()).isOne();

        day.issueEvery(10, "10:05:10", "11:30:00");
        day.expectOpen(HOLE);
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.HOLE, 2L));
        assertThat(day.lastOf(Rule.TOKEN_UNDECIDABLE).count()).isEqualTo(2);
        assertThat(day.pending()).isZero();
        day.expectSumsHold();
        assertThat(day.watched.stream()
                        .filter(seen -> "alice".equals(seen.account()))
                        .mapToLong(Watched::count)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void anAccusationOfLongAgoStandsWhateverCannotBeReadNow() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:54:00").access("forged", "'issued_at':'2026-03-02T09:54:00Z'");
        day.at("10:00:05").issuance(0, "garbage");
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:08Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "11:30:00");

        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("forged"));
        day.expectOpen("token-never-issued " + key("forged"));
    }

    @Test
    void theAccusationStandsAgainOnceTheHoleIsFilled() {
        accusedBeforeTheUnreadableIssuanceOfTenOClock();
        day.at("10:05:02").access("unsure", "'issued_at':'2026-03-02T09:55:50Z'", "'account_id':'alice'");
        day.expectNothing();
        day.wake("10:05:03");
        assertThat(day.lastIncidents.values()).noneMatch(Incident::isOpen);
        assertThat(day.decide("unsure", "'issued_at':'2026-03-02T09:55:50Z'")).isEqualTo("allow undetermined");

        day.at("10:05:05").heartbeat("'since':'2026-03-02T09:50:00Z'");

        day.expectOpen("token-never-issued " + key("unsure"));
        day.wake("10:05:30");
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(2);
        assertThat(day.blocks).hasSize(1);
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 3L);
        assertThat(day.lastIncidents.values()).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isTrue();
            assertThat(incident.scope().accesses()).isEqualTo(3);
        });
        day.expectSumsHold();
    }

    @Test
    void ofADoubtedTokenThatWasIssuedAfterAllNothingIsLeft() {
        accusedBeforeTheUnreadableIssuanceOfTenOClock();

        day.at("09:55:50").issue("unsure", "'account_id':'alice'");

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_RECORD);
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 2L);
        assertThat(day.pending()).isZero();
        day.expectSumsHold();
    }

    /** What is wrong with its times is said of it whether it was issued or not, and of each use once. */
    @Test
    void whatIsWrongWithTheTimesOfADoubtedTokenIsToldAnew() {
        String old = "'expires_at':'2026-03-02T09:50:00Z'";
        day.issueEvery(10, "09:00:00", "09:59:50");
        day.at("09:55:50").access("unsure", "'issued_at':'2026-03-02T09:55:50Z'", old);
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:00Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:05:00");
        day.at("10:05:02").access("unsure", "'issued_at':'2026-03-02T09:55:50Z'", old);
        day.expectNothing();
        day.issueEvery(10, "10:05:10", "11:30:00");

        day.expectOpen(HOLE, "token-used-after-expiry " + key("unsure"));
        assertThat(day.alertStates
                        .get(day.lastOf(Rule.TOKEN_USED_AFTER_EXPIRY).key().uid())
                        .recent()
                        .values())
                .containsExactly(1L, 1L);
        day.wake("11:30:00");
        assertThat(day.lastIncidents.values()).noneMatch(Incident::isOpen);
    }

    /** The earlier use is read later, and it reaches further back: into a hole. */
    @Test
    void theFirstUseDecidesWhatMustBeCoveredInWhicheverOrderTheyAreRead() {
        day.maxSilence = new MaxSilence.Fixed(60_000);
        String issued = "'issued_at':'2026-03-02T10:12:45Z'";
        day.issueEvery(10, "10:00:00", "10:09:50");
        day.issueEvery(10, "10:11:40", "10:12:30");
        day.at("10:12:50").access("unsure", issued);
        day.at("10:12:35").access("unsure", issued);
        day.issueEvery(10, "10:12:40", "10:30:00");
        day.at("10:28:00").readOn();

        day.expectNothing();
        assertThat(day.pending()).isOne();
    }

    /** The same, where the ledger is ahead: the later use is judged at once. */
    @Test
    void anEarlierUseThatReachesBackIntoAHoleTakesAnAccusationBack() {
        day.maxSilence = new MaxSilence.Fixed(60_000);
        String issued = "'issued_at':'2026-03-02T10:12:45Z'";
        day.issueEvery(10, "10:00:00", "10:09:50");
        day.issueEvery(10, "10:11:40", "10:30:00");
        day.at("10:12:50").access("unsure", issued);
        day.expectOpen("token-never-issued " + key("unsure"));
        day.at("10:12:35").access("unsure", issued);

        day.expectNothing();
        assertThat(day.pending()).isOne();
        assertThat(day.blocks).isEmpty();

        day.at("10:30:05").heartbeat("'since':'2026-03-02T10:05:00Z'");
        day.expectOpen("token-never-issued " + key("unsure"));
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 2L);
        day.expectSumsHold();
    }

    /** In a replay an alert is written once no earlier use can come; one that fell and stands again, too. */
    @Test
    void inAReplayTheAccusationStandsAgainAsWell() {
        day.writing = GroupPolicy.Writing.EXACT;
        accusedBeforeTheUnreadableIssuanceOfTenOClockIn(GroupPolicy.Writing.EXACT);
        day.at("10:05:05").heartbeat("'since':'2026-03-02T09:50:00Z'");
        day.at("10:05:10").readOn();
        day.end();

        day.expectOpen("token-never-issued " + key("unsure"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(2);
        assertThat(day.blocks).hasSize(1);
        assertThat(day.lastIncidents.values()).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isTrue();
            assertThat(incident.scope().accesses()).isEqualTo(2);
        });
        assertThat(day.incidentAccounts())
                .singleElement()
                .satisfies(account -> assertThat(account.accesses()).isEqualTo(2));
        day.expectSumsHold();
    }

    /** As heartbeats are sent: each from where the last one ended, and one of them ends in the hole. */
    @Test
    void heartbeatsThatFollowEachOtherFillAHoleTogether() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:05:00");
        day.at("10:00:30").access("forged", "'issued_at':'2026-03-02T10:00:20Z'");
        day.at("10:00:00").heartbeat("'since':'2026-03-02T09:55:00Z'");
        day.expectNothing();
        day.at("10:05:02").heartbeat("'since':'2026-03-02T10:00:00Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    /** Its first readable record comes late, behind one that could not be read: that may have been one of its own. */
    @Test
    void whatWasLostIsLostForAnIssuerThatIsHeardOfLaterToo() {
        String other = "'issuer':'https://other'";
        day.issueEvery(10, "09:00:00", "10:02:00");
        day.issuance(0, "{\"time\":\"2026-03-02T10:02:00Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:02:10", "10:02:30");
        day.issueEvery(10, "10:00:40", "10:06:00", other);
        day.at("10:02:05").access("unsure", "'issued_at':'2026-03-02T10:02:00Z'", other);
        day.issueEvery(10, "10:06:10", "11:30:00", other);
        day.at("11:20:05").access("forged", "'issued_at':'2026-03-02T11:20:00Z'", other);

        day.expectOpen(
                "ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"),
                "token-undecidable https%3A//other|hole",
                "token-never-issued https%3A//other|forged");
    }
}
