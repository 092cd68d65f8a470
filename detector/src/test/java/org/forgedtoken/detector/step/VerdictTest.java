package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** When is a token called forged, and when never? */
class VerdictTest {
    private final Scenario day = new Scenario();

    @Test
    void callsATokenForgedThatWasUsedAndNeverIssued() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", "'issued_at':'2026-03-02T10:00:01Z'", "'account_id':'alice'");
        day.issueEvery(10, "10:00:10", "10:02:50");
        day.expectNothing();

        day.at("10:03:01").issue("decides");

        day.expectOpen("token-never-issued " + key("forged"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).severity()).isEqualTo(Severity.HIGH);
        assertThat(day.blocks).containsOnlyKeys(key("forged"));
    }

    @Test
    void calls_a_verified_forgery_critical_even_if_it_was_refused() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", "'signature_valid':true", "'status':401");
        day.at("10:00:06").access("unverified", "'status':401");
        day.issueEvery(10, "10:00:10", "10:10:00");

        // without issued-at the ledger must hold the longest life of a token; this one began at nine
        day.expectOpen("token-undecidable https%3A//idp|before-ledger");

        Scenario long_ = new Scenario();
        long_.at("2025-12-01T00:00:00").heartbeat("'issuer':'https://idp'");
        long_.at("10:00:00").heartbeat("'issuer':'https://idp'", "'since':'2025-12-01T00:00:00Z'");
        long_.at("10:00:05").access("forged", "'signature_valid':true", "'status':401");
        long_.issueEvery(10, "10:00:10", "10:10:00");
        long_.expectOpen("token-never-issued " + key("forged"));
        assertThat(long_.lastOf(Rule.TOKEN_NEVER_ISSUED).severity()).isEqualTo(Severity.CRITICAL);
        long_.expectSumsHold();
    }

    @Test
    void waitsForAnIssuanceThatIs119SecondsLate() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("late", "'issued_at':'2026-03-02T10:00:01Z'");
        day.issueEvery(10, "10:00:10", "10:02:00");
        day.at("10:00:01").issue("late");
        day.issueEvery(10, "10:02:10", "10:30:00");

        day.expectNothing();
        assertThat(day.verdicts).containsOnly(java.util.Map.entry(Verdict.ISSUED, 1L));
    }

    @Test
    void withdrawsWhenTheIssuanceShowsUpAfterTheVerdict() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("late", "'issued_at':'2026-03-02T10:00:01Z'");
        day.issueEvery(10, "10:00:10", "10:05:00");
        assertThat(day.blocks).containsOnlyKeys(key("late"));

        day.at("10:00:01").issue("late");

        day.expectOpen("ledger-degraded https%3A//idp|0|late@" + Scenario.time("10:05:00"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.CLOSE);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.blocks).isEmpty();
        assertThat(day.verdicts.get(Verdict.NEVER_ISSUED)).isZero();
        day.expectSumsHold();
    }

    @Test
    void neverCallsASessionForgedThatIsOlderThanTheLedger() {
        day.at("08:59:00").issue("first");
        day.at("09:00:01").access("old", "'issued_at':'2026-03-01T20:00:00Z'");
        day.issueEvery(10, "09:00:00", "09:10:00");

        day.expectOpen("token-undecidable https%3A//idp|before-ledger");
        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.BEFORE_LEDGER, 1L));
    }

    @Test
    void asksOfATokenWithoutIssuedAtThatTheLedgerHoldsTheLongestLife() {
        day.issueEvery(10, "08:00:00", "08:30:00", "'expires_at':'2026-03-02T09:00:00Z'");
        // the first one lived longest: an hour
        day.at("08:50:00").access("tooEarly");
        day.issueEvery(10, "08:30:10", "09:10:00");
        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.BEFORE_LEDGER, 1L));

        day.at("09:05:00").access("nowKnown");
        day.issueEvery(10, "09:10:10", "09:20:00");

        assertThat(day.open()).contains("token-never-issued " + key("nowKnown"));
    }

    @Test
    void findsForgedTokensThatClaimToBeFromTheFuture() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("future", "'issued_at':'2035-01-01T00:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-never-issued " + key("future"), "token-used-before-issue " + key("future"));
    }

    @Test
    void aForgedTokenThatClaimsToBeOlderThanTheLedgerHasAnImpossibleLifetime() {
        day.issueEvery(10, "08:00:00", "08:30:00", "'expires_at':'2026-03-02T09:00:00Z'");
        day.at("09:00:05").access("ancient", "'issued_at':'2020-01-01T00:00:00Z'");
        day.issueEvery(10, "08:30:10", "09:10:00");

        day.expectOpen("token-undecidable https%3A//idp|before-ledger", "token-lifetime-impossible " + key("ancient"));
    }

    @Test
    void aForgedTokenThatClaimsTenYearsOfLifeIsFoundTwice() {
        day.issueEvery(10, "08:00:00", "08:30:00", "'expires_at':'2026-03-02T09:00:00Z'");
        day.at("08:30:05").access("long", "'issued_at':'2026-03-02T08:30:00Z'", "'expires_at':'2036-03-02T08:30:00Z'");
        day.issueEvery(10, "08:30:10", "09:10:00");

        day.expectOpen("token-never-issued " + key("long"), "token-lifetime-impossible " + key("long"));
    }

    @Test
    void aForgedTokenOfAnUnknownIssuerIsUncovered() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("foreign", "'issuer':'https://evil'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("issuer-uncovered https%3A//evil");
        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.ISSUER, 1L));
    }

    @Test
    void aTokenWithoutAnIssuerBelongsToTheAccessIssuer() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05")
                .accessLine(
                        "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":\"anonymous\",\"issued_at\":\"2026-03-02T10:00:00Z\"}");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-never-issued " + key("anonymous"));
    }

    @Test
    void knownUncoveredIssuersRaiseNothing() {
        day.expectedUncovered = java.util.Set.of("https://partner");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("theirs", "'issuer':'https://partner'");

        day.expectNothing();
        day.expectSumsHold();
    }

    @Test
    void ofATokenOfAKindThatTheFeedDoesNotCarryNothingCanBeSaid() {
        day.kinds = java.util.Set.of("access");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("an-id-token", "'kind':'ID'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.at("10:00:06").access("forged", "'kind':'access'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.at("10:00:07").access("unsaid", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen(
                "token-undecidable https%3A//idp|kind",
                "token-never-issued " + key("forged"), "token-never-issued " + key("unsaid"));
        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.KIND, 1L));
        day.expectSumsHold();
    }

    @Test
    void judgesAgainAtTheNextUseWhatItCouldNotDecide() {
        day.at("10:00:05").access("early", "'issuer':'https://new'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "09:00:00", "10:10:00");
        assertThat(day.undetermined).containsOnlyKeys(Undetermined.ISSUER);

        day.issueEvery(10, "11:00:00", "11:30:00", "'issuer':'https://new'");
        day.at("11:20:00").access("early", "'issuer':'https://new'", "'issued_at':'2026-03-02T11:10:00Z'");

        assertThat(day.open()).contains("token-never-issued https%3A//new|early");
    }

    /** What the issuer's records are keyed by is asked as of the token's time, however far they have been read by then. */
    @Test
    void whatTheIssuersRecordsAreKeyedByLaterSaysNothingOfAnEarlierToken() {
        day.at("09:00:00").heartbeat("'since':'2026-03-02T08:00:00Z'", "'issuer':'https://idp'");
        day.issueOf("'token_digest':'" + "ab".repeat(32) + "'");
        day.at("09:02:05").heartbeat("'since':'2026-03-02T09:00:00Z'", "'issuer':'https://idp'");
        day.at("08:58:30").access("forged", "'issued_at':'2026-03-02T08:58:20Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    @Test
    void aDigestAloneProvesNothingWhereTheLedgerIsKeyedByIds() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").accessOf("'token_digest':'" + "ab".repeat(32) + "'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-undecidable https%3A//idp|identity");
    }

    @Test
    void aQuietPartitionKeepsItsIssuersTokensWaitingUntilItSpeaks() {
        day.at("09:00:00").issueIn(1, "there");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:30:00");
        day.expectNothing();
        assertThat(day.pending()).isOne();

        day.at("10:30:00").heartbeatIn(1, "'since':'2026-03-02T09:00:00Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    @Test
    void aPartitionThatNeverCarriedTheIssuerIsNotAsked() {
        day.at("09:00:00").issueIn(1, "there", "'issuer':'https://other'");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.open()).contains("token-never-issued " + key("forged"));
    }

    @Test
    void waitsForTheLedgerWhicheverFeedIsReadFirst() {
        // an hour of backlog on both topics, the accesses read first
        day.issueEvery(10, "08:00:00", "09:00:00");
        for (int minute = 1; minute < 60; minute++) {
            String clock = "09:%02d:05".formatted(minute);
            String issued = "'issued_at':'2026-03-02T09:%02d:00Z'".formatted(minute);
            day.at(clock).access("honest-" + minute, issued);
        }
        day.at("09:30:00").access("forged", "'issued_at':'2026-03-02T09:30:00Z'");
        for (int minute = 1; minute < 60; minute++) {
            day.at("09:%02d:00".formatted(minute)).issue("honest-" + minute);
            day.at("09:%02d:30".formatted(minute)).issue("other-" + minute);
        }
        day.issueEvery(10, "10:00:00", "10:10:00");

        assertThat(day.open()).containsExactly("token-never-issued " + key("forged"));
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 59L);
    }
}
