package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.Map;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** A forger can reuse a real id. */
class AlteredTest {
    private static final String GOOD = "ab".repeat(32);
    private static final String BAD = "cd".repeat(32);
    private final Scenario day = new Scenario();

    private void ledger() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").issue("real", "'account_id':'alice'", "'token_digest':'" + GOOD + "'");
    }

    private static String digest(String digest) {
        return "'token_digest':'" + digest + "'";
    }

    @Test
    void findsAReusedIdWithAnotherAccountWhenTheHonestTokenIsUsedFirst() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'alice'");
        day.at("10:02:00").access("real", "'account_id':'mallory'");
        onlyTheAlteredOneIsFound();
    }

    @Test
    void findsAReusedIdWithAnotherAccountWhenTheHonestTokenIsUsedLast() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'mallory'");
        day.at("10:02:00").access("real", "'account_id':'alice'");
        onlyTheAlteredOneIsFound();
    }

    @Test
    void findsAReusedIdWithAnotherAccountWhenTheHonestTokenIsUsedInBetween() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'mallory'");
        day.at("10:02:00").access("real", "'account_id':'alice'");
        day.at("10:03:00").access("real", "'account_id':'mallory'");
        onlyTheAlteredOneIsFound();
    }

    private void onlyTheAlteredOneIsFound() {
        day.issueEvery(10, "10:03:10", "10:10:00");
        assertThat(day.open()).singleElement().asString().startsWith("token-altered " + key("real") + '|');
        assertThat(day.lastOf(Rule.TOKEN_ALTERED).evidence().more()).containsEntry("ledger_account", "alice");
        assertThat(day.blocks).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 1L);
        day.expectSumsHold();
    }

    @Test
    void findsAnotherScopeByTheDigestAloneAndBlocksNothingElse() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'alice'", digest(GOOD));
        day.at("10:02:00").access("real", "'account_id':'alice'", digest(BAD));
        day.issueEvery(10, "10:03:10", "10:10:00");

        day.expectOpen("token-altered " + key("real") + '|' + BAD);
        assertThat(day.blocks).containsOnlyKeys("digest:" + BAD);
    }

    @Test
    void equalDigestsSettleItWhateverTheLogsCallTheAccount() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'alice@shop'", digest(GOOD));
        day.issueEvery(10, "10:03:10", "10:10:00");

        day.expectNothing();
    }

    @Test
    void anIdThatIsIssued148TimesIsNoFinding() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 148; i++) {
            day.atMillis(Scenario.time("10:00:00") + i * 3_000L).issue("again", "'account_id':'alice'");
            day.access("again", "'account_id':'alice'");
        }
        day.issueEvery(10, "10:10:00", "10:20:00");

        day.expectNothing();
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 148L));
    }

    @Test
    void anIssuerWhoseAccountNamesNeverAgreeRaisesNoStorm() {
        for (int i = 0; i < 300; i++) {
            day.atMillis(Scenario.time("09:00:00") + i * 1_000L).issue("t" + i, "'account_id':'u" + i + "'");
            day.access("t" + i, "'account_id':'user-" + i + "@shop'");
        }
        day.issueEvery(10, "09:05:10", "09:20:00");

        day.expectOpen("token-undecidable https%3A//idp|identity");
        assertThat(day.records(Rule.TOKEN_ALTERED)).isEmpty();
        assertThat(day.lastOf(Rule.TOKEN_UNDECIDABLE).evidence().more()).containsEntry("claim", "account");
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 300L);
        day.expectSumsHold();
    }

    @Test
    void aSingleAlteredTokenIsFoundThoughNothingElseWasEverCompared() {
        ledger();
        day.at("10:01:00").access("real", "'account_id':'mallory'");
        day.end();

        assertThat(day.open()).singleElement().asString().startsWith("token-altered " + key("real") + '|');
    }

    @Test
    void whatWasNeverIssuedAndThenIsWithOtherClaimsIsAltered() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:59:00").issue("bob", "'account_id':'bob'").access("bob", "'account_id':'bob'");
        day.at("10:00:05").access("late", "'issued_at':'2026-03-02T10:00:01Z'", "'account_id':'mallory'");
        day.issueEvery(10, "10:00:10", "10:05:00");
        day.at("10:00:01").issue("late", "'account_id':'alice'");

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.lastOf(Rule.TOKEN_ALTERED).closed()).isNull();
        day.expectSumsHold();
    }

    @Test
    void moreVariantsThanAreHeldAreCountedAsOverflow() {
        for (int i = 0; i < 12; i++) {
            day.atMillis(Scenario.time("10:00:00") + i).access("one", "'account_id':'a" + i + "'");
        }
        assertThat(day.undetermined).containsOnlyKeys(Undetermined.ISSUER);
        day.end();
        day.expectSumsHold();
    }
}
