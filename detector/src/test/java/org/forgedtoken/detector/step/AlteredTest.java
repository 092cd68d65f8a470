package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Cases;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** A forger can reuse a real id. */
class AlteredTest {
    private static final String GOOD = "ab".repeat(32);
    private static final String BAD = "cd".repeat(32);
    private static final String AT_TEN = "'issued_at':'2026-03-02T10:00:00Z'";
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

    /** Whichever of the two issuances is read first, nothing is said that would have to be taken back. */
    @Test
    void aDifferenceWaitsForAnotherIssuanceOfTheId() {
        ledger();
        day.at("10:00:00").access("real", "'account_id':'alice'");
        day.at("10:00:01").issue("again", "'account_id':'alice'");
        day.at("10:00:02").access("again", "'account_id':'bob'", AT_TEN);
        day.at("10:00:01").issue("again", "'account_id':'bob'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.records(Rule.TOKEN_ALTERED)).isEmpty();
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 2L));
    }

    /** It is not stated where absence is judged; under a real id a forger gains nothing by it. */
    @Test
    void anImpossibleExpiryUnderARealIdIsADifference() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").issue("real", "'account_id':'alice'", "'expires_at':'2026-03-02T11:00:00Z'");
        day.at("10:01:00").access("real", "'account_id':'alice'", "'expires_at':'2026-03-02T09:00:00Z'");
        day.issueEvery(10, "10:01:10", "10:10:00");

        assertThat(day.open()).anyMatch(alert -> alert.startsWith("token-altered " + key("real") + '|'));
    }

    /** Its entry may still be there, or not: which of the two says nothing of what goes by it now. */
    @Test
    void anIdThatExpiredLongAgoExcusesNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").issue("real", "'account_id':'alice'", "'expires_at':'2026-03-02T11:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:05:00");
        String fresh = "'issued_at':'2026-03-04T09:50:00Z','expires_at':'2026-03-04T10:50:00Z'";
        day.at("2026-03-04T10:00:05").access("real", "'account_id':'alice'", fresh, "'signature_valid':true");
        day.at("2026-03-04T11:00:00").heartbeat("'since':'2026-03-02T10:05:00Z'", "'issuer':'https://idp'");
        day.end();

        assertThat(day.undetermined).isEmpty();
        assertThat(day.open()).anyMatch(alert -> alert.startsWith("token-never-issued " + key("real")));
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
    void eachOfManyContentsOfOneIdIsFoundThoughAllWaitAtOneTime() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 50; i++) {
            day.atMillis(Scenario.time("10:00:00") + i).access("one", "'account_id':'a" + i + "'", AT_TEN);
        }
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.undetermined).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 50L);
        day.expectSumsHold();
    }

    @Test
    void eachOfManyContentsOfOneIdIsAcquittedByALateIssuance() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 50; i++) {
            day.atMillis(Scenario.time("10:00:00") + i).access("one", "'key_id':'k" + i + "'", AT_TEN);
        }
        day.issueEvery(10, "10:00:10", "10:10:00");
        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).isNotEmpty();
        day.at("10:00:00").issue("one", "'account_id':'alice'");

        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 50L);
        day.expectSumsHold();
    }

    @Test
    void oneRealIdWithHundredsOfContentsTeachesNobodyThatAccountsCannotBeCompared() {
        ledger();
        for (int i = 0; i < 150; i++) {
            day.atMillis(Scenario.time("10:00:05") + i).access("real", "'account_id':'a" + i + "'");
        }
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.undetermined).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.ALTERED, 150L);
        day.expectSumsHold();
    }

    private void used(String clock, String digest, String... more) {
        String[] all = Arrays.copyOf(more, more.length + 2);
        all[more.length] = "'account_id':'alice'";
        all[more.length + 1] = digest(digest);
        day.at(clock).access("own", all);
    }

    private void issuedWithoutDigest(int times) {
        day.issueEvery(10, "09:00:00", "10:00:00", "'key_id':'k1'");
        for (int i = 0; i < times; i++) {
            day.atMillis(Scenario.time("10:00:00") + i * 1_000L).issue("own", "'account_id':'alice'", "'key_id':'k1'");
        }
    }

    /** Own id, own claims, other roles. */
    @Test
    void moreContentsThanIssuancesOfAnIdAreFound() {
        issuedWithoutDigest(1);
        used("10:01:00", GOOD, "'key_id':'k1'", "'signature_valid':true");
        used("10:02:00", BAD, "'key_id':'k1'", "'signature_valid':true");
        used("10:03:00", BAD, "'key_id':'k1'", "'signature_valid':true");
        day.issueEvery(10, "10:03:10", "10:10:00");
        used("10:20:00", "ef".repeat(32), "'key_id':'k1'");
        day.issueEvery(10, "10:20:10", "10:30:00");
        used("10:31:00", GOOD, "'key_id':'k1'");

        day.expectOpen("token-altered https%3A//idp|k1");
        assertThat(day.lastOf(Rule.TOKEN_ALTERED).severity()).isEqualTo(Severity.HIGH);
        assertThat(day.lastOf(Rule.TOKEN_ALTERED).incident()).isNull();
        assertThat(day.lastOf(Rule.TOKEN_ALTERED).evidence().more())
                .containsEntry("contents", "2")
                .containsEntry("issuances", "1");
        assertThat(day.blocks).isEmpty();
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 5L));
        day.expectSumsHold();
    }

    @Test
    void anIdMayHaveAContentForEachIssuance() {
        issuedWithoutDigest(2);
        used("10:01:00", GOOD);
        used("10:02:00", BAD);
        day.issueEvery(10, "10:03:10", "10:10:00");
        day.end();

        day.expectNothing();
    }

    /** The record that reissues the id with fresh roles is read behind their use. */
    @Test
    void contentsWaitForTheIssuanceOfTheirOwn() {
        issuedWithoutDigest(1);
        used("10:01:00", GOOD);
        used("10:02:00", BAD);
        day.at("10:02:00").issue("own", "'account_id':'alice'", "'key_id':'k1'");
        day.issueEvery(10, "10:03:10", "10:10:00");
        day.end();

        day.expectNothing();
    }

    @Test
    void whichContentIsOneTooManyDoesNotDependOnTheOrder() {
        issuedWithoutDigest(1);
        used("10:01:10", BAD, "'source_ip':'192.0.2.2'");
        used("10:01:00", GOOD, "'source_ip':'192.0.2.1'");
        day.issueEvery(10, "10:03:10", "10:10:00");
        day.end();

        assertThat(day.lastOf(Rule.TOKEN_ALTERED).first()).isEqualTo(Scenario.time("10:01:10"));
    }

    @Test
    void manyContentsAreNoFindingWhereTheIssuerSaysSo() {
        day.manyContents = Set.of(Scenario.ISSUER);
        issuedWithoutDigest(1);
        used("10:01:00", GOOD);
        used("10:02:00", BAD);
        day.issueEvery(10, "10:03:10", "10:10:00");
        day.end();

        day.expectNothing();
    }

    /** Whoever sends junk under an honest id must not take the place of its content. */
    @Test
    void contentsWithABadSignatureDoNotCount() {
        issuedWithoutDigest(1);
        used("10:01:00", BAD, "'signature_valid':false");
        used("10:02:00", GOOD);
        day.issueEvery(10, "10:03:10", "10:10:00");
        day.end();

        assertThat(day.records(Rule.TOKEN_ALTERED)).isEmpty();
    }

    /** All contents of an id are never written together: the record of a store has a limit, and a forger has none. */
    @Test
    void noEntryOfTheStoreGrowsWithTheContentsOfOneId() {
        Store<PresentedToken> store = new MapStore<>();
        Cases cases = new Cases(1_000_000, store, new Coverage());
        TokenKey key = TokenKey.ofId("idp", "one");
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TokenClaims claims =
                    new TokenClaims("idp", "one", false, null, "a" + i, null, null, Times.UNKNOWN, Times.UNKNOWN, null);
            Request request = new Request(null, null, null, null, 0, null);
            AccessRecord use = new AccessRecord(i, claims, request, Signature.UNKNOWN, true, "");
            variants.add(Cases.newVariant(use));
            assertThat(cases.hold(key, variants.get(i))).isTrue();
        }

        store.forEach(
                (name, token) -> assertThat(token.variants()).hasSizeLessThanOrEqualTo(PresentedToken.MOST_VARIANTS));
        assertThat(cases.of(key)).containsExactlyInAnyOrderElementsOf(variants);
        assertThat(new Cases(1_000_000, store, new Coverage()).waiting()).isEqualTo(100);
        for (Variant variant : variants) {
            assertThat(cases.find(key, variant.id())).isEqualTo(variant);
            cases.remove(key, variant);
        }
        assertThat(cases.waiting()).isZero();
        assertThat(cases.of(key)).isEmpty();
    }
}
