package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.MINUTE;
import static org.forgedtoken.detector.rule.RuleSamples.SKEW;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;
import static org.forgedtoken.detector.rule.RuleSamples.accepted;
import static org.forgedtoken.detector.rule.RuleSamples.refused;
import static org.forgedtoken.detector.rule.RuleSamples.token;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.junit.jupiter.api.Test;

class UseRuleTest {
    private static final long NONE = Times.UNKNOWN;
    private static final long REVOCATION_GRACE = 5 * MINUTE;
    private static final TokenClaims TOKEN = token(NONE, NONE);

    private final UseRule rule = new UseRule(SKEW, REVOCATION_GRACE);

    private static AccessRecord at(long time) {
        return accepted(time, TOKEN);
    }

    @Test
    void useBeforeIssueIsEarlyBeyondSkew() {
        assertThat(rule.broken(at(TEN - SKEW), TEN, NONE, NONE)).isEmpty();
        assertThat(rule.broken(at(TEN - SKEW - 1), TEN, NONE, NONE)).containsExactly(Rule.TOKEN_USED_BEFORE_ISSUE);
    }

    @Test
    void refusedUseBeforeIssueIsEarlyToo() {
        assertThat(rule.broken(refused(TEN - HOUR, TOKEN), TEN, NONE, NONE))
                .containsExactly(Rule.TOKEN_USED_BEFORE_ISSUE);
    }

    @Test
    void useAfterExpiryIsLateBeyondSkew() {
        assertThat(rule.broken(at(TEN + SKEW), NONE, TEN, NONE)).isEmpty();
        assertThat(rule.broken(at(TEN + SKEW + 1), NONE, TEN, NONE)).containsExactly(Rule.TOKEN_USED_AFTER_EXPIRY);
    }

    @Test
    void useAfterRevocationIsLateBeyondItsGrace() {
        long end = TEN + SKEW + REVOCATION_GRACE;

        assertThat(rule.broken(at(end), NONE, NONE, TEN)).isEmpty();
        assertThat(rule.broken(at(end + 1), NONE, NONE, TEN)).containsExactly(Rule.TOKEN_USED_AFTER_REVOCATION);
        assertThat(rule.isAfterRevocation(at(end), TEN)).isFalse();
        assertThat(rule.isAfterRevocation(at(end + 1), TEN)).isTrue();
    }

    @Test
    void refusedUseAccusesNoGateway() {
        assertThat(rule.broken(refused(TEN + HOUR, TOKEN), NONE, TEN, TEN)).isEmpty();
        assertThat(rule.isAfterRevocation(refused(TEN + HOUR, TOKEN), TEN)).isFalse();
    }

    @Test
    void unknownTimesBreakNothing() {
        assertThat(rule.broken(at(TEN), NONE, NONE, NONE)).isEmpty();
    }

    @Test
    void oneUseBreaksSeveralRules() {
        assertThat(rule.broken(at(TEN), TEN + HOUR, TEN - HOUR, TEN - HOUR))
                .containsExactlyInAnyOrder(
                        Rule.TOKEN_USED_BEFORE_ISSUE, Rule.TOKEN_USED_AFTER_EXPIRY, Rule.TOKEN_USED_AFTER_REVOCATION);
    }
}
