package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.judge.ContentId;
import org.forgedtoken.detector.judge.Gathered;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** When a token was used, how it was presented, and how much of it there may be. */
class UseTest {
    private static final String AT_TEN = "'issued_at':'2026-03-02T10:00:00Z'";
    private final Scenario day = new Scenario();

    @Test
    void aTokenOfTheLedgerThatIsAcceptedAnHourAfterItsExpiryIsNotCalledForged() {
        day.at("09:00:00").issue("token", "'expires_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "09:00:00", "11:30:00");
        day.at("09:30:00").access("token");
        day.at("10:00:59").access("token");
        day.expectNothing();

        day.at("11:00:00").access("token");

        day.expectOpen("token-used-after-expiry " + key("token"));
        assertThat(day.lastOf(Rule.TOKEN_USED_AFTER_EXPIRY).evidence().more())
                .isEqualTo(Map.of("ledger_expires_at", Long.toString(Scenario.time("10:00:00"))));
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 3L));
    }

    @Test
    void whereTheLedgerStatesNoExpiryTheTokensOwnCounts() {
        day.at("09:00:00").issue("token");
        day.issueEvery(10, "09:00:00", "11:30:00");
        day.at("09:30:00").access("token", "'expires_at':'2026-03-02T10:00:00Z'");
        day.at("10:01:00").access("token", "'expires_at':'2026-03-02T10:00:00Z'");
        day.expectNothing();

        day.at("10:01:01").access("token", "'expires_at':'2026-03-02T10:00:00Z'");

        day.expectOpen("token-used-after-expiry " + key("token"));
        assertThat(day.lastOf(Rule.TOKEN_USED_AFTER_EXPIRY).evidence().more()).isEmpty();
    }

    @Test
    void anExpiredTokenThatIsRefusedIsNoFinding() {
        day.at("09:00:00").issue("token", "'expires_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "09:00:00", "11:30:00");
        day.at("11:00:00").access("token", "'status':401", "'signature_valid':true");

        day.expectNothing();
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 1L));
    }

    @Test
    void aTokenLongExpiredMayHaveBeenLetGo() {
        day.issueEvery(10, "09:00:00", "11:30:00");
        day.at("11:00:00").access("old", "'issued_at':'2026-02-26T10:00:00Z'", "'expires_at':'2026-02-26T11:00:00Z'");

        day.expectOpen("token-undecidable https%3A//idp|expired", "token-used-after-expiry https%3A//idp|");
        assertThat(day.lastOf(Rule.TOKEN_USED_AFTER_EXPIRY).severity()).isEqualTo(Severity.HIGH);
        assertThat(day.lastIncidents).isEmpty();
    }

    @Test
    void acceptedExpiredTokensAreMediumWhereThatIsUsual() {
        day.at("06:00:00").issue("hers", "'expires_at':'2026-03-02T07:00:00Z'");
        day.issueEvery(10, "09:00:00", "09:10:00");
        day.at("09:10:00").access("hers");
        day.issueEvery(10, "09:10:10", "11:30:00");
        day.at("11:00:00").access("old", "'issued_at':'2026-02-26T10:00:00Z'", "'expires_at':'2026-02-26T11:00:00Z'");

        assertThat(day.last.values().stream()
                        .filter(alert -> alert.key().rule() == Rule.TOKEN_USED_AFTER_EXPIRY)
                        .map(Alert::severity))
                .containsExactly(Severity.MEDIUM, Severity.MEDIUM);
    }

    @Test
    void aTokenAcceptedLongAfterItsRevocationIsFound() {
        day.at("09:00:00").issue("token");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").revoke("token");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:05:30").access("token");
        day.expectNothing();

        day.at("10:06:30").access("token");

        day.expectOpen("token-used-after-revocation " + key("token"));
    }

    @Test
    void aRevocationThatIsReadAfterTheUseIsHeldAgainstItAllTheSame() {
        day.at("09:00:00").issue("token");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:20:00").access("token");
        day.at("10:00:00").revoke("token");
        assertThat(day.records(Rule.TOKEN_USED_AFTER_REVOCATION)).isEmpty();

        day.issueEvery(10, "10:00:10", "10:20:00");

        day.expectOpen("token-used-after-revocation " + key("token"));
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 1L));
        assertThat(day.pending()).isZero();
    }

    @Test
    void aTokenUsedBeforeItWasIssuedIsFound() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:50:00").access("token", "'issued_at':'2026-03-02T10:00:00Z'");
        day.at("10:00:00").issue("token");
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-used-before-issue " + key("token"));
    }

    @Test
    void aClaimOfALaterIssueIsToldBeforeItsVerdict() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("future", "'issued_at':'2035-01-01T00:00:00Z'", "'key_id':'k1'");
        day.issueEvery(10, "10:00:10", "10:03:00");
        day.expectNothing();
        day.issueEvery(10, "10:03:10", "10:03:20");
        day.expectOpen("token-used-before-issue " + key("future"));
        assertThat(day.lastIncidents).isEmpty();
        assertThat(day.verdicts).isEmpty();

        day.at("10:03:30").access("future", "'issued_at':'2035-01-01T00:00:00Z'", "'key_id':'k1'");
        day.issueEvery(10, "10:03:30", "10:20:00");
        day.at("10:20:00").readOn();
        day.wake("10:30:00");

        day.expectOpen("token-used-before-issue " + key("future"), "token-never-issued " + key("future"));
        Alert alert = day.lastOf(Rule.TOKEN_USED_BEFORE_ISSUE);
        Alert forged = day.lastOf(Rule.TOKEN_NEVER_ISSUED);
        assertThat(day.alertStates.get(alert.key().uid()).milestones(Long.MAX_VALUE, 1))
                .last()
                .satisfies(sum -> assertThat(sum.seen()).isEqualTo(2));
        assertThat(alert.activity()).isEqualTo(Activity.CREATE);
        assertThat(alert.evidence().verdict()).isEqualTo(Verdict.NEVER_ISSUED);
        assertThat(alert.incident()).isEqualTo(forged.incident()).isNotNull();
        assertThat(day.lastIncidents.values())
                .singleElement()
                .satisfies(incident -> assertThat(incident.scope().accesses()).isEqualTo(2));
    }

    @Test
    void aUseBeforeTheIssueSaysTheSameInEachOrder() {
        Scenario later = new Scenario();
        for (Scenario one : List.of(day, later)) {
            one.issueEvery(10, "09:00:00", "09:50:00");
            if (one == later) {
                one.at("09:59:50").issue("token");
            }
            one.at("09:50:00").access("token", "'issued_at':'2026-03-02T09:59:50Z'");
            one.issueEvery(10, "09:50:10", "09:59:40");
            assertThat(one.open()).contains("token-used-before-issue " + key("token"));
            if (one == day) {
                one.at("09:59:50").issue("token");
            }
            one.issueEvery(10, "10:00:00", "10:20:00");
            one.at("10:20:00").readOn();
        }

        day.expectOpen("token-used-before-issue " + key("token"));
        Alert alert = day.lastOf(Rule.TOKEN_USED_BEFORE_ISSUE);
        Alert other = later.lastOf(Rule.TOKEN_USED_BEFORE_ISSUE);
        assertThat(alert.activity()).isEqualTo(other.activity());
        assertThat(alert.count()).isEqualTo(other.count()).isEqualTo(1);
        assertThat(alert.evidence().verdict())
                .isEqualTo(other.evidence().verdict())
                .isEqualTo(Verdict.ISSUED);
        assertThat(alert.evidence().more()).isEqualTo(other.evidence().more());
        assertThat(alert.incident()).isEqualTo(other.incident()).isNull();
    }

    @Test
    void aUseBeforeAClaimedIssueFallsWhereTheLedgerKnowsBetter() {
        day.issueEvery(10, "09:00:00", "09:50:00");
        day.at("09:50:00").access("token", "'issued_at':'2026-03-02T09:55:00Z'");
        day.issueEvery(10, "09:50:10", "09:54:00");
        day.expectOpen("token-used-before-issue " + key("token"));

        day.at("09:54:10").issue("token", "'issued_at':'2026-03-02T09:49:00Z'");
        day.issueEvery(10, "09:54:20", "10:10:00");

        day.expectOpen("token-altered " + key("token") + '|'
                + ContentId.of(
                        day.lastOf(Rule.TOKEN_ALTERED).evidence().access().token()));
        assertThat(day.lastOf(Rule.TOKEN_USED_BEFORE_ISSUE).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
    }

    @Test
    void aUseBeforeAClaimedIssueIsToldAtTheEndOfTheFeeds() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("future", "'issued_at':'2035-01-01T00:00:00Z'");
        day.end();

        day.expectOpen("token-used-before-issue " + key("future"));
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.WAITING, 1L));
    }

    @Test
    void aJwtThatNamesItsIdTwiceIsADeadLetterAndAnAlert() {
        day.at("10:00:00");
        day.accessOf(
                "'token':'" + jwt("{\"alg\":\"RS256\"}", "{\"jti\":\"a\",\"jti\":\"b\"}") + "'",
                "'source_ip':'192.0.2.7'");

        day.expectOpen("token-unreadable 192.0.2.7");
        assertThat(day.deadLetters).hasSize(1);
        assertThat(day.deadLetters.get(0).excerpt()).doesNotContain("eyJ");
    }

    /** Its payload names the subject twice, its key and issuer are plain to see. */
    @Test
    void anUnreadableTokenThatIsVerifiedJoinsItsKeysIncident() {
        String claims = "{\"sub\":\"a\",\"sub\":\"b\",\"jti\":\"x\",\"iss\":\"https://idp\"}";
        String token = "'token':'" + jwt("{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims) + "'";
        day.at("10:00:00").accessOf(token, "'source_ip':'192.0.2.7'");
        day.wake("10:01:00");
        assertThat(day.lastIncidents).isEmpty();
        day.at("10:02:00").accessOf(token, "'source_ip':'192.0.2.7'", "'signature_valid':true");
        day.wake("10:03:00");
        assertThat(day.lastIncidents.values()).singleElement().satisfies(incident -> {
            assertThat(incident.key()).isEqualTo(new IncidentKey.OfKey("https://idp", "k1"));
            assertThat(incident.verified()).isFalse();
        });
    }

    @Test
    void anUnreadableTokenAlertsUnlessItIsRefused() {
        String jwe = jwt("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", "{}"); // of three parts, and so no JWE
        day.at("10:00:00").accessOf("'token':'" + jwe + "'", "'source_ip':'192.0.2.7'", "'status':401");
        day.expectNothing();
        day.accessOf("'token':'" + jwe + "'", "'source_ip':'192.0.2.7'");
        day.expectOpen("token-unreadable 192.0.2.7");
    }

    @Test
    void aMegabyteOfHeaderIsRefusedQuietly() {
        day.at("10:00:00").accessOf("'token':'" + "A".repeat(1_000_000) + "'", "'source_ip':'192.0.2.7'");

        assertThat(day.deadLetters).hasSize(1);
        assertThat(day.outcomes.get(Feed.ACCESS)).containsEntry(Outcome.DEAD_LETTER, 1L);
    }

    @Test
    void anUnsignedTokenMakesNoOtherAlertThanThatItsSignatureIsBad() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        String none = jwt("{\"alg\":\"none\"}", "{\"jti\":\"x\",\"iss\":\"https://idp\",\"iat\":1772445600}");
        day.at("10:00:05").accessOf("'token':'" + none + "'", "'source_ip':'192.0.2.7'");
        day.issueEvery(10, "10:00:10", "10:20:00");

        day.expectOpen("token-signature-invalid 192.0.2.7");
        day.expectSumsHold();
    }

    @Test
    void anAlertOnSeveralTokensFallsWithTheLast() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:30:00").access("bystander-" + Scenario.time("09:30:00"));
        for (int i = 0; i < 2; i++) {
            String idless = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"iat\":" + (1_772_445_600 + i) + "}");
            day.at("10:00:05")
                    .accessOf("'token':'" + idless + "'", "'source_ip':'192.0.2.7'", "'signature_valid':true");
        }
        day.issueEvery(10, "10:00:10", "10:20:00").wake("11:00:00");
        AlertKey alert = day.lastOf(Rule.TOKEN_WITHOUT_ID).key();
        List<String> blocks = List.copyOf(day.blocks.keySet());
        assertThat(blocks).hasSize(2);

        day.finding(new Finding.Withdrawn(alert, content(blocks.get(0)), StatusDetail.LATE_ISSUANCE));
        assertThat(day.lastOf(Rule.TOKEN_WITHOUT_ID).closed()).isNull();
        assertThat(day.blocks.keySet()).containsExactly(blocks.get(1));

        day.finding(new Finding.Withdrawn(alert, content(blocks.get(1)), StatusDetail.LATE_ISSUANCE));
        assertThat(day.lastOf(Rule.TOKEN_WITHOUT_ID).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.blocks).isEmpty();
        day.wake("11:01:00");
        assertThat(day.lastIncidents.values())
                .singleElement()
                .satisfies(incident -> assertThat(incident.closed()).isEqualTo(StatusDetail.LATE_ISSUANCE));
    }

    private static String content(String digestKey) {
        return Gathered.content(TokenKey.parse(digestKey), digestKey.substring("digest:".length()));
    }

    @Test
    void garbageLeavesHalfOfTheHourToVerifiedUses() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:30:00").access("bystander-" + Scenario.time("09:30:00"));
        for (int i = 0; i < 120; i++) {
            String idless = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"iat\":" + (1_772_445_600 + i) + "}");
            day.at("10:02:05")
                    .accessOf(
                            "'token':'" + idless + "'",
                            "'source_ip':'192.0.2." + i + "'",
                            i < 110 ? "'path':'/'" : "'signature_valid':true");
        }
        day.issueEvery(10, "10:02:10", "10:40:00");

        for (int i = 110; i < 120; i++) {
            assertThat(day.open()).contains("token-without-id https%3A//idp|192.0.2." + i);
        }
    }

    @Test
    void aTokenWithoutTheIdThatItsIssuerAlwaysSetsIsFoundByIssuerAndSource() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:30:00").access("bystander-" + Scenario.time("09:30:00"));
        String idless = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"iat\":1772445600}");
        day.at("10:00:05").accessOf("'token':'" + idless + "'", "'source_ip':'192.0.2.7'", "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:20:00");

        day.expectOpen("token-without-id https%3A//idp|192.0.2.7", "token-undecidable https%3A//idp|identity");
        assertThat(day.lastOf(Rule.TOKEN_WITHOUT_ID).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(day.blocks.keySet()).singleElement().asString().startsWith("digest:");
    }

    @Test
    void anIssuerNoneOfWhoseTokensInUseHasAnIdSetsNone() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        String idless = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"iat\":1772445600}");
        day.at("10:00:05").accessOf("'token':'" + idless + "'", "'source_ip':'192.0.2.7'", "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:20:00");

        day.expectOpen("token-undecidable https%3A//idp|identity");
    }

    /** Its log has ids, its tokens have none. */
    @Test
    void anIdThatOnlyTheProvidersLogHasIsNotOneThatItsIssuerSets() {
        String used = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"iat\":1772443090}");
        for (int i = 0; i < 110; i++) {
            String token = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"sub\":\"u" + i + "\"}");
            day.atMillis(Scenario.time("09:00:00") + i * 10_000L)
                    .issueOf("'token_id':'log-" + i + "'", "'token':'" + token + "'");
        }
        day.at("09:18:20").accessOf("'token':'" + used + "'", "'signature_valid':true");
        day.issueEvery(10, "09:18:30", "09:30:00");

        assertThat(day.records(Rule.TOKEN_WITHOUT_ID)).isEmpty();
        assertThat(day.blocks).isEmpty();
    }

    /** Of its issuer's records that one alone states no id. */
    @Test
    void aLateIssuanceTakesBackATokenWithoutId() {
        String used = jwt("{\"alg\":\"RS256\"}", "{\"iss\":\"https://idp\",\"sub\":\"u\"}");
        for (int i = 0; i < 110; i++) {
            day.atMillis(Scenario.time("09:00:00") + i * 10_000L).issue("t" + i, "'account_id':'u'");
        }
        day.at("09:18:15").access("t0", "'account_id':'u'");
        day.at("09:18:20").accessOf("'token':'" + used + "'", "'signature_valid':true", "'source_ip':'192.0.2.7'");
        day.issueEvery(10, "09:18:30", "09:30:00", "'account_id':'u'");
        assertThat(day.open()).contains("token-without-id https%3A//idp|192.0.2.7");
        assertThat(day.blocks).hasSize(1);

        day.at("09:18:10").issueOf("'token':'" + used + "'");

        assertThat(day.lastOf(Rule.TOKEN_WITHOUT_ID).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.blocks).isEmpty();
    }

    /** What the ledger says of its expiry is held against the last use, and not against the first alone. */
    @Test
    void aLateIssuanceIsHeldAgainstTheLastUse() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("late", AT_TEN);
        day.issueEvery(10, "10:00:10", "10:30:00");
        day.at("10:30:00").access("late", AT_TEN);
        day.issueEvery(10, "10:30:10", "10:40:00");

        day.at("10:00:00").issue("late", "'expires_at':'2026-03-02T10:10:00Z'");

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.open()).contains("token-used-after-expiry " + key("late"));
    }

    @Test
    void underATupleNothingIsEverBlocked() {
        day.identity = IdentityKind.TUPLE;
        String alice = "'account_id':'alice','client_id':'c'";
        day.issueEvery(10, "09:00:00", "10:00:00", "'account_id':'bot'", "'client_id':'c'", "'key_id':'k1'");
        day.at("10:00:02").issueOf(alice, "'key_id':'k1'");
        day.at("10:00:05")
                .accessOf(
                        "'token_digest':'" + "ab".repeat(32) + "'",
                        alice,
                        "'key_id':'k9'",
                        "'issued_at':'2026-03-02T10:00:02Z'");
        day.issueEvery(10, "10:00:10", "10:20:00", "'account_id':'bot'", "'client_id':'c'", "'key_id':'k1'");

        assertThat(day.records(Rule.TOKEN_ALTERED)).hasSize(1);
        assertThat(day.blocks).isEmpty();
    }

    @Test
    void growingCountsAreToldAtPowersOfTen() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 25; i++) {
            day.atMillis(Scenario.time("10:00:00") + i * 60_000L)
                    .access("forged", "'issued_at':'2026-03-02T09:30:00Z'");
        }
        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED))
                .containsExactly("create " + key("forged"), "update " + key("forged"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(10);
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.NEVER_ISSUED, 25L));
    }

    @Test
    void anAlertIsCreatedBeforeItIsUpdatedHoweverManyUsesAreKnownAtOnce() {
        for (GroupPolicy.Writing writing : GroupPolicy.Writing.values()) {
            Scenario own = new Scenario();
            own.writing = writing;
            own.issueEvery(10, "09:00:00", "10:00:00");
            for (int i = 0; i < 1_005; i++) {
                own.atMillis(Scenario.time("10:00:05") + i * 100L)
                        .access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
            }
            own.issueEvery(10, "10:00:10", "10:20:00");
            own.end();
            assertThat(own.records(Rule.TOKEN_NEVER_ISSUED).get(0)).startsWith("create ");
            assertThat(own.records(Rule.TOKEN_NEVER_ISSUED).stream().filter(r -> r.startsWith("create ")))
                    .hasSize(1);
            assertThat(own.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(1_000);
        }
    }

    @Test
    void badSignaturesTakeOnePlaceAmongTheVariantsOfAToken() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 12; i++) {
            day.at("10:00:05").access("x", "'account_id':'u" + i + "'", "'signature_valid':false");
        }
        day.access("x", "'account_id':'own'", "'issued_at':'2026-03-02T10:00:00Z'", "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.open()).contains("token-never-issued " + key("x"));
        day.expectSumsHold();
    }

    @Test
    void aClaimOfAnyLengthStaysSmallAndComparable() {
        String id = "B".repeat(900_000);
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:01").issue(id, "'account_id':'" + "a".repeat(5_000) + "'");
        day.at("10:00:05").access(id, "'account_id':'" + "a".repeat(5_000) + "'");
        day.at("10:00:06").access(id + "C", "'issued_at':'2026-03-02T09:30:00Z'");

        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 1L), Map.entry(Verdict.NEVER_ISSUED, 1L));
        assertThat(day.blocks.firstKey()).hasSizeLessThan(1_000);
    }

    @Test
    void underATupleAnIssuanceVouchesForEveryMatchingToken() {
        day.identity = IdentityKind.TUPLE;
        String alice = "'account_id':'alice','client_id':'c'";
        day.issueEvery(10, "09:00:00", "10:00:00", "'account_id':'bot'", "'client_id':'c'");
        day.at("10:00:02").issueOf(alice);
        day.at("10:00:05").access("a", alice, "'issued_at':'2026-03-02T10:00:01Z'");
        day.at("10:00:07").access("b", alice, "'issued_at':'2026-03-02T10:00:03Z'");
        day.at("10:00:08").access("c", alice, "'issued_at':'2026-03-02T09:30:00Z'");
        day.issueEvery(10, "10:00:10", "10:20:00", "'account_id':'bot'", "'client_id':'c'");

        day.expectOpen("token-never-issued tuple:https%3A//idp|alice|c|" + Scenario.time("09:30:00"));
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(day.blocks).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 2L);
    }

    @Test
    void moreWaitingTokensThanMayBeHeldAreCountedAndJudgedAtTheirNextUse() {
        day.pendingMax = 200;
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 300; i++) {
            day.at("10:00:05")
                    .access("t" + i, "'issued_at':'2026-03-02T10:00:00Z'", "'source_ip':'10.0." + i % 150 + ".1'");
        }
        assertThat(day.pending()).isEqualTo(100);
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.OVERFLOW, 200L));
        assertThat(day.open()).contains("pending-overflow 0");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:20:00").access("t299", "'issued_at':'2026-03-02T10:00:00Z'");
        assertThat(day.open()).contains("token-never-issued " + key("t299"));
        day.expectSumsHold();
    }

    /** A backlog is read faster than marks come: uses of good tokens, and forged ones among them, are there before. */
    @Test
    void anIssuerWhoseIssuancesWereReadIsNoStrangerBeforeItsFirstMark() {
        day.pendingMax = 1_000;
        for (int i = 0; i < 40; i++) {
            day.at("10:00:00").issueUnmarked("g" + i);
            day.at("10:05:00").access("g" + i, "'source_ip':'10.0." + i + ".1'");
        }
        day.at("10:05:00").access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
        assertThat(day.undetermined).isEmpty();
        day.issueEvery(10, "09:00:00", "10:20:00");

        assertThat(day.open()).contains("token-never-issued " + key("forged"));
        day.expectSumsHold();
    }

    /** The accesses of a backlog may come before the first issuance record of all. */
    @Test
    void whileNoIssuanceWasReadNobodyIsAStranger() {
        day.pendingMax = 1_000;
        for (int i = 0; i < 40; i++) {
            day.at("10:00:05").access("t" + i, "'issued_at':'2026-03-02T10:00:00Z'", "'source_ip':'10.0." + i + ".1'");
        }
        assertThat(day.pending()).isEqualTo(40);
        assertThat(day.undetermined).isEmpty();
        day.issueEvery(10, "09:00:00", "10:20:00");

        assertThat(day.open()).contains("token-never-issued " + key("t0"), "token-never-issued " + key("t39"));
        day.expectSumsHold();
    }

    /** Nor is the issuer called uncovered where more of its tokens come than may wait. */
    @Test
    void anIssuerWhoseIssuancesWereReadHasTooManyTokensBeforeItsFirstMark() {
        day.pendingMax = 60;
        day.at("10:00:00").issueUnmarked("good");
        for (int i = 0; i < 40; i++) {
            day.at("10:00:05").access("t" + i, "'issued_at':'2026-03-02T10:00:00Z'", "'source_ip':'10.0." + i + ".1'");
        }
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.OVERFLOW, 10L));
    }

    /** No mark will ever speak of it: what is loaded covers nothing without the heartbeat behind it. */
    @Test
    void tokensOfAnIssuerThatOnlyABackfillNamesDoNotWaitForEver() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("08:00:00").backfill("'token_id':'loaded'", "'issuer':'https://former'");
        day.at("10:00:05").access("t", "'issuer':'https://former'", "'issued_at':'2026-03-02T10:00:00Z'");
        assertThat(day.pending()).isEqualTo(1);
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.pending()).isZero();
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.ISSUER, 1L));
    }

    /** Of strangers a hundredth may wait, once somebody was heard of. */
    @Test
    void strangersTakeNoRoomFromOthers() {
        day.pendingMax = 1_000;
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 40; i++) {
            day.at("10:00:05")
                    .access(
                            "t" + i,
                            "'issuer':'nobody'",
                            "'issued_at':'2026-03-02T10:00:00Z'",
                            "'source_ip':'10.0." + i + ".1'");
        }
        assertThat(day.pending()).isEqualTo(10);
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.ISSUER, 30L));
    }

    @Test
    void goodTokensLeaveRoomToForgedOnes() {
        day.pendingMax = 100;
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 100; i++) {
            day.at("10:00:00").issueUnmarked("g" + i);
            day.at("10:05:00").access("g" + i, "'source_ip':'10.0." + i + ".1'");
        }
        for (int i = 0; i < 50; i++) {
            String source = "'source_ip':'10.1." + i + ".1','signature_valid':true";
            day.at("10:00:05").access("f" + i, "'issued_at':'2026-03-02T10:00:00Z'", source);
        }
        assertThat(day.pending()).isEqualTo(100);
        assertThat(day.undetermined).isEmpty();
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 100L);
    }

    @Test
    void oneSourceHoldsOnlyItsShareOfWhatMayWait() {
        day.pendingMax = 1_000;
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 50; i++) {
            day.at("10:00:05").access("t" + i, "'issued_at':'2026-03-02T10:00:00Z'", "'source_ip':'10.0.0.1'");
        }
        assertThat(day.pending()).isEqualTo(5);
    }

    /** Where junk took all of a source's share, its forgeries behind the junk were not looked at. */
    @Test
    void junkOfASourceLeavesRoomToItsVerifiedForgeries() {
        day.pendingMax = 6_000;
        day.issueEvery(10, "09:00:00", "10:00:00");
        String source = "'source_ip':'10.0.0.1'";
        for (int i = 0; i < 100; i++) {
            day.at("10:00:05").access("junk" + i, AT_TEN, source, "'signature_valid':false");
        }
        for (int i = 0; i < 30; i++) {
            day.at("10:00:06").access("forged" + i, AT_TEN, source, "'signature_valid':true");
        }
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.open().stream().filter(alert -> alert.startsWith("token-never-issued")))
                .hasSize(30);
        day.expectSumsHold();
    }

    @Test
    void randomIssuersMakeABoundedNumberOfAlerts() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 500; i++) {
            day.at("10:00:05").access("t", "'issuer':'https://evil-" + i + "'", "'source_ip':'10.0.0." + i % 250 + "'");
        }
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.open()).hasSize(21).anyMatch(alert -> alert.startsWith("issuer-uncovered roll-up@"));
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.ISSUER, 500L));
    }

    @Test
    void aRefusedUnverifiedTokenOpensNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("guess", "'issued_at':'2026-03-02T09:30:00Z'", "'status':401");

        day.expectNothing();
        assertThat(day.outcomes.get(Feed.ACCESS)).containsOnly(Map.entry(Outcome.REFUSED, 1L));
    }

    @Test
    void theLedgerLetsGoOnlyWhatBothFeedsAreReadPast() {
        day.at("09:00:00").issue("token", "'expires_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "09:00:00", "09:30:00");
        day.at("2026-03-20T00:00:00").issue("much-later");
        day.sweep();
        day.at("10:30:00").access("token");
        assertThat(day.verdicts).containsOnly(Map.entry(Verdict.ISSUED, 1L));
    }

    private static String jwt(String header, String payload) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + '.'
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".AAAA";
    }
}
