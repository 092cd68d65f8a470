package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.ISSUER;
import static org.forgedtoken.detector.rule.RuleSamples.SKEW;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonRuleTest {
    private static final long NONE = Times.UNKNOWN;
    private static final Set<Claim> ALL = Set.of(Claim.values());

    private final ComparisonRule rule = new ComparisonRule(ALL, SKEW);

    private static TokenClaims claims(
            @Nullable String digest,
            @Nullable String account,
            @Nullable String client,
            @Nullable String keyId,
            long issuedAt,
            long expiresAt) {
        return new TokenClaims(ISSUER, null, false, digest, account, client, keyId, issuedAt, expiresAt);
    }

    private static TokenClaims of(@Nullable String account, @Nullable String client) {
        return claims(null, account, client, null, NONE, NONE);
    }

    private static IssuedToken entry(TokenClaims... issued) {
        return entry(false, issued);
    }

    private static IssuedToken entry(boolean crowded, TokenClaims... issued) {
        List<Statement> statements =
                Arrays.stream(issued).map(claims -> new Statement(TEN, claims)).toList();
        return new IssuedToken(statements, crowded, NONE, TEN);
    }

    @Test
    void equalDigestsSettleIt() {
        ComparisonRule.Result result = rule.compare(
                claims("d", "alice", "web", "k1", TEN, NONE),
                entry(claims("d", "bob", "app", "k2", 0, NONE)),
                Set.of());

        assertThat(result.isVouchedFor()).isTrue();
        assertThat(result.agreeing()).containsExactly(Claim.DIGEST);
    }

    @Test
    void eachClaimThatBothStateIsCompared() {
        TokenClaims presented = claims("d", "alice", "web", "k1", TEN, TEN + HOUR);
        TokenClaims issued = claims("e", "bob", "app", "k2", TEN + HOUR, TEN + 3 * HOUR);

        ComparisonRule.Result result = rule.compare(presented, entry(issued), Set.of());

        assertThat(result.differing())
                .isEqualTo(Map.of(
                        Claim.DIGEST, new Difference("digest", "d", "e"),
                        Claim.ACCOUNT, new Difference("account", "alice", "bob"),
                        Claim.CLIENT, new Difference("client", "web", "app"),
                        Claim.KEY, new Difference("key", "k1", "k2"),
                        Claim.ISSUED_AT, new Difference("issued-at", Long.toString(TEN), Long.toString(TEN + HOUR)),
                        Claim.EXPIRY,
                                new Difference("expiry", Long.toString(TEN + HOUR), Long.toString(TEN + 3 * HOUR))));
        assertThat(result.agreeing()).isEmpty();
        assertThat(result.isVouchedFor()).isFalse();
    }

    @Test
    void equalClaimsAgree() {
        TokenClaims token = claims(null, "alice", "web", "k1", TEN, TEN + HOUR);

        ComparisonRule.Result result = rule.compare(token, entry(token), Set.of());

        assertThat(result.isVouchedFor()).isTrue();
        assertThat(result.agreeing())
                .containsExactlyInAnyOrder(Claim.ACCOUNT, Claim.CLIENT, Claim.KEY, Claim.ISSUED_AT, Claim.EXPIRY);
    }

    @Test
    void claimsOfOneSideAreNotCompared() {
        TokenClaims full = claims("d", "alice", "web", "k1", TEN, TEN + HOUR);
        TokenClaims bare = claims(null, null, null, null, NONE, NONE);

        assertThat(rule.compare(full, entry(bare), Set.of()))
                .isEqualTo(rule.compare(bare, entry(bare), Set.of()))
                .satisfies(result -> assertThat(result.agreeing()).isEmpty())
                .satisfies(result -> assertThat(result.isVouchedFor()).isTrue());
        assertThat(rule.compare(bare, entry(full), Set.of()).isVouchedFor()).isTrue();
    }

    @Test
    void timesAgreeWithinSkewOnEitherSide() {
        IssuedToken entry = entry(claims(null, null, null, null, TEN, NONE));
        for (long side : new long[] {-1, 1}) {
            assertThat(rule.compare(claims(null, null, null, null, TEN + side * SKEW, NONE), entry, Set.of())
                            .isVouchedFor())
                    .isTrue();
            assertThat(rule.compare(claims(null, null, null, null, TEN + side * (SKEW + 1), NONE), entry, Set.of())
                            .differing())
                    .containsOnlyKeys(Claim.ISSUED_AT);
        }
    }

    @Test
    void ignoredAndUncomparedClaimsDoNotCount() {
        ComparisonRule accountAlone = new ComparisonRule(Set.of(Claim.ACCOUNT), SKEW);
        IssuedToken entry = entry(claims("e", "bob", "app", null, NONE, NONE));
        TokenClaims presented = claims("d", "alice", "web", null, NONE, NONE);

        assertThat(accountAlone.compare(presented, entry, Set.of()).differing())
                .containsOnlyKeys(Claim.DIGEST, Claim.ACCOUNT);
        assertThat(rule.compare(presented, entry, Set.of(Claim.ACCOUNT)).differing())
                .containsOnlyKeys(Claim.DIGEST, Claim.CLIENT);
        assertThat(rule.compare(of("alice", "web"), entry, Set.of(Claim.ACCOUNT, Claim.CLIENT))
                        .isVouchedFor())
                .isTrue();
    }

    @Test
    void anyStatementMayVouch() {
        ComparisonRule.Result result =
                rule.compare(of("alice", "web"), entry(of("bob", "web"), of("alice", "web")), Set.of());

        assertThat(result.isVouchedFor()).isTrue();
        assertThat(result.statement().claims()).isEqualTo(of("alice", "web"));
    }

    @Test
    void statementThatDiffersLeastIsHeldAgainstIt() {
        ComparisonRule.Result result =
                rule.compare(of("alice", "web"), entry(of("bob", "app"), of("carol", "web")), Set.of());

        assertThat(result.differing()).containsOnlyKeys(Claim.ACCOUNT);
        assertThat(result.statement().claims()).isEqualTo(of("carol", "web"));
    }

    @Test
    void overflowedEntryHoldsNothingAgainstAToken() {
        ComparisonRule.Result result =
                rule.compare(of("alice", "web"), entry(true, of("bob", "web"), of("carol", "app")), Set.of());

        assertThat(result.isVouchedFor()).isTrue();
        assertThat(result.agreeing()).isEmpty();
    }

    /** Else whoever has one id issued to himself often enough could put anybody's account under it. */
    @Test
    void whoseAnIdIsCountsHoweverOftenItWasIssued() {
        IssuedToken entry = entry(true, claims("d", "bob", "app", "k1", NONE, NONE), of("bob", "web"));

        assertThat(rule.compare(of("alice", "web"), entry, Set.of()).differing())
                .containsOnlyKeys(Claim.ACCOUNT);
        assertThat(rule.compare(claims("e", "bob", "x", "k2", NONE, NONE), entry, Set.of())
                        .isVouchedFor())
                .isTrue();
    }

    @Test
    void entryWithoutStatementCannotBeCompared() {
        assertThatThrownBy(() -> rule.compare(of("alice", null), IssuedToken.NONE, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void claimThatDiffersInAHundredTokensIsNoise() {
        ClaimHabit habit = ClaimHabit.NEW;
        for (int i = 0; i < 99; i++) {
            habit = habit.learn("t" + i, false).learn("t" + i, false);
        }

        assertThat(habit.isSettled()).isFalse();
        assertThat(habit.learn("t99", false).isNoise()).isTrue();
        assertThat(habit.learn("t99", false).learn("t100", true).isNoise()).isTrue();
        assertThat(habit.learn("t99", true).isNoise()).isFalse();
        assertThat(habit.learn("t99", true).learn("t100", false))
                .isEqualTo(new ClaimHabit(true, List.of()))
                .satisfies(settled -> assertThat(settled.isSettled()).isTrue());
    }
}
