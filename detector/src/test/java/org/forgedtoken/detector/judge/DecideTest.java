package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** What a gateway is answered, along the same time-line as JUDGE. */
class DecideTest {
    private static final String D1 = "'token_digest':'" + "1".repeat(64) + "'";
    private static final String D2 = "'token_digest':'" + "2".repeat(64) + "'";

    private static final String ISSUED = "'issued_at':'2026-03-02T10:02:00Z'";

    private final Scenario scenario = new Scenario();

    @Test
    void anIssuedTokenPasses() {
        scenario.issueEvery(10, "10:00:00", "10:10:00").at("10:05:00").issue("good");

        assertThat(scenario.at("10:20:00").decide("good", "'issued_at':'2026-03-02T10:05:00Z'"))
                .isEqualTo("allow issued");
    }

    /** Nobody has used it so far, nobody will: its own issued-at lies in covered time. */
    @Test
    void aBackdatedForgeryIsRefusedAtOnce() {
        scenario.issueEvery(10, "10:00:00", "10:10:00");

        assertThat(scenario.at("10:10:01").decide("forged", "'issued_at':'2026-03-02T10:05:00Z'"))
                .isEqualTo("deny token-never-issued");
    }

    /** Whoever makes a token chooses what it says of its end. */
    @Test
    void anImpossibleExpiryOpensNothing() {
        scenario.issueEvery(10, "10:00:00", "10:10:00");

        for (String exp : List.of("0", "-1", "1772445600")) {
            assertThat(scenario.at("10:10:01").decide("forged" + exp, ISSUED, "'expires_at':" + exp))
                    .as(exp)
                    .isEqualTo("deny token-never-issued");
        }
    }

    /** An ID token, where the feed carries access tokens alone, is in no ledger. */
    @Test
    void aKindThatTheFeedDoesNotCarryIsUndetermined() {
        scenario.issueEvery(10, "10:00:00", "10:10:00");

        assertThat(scenario.at("10:10:01").decide("id-token", ISSUED, "'kind':'id'"))
                .isEqualTo("allow undetermined");
    }

    @Test
    void whatMayStillComeToLightPasses() {
        scenario.issueEvery(10, "10:00:00", "10:10:00");

        assertThat(scenario.at("10:10:01").decide("new", "'issued_at':'2026-03-02T10:09:59Z'"))
                .isEqualTo("allow undetermined");
        assertThat(scenario.decide("undated")).isEqualTo("allow undetermined");
        assertThat(scenario.decide("early", "'issued_at':'2026-03-02T09:00:00Z'"))
                .isEqualTo("allow undetermined");
        assertThat(scenario.decide("foreign", "'issuer':'https://other'", "'issued_at':'2026-03-02T10:05:00Z'"))
                .isEqualTo("allow undetermined");
    }

    /** Where a token does not say when it was issued, what counts is when it was first used. */
    @Test
    void theFirstUseKnownCounts() {
        scenario.maxLife = java.util.Optional.of(java.time.Duration.ofMinutes(1));
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:05:00").access("undated");
        assertThat(scenario.at("10:05:01").decide("undated")).isEqualTo("allow undetermined");

        scenario.issueEvery(10, "10:05:10", "10:10:00");

        assertThat(scenario.at("10:10:01").decide("undated")).isEqualTo("deny token-never-issued");
        assertThat(scenario.decide("another")).isEqualTo("allow undetermined");
    }

    @Test
    void aBlockEntryRefusesUntilTheIssuanceIsThere() {
        scenario.issueEvery(10, "10:00:00", "10:05:00")
                .at("10:05:00")
                .access("late", "'issued_at':'2026-03-02T10:01:00Z'");
        assertThat(scenario.blocks).hasSize(1);
        assertThat(scenario.at("10:05:01").decide("late")).isEqualTo("deny token-never-issued");

        scenario.at("10:01:00").issue("late");

        assertThat(scenario.at("10:05:02").decide("late")).isEqualTo("allow issued");
    }

    @Test
    void anAlteredTokenIsBlockedByItsDigestAndItsOwnerIsNot() {
        scenario.issueEvery(10, "10:00:00", "10:05:00")
                .at("10:02:00")
                .issue("mine", D1, "'account_id':'alice'")
                .at("10:05:00")
                .access("mine", D1, "'account_id':'alice'")
                .access("mine", D2, "'account_id':'mallory'")
                .issueEvery(10, "10:05:10", "10:20:00");
        assertThat(scenario.blocks).containsOnlyKeys("digest:" + "2".repeat(64));

        assertThat(scenario.at("10:20:01").decide("mine", D2, "'account_id':'mallory'"))
                .isEqualTo("deny token-altered");
        assertThat(scenario.decide("mine", D1, "'account_id':'alice'")).isEqualTo("allow issued");
        assertThat(scenario.decide("mine")).isEqualTo("allow issued");
    }

    /** Even where an entry stands that bears the id: whoever alters a token borrows it. */
    @Test
    void noEntryMatchesATokenThatTheLedgerHas() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:02:00").issue("mine", D1);
        scenario.at("10:05:00").access("other", "'issued_at':'2026-03-02T10:01:00Z'");
        scenario.blocks.put(Scenario.key("mine"), scenario.blocks.get(Scenario.key("other")));
        scenario.blocks.put("digest:" + "1".repeat(64), scenario.blocks.get(Scenario.key("other")));

        assertThat(scenario.at("10:05:01").decide("mine", D1)).isEqualTo("allow issued");
        assertThat(scenario.decide("mine", D2)).isEqualTo("allow undetermined");
    }

    @Test
    void aBlockedKeyRefusesAllOfItsTokensThatTheLedgerDoesNotHave() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:02:00").issue("mine", "'key_id':'k1'");
        scenario.at("10:05:00").access("other", "'issued_at':'2026-03-02T10:01:00Z'");
        scenario.blocks.put("key:https%3A//idp|k1", scenario.blocks.get(Scenario.key("other")));

        assertThat(scenario.at("10:05:01").decide("mine", "'key_id':'k1'")).isEqualTo("allow issued");
        assertThat(scenario.decide("unseen", "'key_id':'k1'")).isEqualTo("deny token-never-issued");
        assertThat(scenario.decide("unseen", "'key_id':'k2'")).isEqualTo("allow undetermined");
    }

    @Test
    void aCompromisedKeyRefusesWhatDiffersFromTheLedger() {
        compromise();

        assertThat(scenario.at("10:10:01").decide("mine", "'key_id':'k1'", "'account_id':'alice'"))
                .isEqualTo("allow issued");
        assertThat(scenario.decide("mine", "'key_id':'k1'", "'account_id':'mallory'"))
                .isEqualTo("deny key-compromised");
        assertThat(scenario.decide("mine", "'key_id':'k2'", "'account_id':'mallory'"))
                .isEqualTo("allow undetermined");
    }

    @Test
    void aCompromisedKeyRefusesTokensThatNameNoKey() {
        compromise();

        assertThat(scenario.at("10:10:01").decide("fresh")).isEqualTo("deny key-compromised");
        assertThat(scenario.decide("mine", "'account_id':'mallory'")).isEqualTo("deny key-compromised");
        assertThat(scenario.decide("mine", "'account_id':'alice'")).isEqualTo("allow issued");
        assertThat(scenario.decide("fresh", "'key_id':'k2'")).isEqualTo("allow undetermined");
        assertThat(scenario.decide("fresh", "'issuer':'https://other'")).isEqualTo("allow undetermined");
    }

    private void compromise() {
        scenario.issueEvery(10, "10:00:00", "10:10:00", "'key_id':'k1'")
                .at("10:02:00")
                .issue("mine", "'key_id':'k1'", "'account_id':'alice'")
                .at("10:05:00")
                .access("forged", ISSUED, "'key_id':'k1'", "'signature_valid':true")
                .wake("10:20:00");
    }

    @Test
    void absenceRefusesNobodyUntilTheFeedsAreRead() {
        compromise();
        scenario.at("10:10:00").access("blocked", ISSUED).wake("10:20:00");
        scenario.caughtUp = false;

        assertThat(scenario.at("10:20:01").decide("backdated", ISSUED)).isEqualTo("not known");
        assertThat(scenario.decide("fresh", "'key_id':'k1'")).isEqualTo("not known");
        assertThat(scenario.decide("blocked", ISSUED)).isEqualTo("deny token-never-issued");
        assertThat(scenario.decide("mine", "'key_id':'k1'", "'account_id':'alice'"))
                .isEqualTo("allow issued");
    }

    @Test
    void aRevokedTokenIsRefused() {
        scenario.issueEvery(10, "10:00:00", "10:10:00")
                .at("10:02:00")
                .issue("gone")
                .at("10:03:00")
                .revoke("gone");

        assertThat(scenario.at("10:10:01").decide("gone")).isEqualTo("deny revoked");
    }

    @Test
    void aRevokedKeyRefusesItsIssuedTokens() {
        scenario.issueEvery(10, "10:00:00", "10:10:00", "'key_id':'k1'")
                .at("10:02:00")
                .issue("mine", "'key_id':'k1'")
                .at("10:09:00")
                .revokeKey("k1");

        assertThat(scenario.at("10:10:01").decide("mine", "'key_id':'k1'")).isEqualTo("deny key-revoked");
    }

    @Test
    void anEntryWhoseTimeIsOverBlocksNothing() {
        scenario.issueEvery(10, "10:00:00", "10:05:00")
                .at("10:05:00")
                .access("forged", "'issued_at':'2026-03-02T10:01:00Z'");

        assertThat(scenario.at("2026-04-01T10:04:59").decide("forged")).isEqualTo("deny token-never-issued");
        assertThat(scenario.at("2026-05-02T10:05:00").decide("forged", "'issuer':'https://other'"))
                .isEqualTo("allow undetermined");
    }

    /** Tokens without an identity of their own share one: nothing that one of them did may refuse another. */
    @Test
    void aTokenToldApartByAccountAndClientIsNeverRefusedForItsAbsence() {
        scenario.identity = IdentityKind.TUPLE;
        scenario.issueEvery(10, "10:00:00", "10:10:00", "'account_id':'a'", "'client_id':'c'");

        assertThat(scenario.at("10:10:01")
                        .decide("x", "'account_id':'b'", "'client_id':'c'", "'issued_at':'2026-03-02T10:05:00Z'"))
                .isEqualTo("allow undetermined");
    }

    /** It lies in a hole of the ledger. */
    @Test
    void aHoleProvesNothing() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").issueEvery(10, "10:40:00", "10:50:00");

        assertThat(scenario.at("10:50:01").decide("lost", "'issued_at':'2026-03-02T10:20:00Z'"))
                .isEqualTo("allow undetermined");
    }

    /** What the ledger had once, and has let go since its own expiry, is not there to be found. */
    @Test
    void whatTheLedgerHasLetGoIsNotCalledNeverIssued() {
        scenario.issueEvery(10, "10:00:00", "10:05:00")
                .at("10:02:00")
                .issue("old", D1, ISSUED, "'expires_at':'2026-03-02T10:12:00Z'", "'account_id':'alice'")
                .at("10:05:00")
                .access("old", D2, ISSUED, "'account_id':'mallory'")
                .at("2026-03-04T10:00:00")
                .heartbeat("'since':'2026-03-02T10:05:00Z'", "'issuer':'https://idp'")
                .access("now", "'issued_at':'2026-03-04T09:00:00Z'")
                .sweep();

        assertThat(scenario.at("2026-03-04T10:00:01")
                        .decide("old", D1, ISSUED, "'expires_at':'2026-03-02T10:12:00Z'", "'account_id':'alice'"))
                .isEqualTo("allow undetermined");
    }

    @Test
    void whatAnAnalystFoundToBeNothingPasses() {
        String issued = "'issued_at':'2026-03-02T10:01:00Z'";
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:05:00").access("odd", issued);
        assertThat(scenario.at("10:05:01").decide("odd", issued)).isEqualTo("deny token-never-issued");

        scenario.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE);

        assertThat(scenario.decide("odd", issued)).isEqualTo("allow false-positive");
        assertThat(scenario.decide("another", issued)).isEqualTo("deny token-never-issued");

        scenario.decide(Rule.TOKEN_NEVER_ISSUED, Kind.REOPEN, null);

        assertThat(scenario.decide("odd", issued)).isEqualTo("deny token-never-issued");
    }

    @Test
    void aResolutionForAnotherReasonLetsNothingPass() {
        String issued = "'issued_at':'2026-03-02T10:01:00Z'";
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:05:00").access("odd", issued);

        scenario.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, "the key is retired");

        assertThat(scenario.at("10:05:01").decide("odd", issued)).isEqualTo("deny token-never-issued");
    }

    @Test
    void aFindingOfNothingHoldsAsLongAsItSays() {
        String issued = "'issued_at':'2026-03-02T10:01:00Z'";
        scenario.issueEvery(10, "10:00:00", "10:05:00").at("10:05:00").access("odd", issued);

        scenario.decideUntil(
                Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE, Scenario.time("10:20:00"));

        scenario.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.ACKNOWLEDGE, "late", Scenario.time("10:00:00"));

        assertThat(scenario.at("10:20:00").decide("odd", issued)).isEqualTo("allow false-positive");
        assertThat(scenario.at("10:20:01").decide("odd", issued)).isEqualTo("deny token-never-issued");
    }
}
