package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** Holes that become known, or turn out to matter, once a verdict rests on what they tear. */
class LateHoleTest {
    private static final String ISSUED = "'issued_at':'2026-03-02T09:55:50Z'";
    private final Scenario day = new Scenario();

    /** What was proved on whole coverage stays proved when it tears later. */
    @Test
    void aHoleFoundLaterWithdrawsNothing() {
        day.issueEvery(10, "09:00:00", "09:59:50");
        day.at("09:55:50").access("forged", ISSUED);
        day.at("09:59:50").readOn();
        day.issuance(0, "garbage");
        day.at("09:59:40").heartbeat();
        day.issuance(0, "garbage");
        day.at("09:55:00").heartbeat();
        day.issueEvery(10, "10:00:10", "11:30:00");
        day.at("11:30:05").access("forged", ISSUED);

        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("forged"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isNull();
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 2L);
        assertThat(day.blocks).hasSize(1);
        day.expectSumsHold();
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

    /** The same, where the ledger is ahead: the later use is judged at once, and what that has proved stays proved. */
    @Test
    void anEarlierUseThatReachesIntoAHoleWithdrawsNothing() {
        day.maxSilence = new MaxSilence.Fixed(60_000);
        String issued = "'issued_at':'2026-03-02T10:12:45Z'";
        day.issueEvery(10, "10:00:00", "10:09:50");
        day.issueEvery(10, "10:11:40", "10:30:00");
        day.at("10:12:50").access("forged", issued);
        day.at("10:12:35").access("forged", issued);

        day.expectOpen("token-never-issued " + key("forged"));
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 2L);
        assertThat(day.blocks).hasSize(1);
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
                "ledger-degraded https%3A//idp|0@" + Scenario.time("10:02:30"),
                "token-undecidable https%3A//other|hole",
                "token-never-issued https%3A//other|forged");
    }
}
