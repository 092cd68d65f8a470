package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.RuleSamples.DAY;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;
import static org.forgedtoken.detector.rule.RuleSamples.accepted;
import static org.forgedtoken.detector.rule.RuleSamples.factsOf;
import static org.forgedtoken.detector.rule.RuleSamples.issuance;
import static org.forgedtoken.detector.rule.RuleSamples.issuanceOfKind;
import static org.forgedtoken.detector.rule.RuleSamples.refused;
import static org.forgedtoken.detector.rule.RuleSamples.token;
import static org.forgedtoken.detector.rule.RuleSamples.tokenOfKind;

import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.junit.jupiter.api.Test;

class LifetimeRuleTest {
    private static final long NONE = Times.UNKNOWN;
    private static final IssuerFacts NOTHING = new IssuerFacts();

    private final LifetimeRule fixed = new LifetimeRule(new MaxLife.Fixed(HOUR));
    private final MaxLife auto = new MaxLife.Auto();

    private boolean fires(AccessRecord use) {
        return fixed.fires(use, null, NOTHING, use.time());
    }

    @Test
    void acceptedTokenOlderThanTokensLiveFires() {
        assertThat(fires(accepted(TEN, token(TEN - HOUR, NONE)))).isFalse();
        assertThat(fires(accepted(TEN, token(TEN - HOUR - 1, NONE)))).isTrue();
    }

    @Test
    void ageOfRefusedTokenIsNoFinding() {
        assertThat(fires(refused(TEN, token(TEN - DAY, NONE)))).isFalse();
    }

    @Test
    void ageOfExpiredTokenIsNoFinding() {
        AccessRecord use = accepted(TEN, token(TEN - DAY, NONE));

        assertThat(fixed.fires(use, Undetermined.EXPIRED, NOTHING, TEN)).isFalse();
        assertThat(fixed.fires(use, Undetermined.HOLE, NOTHING, TEN)).isTrue();
    }

    @Test
    void claimedLifeBeyondTheLongestFires() {
        assertThat(fires(refused(TEN, token(TEN, TEN + HOUR)))).isFalse();
        assertThat(fires(refused(TEN, token(TEN, TEN + HOUR + 1)))).isTrue();
    }

    @Test
    void tokenWithoutIssuedAtNeverFires() {
        assertThat(fires(accepted(TEN, token(NONE, TEN + 9 * DAY)))).isFalse();
    }

    @Test
    void expiryBeforeIssueIsNoLife() {
        assertThat(fires(refused(TEN, token(TEN, TEN - DAY)))).isFalse();
    }

    @Test
    void lifeThatOverflowsFires() {
        assertThat(fires(refused(TEN, token(Long.MIN_VALUE + 1, Long.MAX_VALUE))))
                .isTrue();
    }

    @Test
    void withoutTaughtLifeNoClaimFires() {
        LifetimeRule rule = new LifetimeRule(auto);

        assertThat(rule.fires(refused(TEN, token(TEN, TEN + 99 * DAY)), null, factsOf(99, TEN, HOUR), TEN))
                .isFalse();
        assertThat(rule.fires(refused(TEN, token(TEN, TEN + 99 * DAY)), null, factsOf(100, TEN, HOUR), TEN))
                .isTrue();
    }

    @Test
    void autoIsThirtyDaysUntilAWeekIsLearned() {
        IssuerFacts facts = factsOf(100, TEN, HOUR);
        long first = TEN - 99 * RuleSamples.SECOND;

        assertThat(auto.millis(NOTHING, null, TEN)).isEqualTo(30 * DAY);
        assertThat(auto.millis(facts, null, first + 7 * DAY - 1)).isEqualTo(30 * DAY);
        assertThat(auto.millis(facts, null, first + 7 * DAY)).isEqualTo(HOUR);
    }

    @Test
    void autoIsUnboundedWhereSomeStateNone() {
        IssuerFacts facts = factsOf(100, TEN, HOUR);
        facts.learn(issuance(TEN + HOUR, NONE));

        assertThat(auto.millis(facts, null, TEN + HOUR - 1)).isEqualTo(30 * DAY);
        assertThat(auto.millis(facts, null, TEN + HOUR)).isEqualTo(MaxLife.UNBOUNDED);
    }

    @Test
    void autoIsLearnedForEachKind() {
        IssuerFacts facts = factsOf(100, TEN, HOUR);
        for (int i = 0; i < 100; i++) {
            facts.learn(issuanceOfKind(TEN + i, "refresh", DAY));
        }

        assertThat(auto.millis(facts, "refresh", TEN + 8 * DAY)).isEqualTo(DAY);
        assertThat(auto.longestGiven(facts, "refresh", TEN + 99)).isEqualTo(DAY);
        assertThat(auto.longestGiven(facts, "other", TEN - 1)).isEqualTo(NONE);
        assertThat(new LifetimeRule(auto)
                        .fires(refused(TEN, tokenOfKind("refresh", TEN, TEN + 2 * DAY)), null, facts, TEN + 99))
                .isTrue();
    }

    @Test
    void fixedHoldsForEachKind() {
        assertThat(new MaxLife.Fixed(HOUR).millis(NOTHING, "any", TEN)).isEqualTo(HOUR);
        assertThat(new MaxLife.Fixed(HOUR).longestGiven(NOTHING, "any", TEN)).isEqualTo(HOUR);
    }
}
