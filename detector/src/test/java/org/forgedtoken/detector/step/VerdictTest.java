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
        hourlyTokensFor("2026-02-23T08:00:00", "2026-03-02T07:50:00", "");
        day.at("07:50:00").access("tooEarly");
        day.issueEvery(600, "08:00:00", "08:10:00", EXPIRING.formatted("09:00"));
        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.BEFORE_LEDGER, 1L));

        day.at("08:15:00").access("nowKnown");
        day.issueEvery(600, "08:20:00", "08:40:00", EXPIRING.formatted("09:20"));

        assertThat(day.open()).contains("token-never-issued " + key("nowKnown"));
    }

    private static final String EXPIRING = "'expires_at':'2026-03-02T%s:00Z'";

    /** One every ten minutes. */
    private void hourlyTokensFor(String from, String until, String more) {
        for (long t = Scenario.time(from); t <= Scenario.time(until); t += 600_000) {
            day.atMillis(t).issueOf("'token_id':'hourly-" + t + "','expires_at':" + (t + 3_600_000) + more);
        }
    }

    /** Records of one kind teach nothing of another. */
    @Test
    void tenYearServiceTokensDoNotStretchTheLifeOfOthers() {
        hourlyTokensFor("2026-02-20T08:00:00", "2026-03-02T08:00:00", ",'kind':'access'");
        day.at("08:00:01").issue("service", "'kind':'service'", "'expires_at':'2036-03-02T07:00:00Z'");
        day.at("08:00:05").access("forged", "'kind':'access'");
        day.at("08:10:00").issue("next", "'kind':'access'", "'expires_at':'2026-03-02T09:10:00Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    /** An API key beside one-hour tokens. */
    @Test
    void whereSomeRecordsStateNoExpiryLifeHasNoBound() {
        hourlyTokensFor("2026-02-20T08:00:00", "2026-03-02T08:00:00", "");
        day.at("08:00:01").issue("api-key");
        day.at("08:00:05").access("older-than-the-ledger");
        day.at("08:10:00").issue("next");

        day.expectOpen("token-undecidable https%3A//idp|before-ledger");
    }

    /** A forger who leaves out when his token was issued gains nothing. */
    @Test
    void aTokenThatOmitsWhatItsIssuerAlwaysStatesIsJudged() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 100; i++) {
            long issued = Scenario.time("09:00:00") + i * 10_000L;
            day.atMillis(issued + 1_000)
                    .access("bystander-" + issued, "'issued_at':" + issued, "'token_digest':'" + "ab".repeat(32) + "'");
        }
        day.at("10:00:05").access("forged", "'token_digest':'" + "cd".repeat(32) + "'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    /** An API key without an expiry, of which the access states the id alone. */
    @Test
    void anEvictedEntryWithoutAnExpiryProvesNothing() {
        day.at("2025-11-01T00:00:00").issue("api-key");
        day.at("2026-03-02T09:00:00").heartbeat("'since':'2025-11-01T00:00:00Z'", "'issuer':'https://idp'");
        day.issueEvery(10, "09:00:10", "09:30:00");
        day.at("09:30:00").access("bystander-" + Scenario.time("09:30:00"), "'issued_at':'2026-03-02T09:30:00Z'");
        day.sweep();
        day.at("09:30:05").access("api-key");
        day.at("09:30:06").access("forged", "'issued_at':'2026-03-02T09:29:00Z'");
        day.issueEvery(10, "09:30:10", "09:40:00");

        day.expectOpen("token-undecidable https%3A//idp|expired", "token-never-issued " + key("forged"));
    }

    @Test
    void aUseRenewsAnEntryWithoutAnExpiry() {
        day.at("2025-11-01T00:00:00").issue("api-key");
        day.at("2026-01-15T00:00:00").heartbeat("'since':'2025-11-01T00:00:00Z'", "'issuer':'https://idp'");
        day.at("2026-01-14T00:00:00").access("api-key");
        day.at("2026-03-02T09:00:00").heartbeat("'since':'2026-01-15T00:00:00Z'", "'issuer':'https://idp'");
        day.issueEvery(10, "09:00:10", "09:30:00");
        day.at("09:30:05").access("api-key");

        day.expectNothing();
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 2L);
    }

    /** Its claims are another token's: no verdict hangs on whether the entry is still there. */
    @Test
    void theIdOfAnEntryPastItsTimeHidesNothing() {
        day.at("2026-02-20T00:00:00").issue("hers", "'expires_at':'2026-02-20T01:00:00Z'");
        day.at("2026-03-02T09:00:00").heartbeat("'since':'2026-02-20T00:00:00Z'", "'issuer':'https://idp'");
        day.issueEvery(10, "09:00:10", "10:00:00");
        day.at("10:00:05").access("hers", "'issued_at':'2026-03-02T10:00:00Z'", "'expires_at':'2026-03-02T11:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.open()).anyMatch(alert -> alert.matches("token-(altered|never-issued) .*hers.*"));
    }

    /** An ID token used as a bearer, where the feed tells of access tokens alone. */
    @Test
    void verifiedTokensOfAClaimedKindAreOneAlert() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (String subject : java.util.List.of("alice", "bob")) {
            day.at("10:00:05").accessOf("'token':'" + idToken(subject) + "'", "'signature_valid':true");
        }
        day.at("10:00:06").accessOf("'token':'" + idToken("carol") + "'", "'signature_valid':false", "'status':401");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-undecidable https%3A//idp|kind|id");
        assertThat(day.lastOf(Rule.TOKEN_UNDECIDABLE).severity()).isEqualTo(Severity.HIGH);
        assertThat(day.lastIncidents).isEmpty();
    }

    @Test
    void whereTheFeedCarriesTheClaimedKindAbsenceProves() {
        day.issueEvery(10, "09:00:00", "10:00:00", "'kind':'id'");
        day.at("10:00:05").accessOf("'token':'" + idToken("alice") + "'", "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).severity()).isEqualTo(Severity.CRITICAL);
    }

    private static String idToken(String subject) {
        return jwt("{\"iss\":\"https://idp\",\"jti\":\"id-of-" + subject + "\",\"sub\":\"" + subject
                + "\",\"nonce\":\"n\",\"iat\":1772445600}");
    }

    private static String jwt(String payload) {
        java.util.Base64.Encoder encoder = java.util.Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + '.'
                + encoder.encodeToString(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    @Test
    void anotherSpellingOfACarriedIssuerIsJudgedAsThatOne() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        String issued = "'issued_at':'2026-03-02T10:00:00Z'";
        day.at("10:00:05").access("slash", issued, "'issuer':'https://idp/'");
        day.at("10:00:06").access("upper", issued, "'issuer':'HTTP://IDP'");
        day.at("10:00:07").access("bystander-" + Scenario.time("10:00:00"), "'issuer':'https://IDP/'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-never-issued " + key("slash"), "token-never-issued " + key("upper"));
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 1L);
    }

    @Test
    void whatDiffersFromTwoCarriedIssuersIsUncovered() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issueEvery(10, "09:00:05", "10:00:05", "'issuer':'http://idp'");
        day.at("10:00:06").access("which", "'issuer':'https://idp/'", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.open()).contains("issuer-uncovered https%3A//idp/");
    }

    @Test
    void impossibleExpiriesPutNoTokenOutOfReach() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        String issued = "'issued_at':'2026-03-02T09:30:00Z'";
        day.at("10:00:01").access("zero", issued, "'expires_at':0");
        day.at("10:00:02").access("negative", issued, "'expires_at':-1");
        day.at("10:00:03").access("before-issue", issued, "'expires_at':'2026-02-28T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.verdicts).containsOnly(java.util.Map.entry(Verdict.NEVER_ISSUED, 3L));
    }

    @Test
    void aBelievableExpiryOfLongAgoIsExpired() {
        day.at("2026-02-20T00:00:00").heartbeat("'issuer':'https://idp'");
        day.at("09:00:00").heartbeat("'issuer':'https://idp'", "'since':'2026-02-20T00:00:00Z'");
        day.issueEvery(10, "09:00:10", "10:00:00");
        day.at("10:00:01").access("old", "'issued_at':'2026-02-28T09:00:00Z'", "'expires_at':'2026-02-28T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:10:00");

        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.EXPIRED, 1L));
    }

    @Test
    void findsForgedTokensThatClaimToBeFromTheFuture() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("future", "'issued_at':'2035-01-01T00:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:12:50");
        // the issuer's clock may be ahead: the issuance may be as well
        day.expectOpen("token-used-before-issue " + key("future"));
        day.issueEvery(10, "10:13:00", "10:13:10");

        day.expectOpen("token-never-issued " + key("future"), "token-used-before-issue " + key("future"));
    }

    @Test
    void aForgedTokenThatClaimsToBeOlderThanTheLedgerHasAnImpossibleLifetime() {
        day.issueEvery(10, "08:00:00", "08:30:00", "'expires_at':'2026-03-02T09:00:00Z'");
        day.at("09:00:05").access("ancient", "'issued_at':'2020-01-01T00:00:00Z'");
        day.issueEvery(10, "08:30:10", "09:10:00");

        day.at("09:10:05").access("older", "'issued_at':'2019-01-01T00:00:00Z'", "'signature_valid':true");
        day.issueEvery(10, "09:10:10", "09:20:00");

        day.expectOpen("token-undecidable https%3A//idp|before-ledger", "token-lifetime-impossible https%3A//idp|");
        assertThat(day.lastIncidents).isEmpty();
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

    /** A connection of days is logged when it ends: by then the ledger may have evicted its token. */
    @Test
    void aUseReadLongAfterItsTimeIsExpired() {
        day.at("2026-02-20T00:00:00").heartbeat("'issuer':'https://idp'");
        day.at("09:00:00").heartbeat("'issuer':'https://idp'", "'since':'2026-02-20T00:00:00Z'");
        day.issueEvery(10, "09:00:10", "09:10:00");
        day.at("09:10:00").access("bystander-" + Scenario.time("09:05:00"));

        day.at("2026-02-28T08:00:00").access("days-late", "'issued_at':'2026-02-28T07:59:00Z'");
        day.at("04:00:00").access("hours-late", "'issued_at':'2026-03-02T03:59:00Z'");

        assertThat(day.undetermined).containsOnly(java.util.Map.entry(Undetermined.EXPIRED, 1L));
        day.expectOpen("token-never-issued " + key("hours-late"), "token-undecidable https%3A//idp|expired");
    }
}
