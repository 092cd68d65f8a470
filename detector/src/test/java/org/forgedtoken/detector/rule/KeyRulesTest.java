package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.RuleSamples.DAY;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.MINUTE;
import static org.forgedtoken.detector.rule.RuleSamples.SKEW;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;

import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.KeyStanding;
import org.forgedtoken.detector.rule.KeyRetiredRule.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three rules on keys: what an ended key signed, what an old one signs, and one that is not listed. */
class KeyRulesTest {
    private static final long NONE = Times.UNKNOWN;
    private static final long REVOCATION_GRACE = 5 * MINUTE;
    private static final long MAX_AGE = 365 * DAY;
    private static final long AT_RISK_MAX_AGE = 7 * DAY;
    private static final long LATER = TEN + DAY;

    private final KeyRetiredRule retired = new KeyRetiredRule(SKEW, REVOCATION_GRACE);
    private final KeyRotationRule rotation = new KeyRotationRule(MAX_AGE, AT_RISK_MAX_AGE);
    private final KeyUnknownRule unknown = new KeyUnknownRule(SKEW);

    private static KeyStanding ended(long notAfter, long retired, long revoked, long suspect) {
        return new KeyStanding(NONE, notAfter, retired, revoked, suspect, NONE);
    }

    private static KeyStanding aged(long start, long atRisk) {
        return new KeyStanding(start, NONE, NONE, NONE, NONE, atRisk);
    }

    @Test
    void retiredKeySignsNothingBeyondSkew() {
        KeyStanding key = ended(NONE, TEN, NONE, NONE);

        assertThat(retired.broken(key, LATER, TEN + SKEW, Verdict.ISSUED)).isNull();
        assertThat(retired.broken(key, LATER, TEN + SKEW + 1, Verdict.ISSUED)).isEqualTo(Reason.RETIRED);
    }

    @Test
    void endedKeySignsNothingBeyondSkew() {
        KeyStanding key = ended(TEN, NONE, NONE, NONE);

        assertThat(retired.broken(key, LATER, TEN + SKEW, Verdict.ISSUED)).isNull();
        assertThat(retired.broken(key, LATER, TEN + SKEW + 1, Verdict.ISSUED)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void tokenOfRevokedKeyIsAcceptedNoLonger() {
        KeyStanding key = ended(NONE, NONE, TEN, NONE);
        long end = TEN + SKEW + REVOCATION_GRACE;

        assertThat(retired.broken(key, end, NONE, Verdict.ISSUED)).isNull();
        assertThat(retired.broken(key, end + 1, NONE, Verdict.ISSUED)).isEqualTo(Reason.REVOKED);
        assertThat(retired.broken(key, NONE, NONE, Verdict.ISSUED)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ISSUED, false", "UNDETERMINED, false", "NEVER_ISSUED, true", "ALTERED, true"})
    void compromisedKeyIsToldByForgeries(Verdict verdict, boolean told) {
        KeyStanding key = ended(NONE, NONE, NONE, TEN);

        assertThat(retired.broken(key, LATER, TEN, verdict)).isNull();
        assertThat(retired.broken(key, LATER, TEN + 1, verdict)).isEqualTo(told ? Reason.COMPROMISED : null);
    }

    @Test
    void keyThatHasEndedNeedsAnIssuedAt() {
        assertThat(retired.broken(ended(TEN, TEN, NONE, TEN), LATER, NONE, Verdict.NEVER_ISSUED))
                .isNull();
        assertThat(retired.broken(KeyStanding.NONE, LATER, TEN, Verdict.NEVER_ISSUED))
                .isNull();
    }

    @Test
    void retirementIsNamedBeforeOtherEnds() {
        assertThat(retired.broken(ended(TEN, TEN, TEN, TEN), LATER, TEN + HOUR, Verdict.ALTERED))
                .isEqualTo(Reason.RETIRED);
        assertThat(retired.broken(ended(TEN, NONE, TEN, TEN), LATER, TEN + HOUR, Verdict.ALTERED))
                .isEqualTo(Reason.EXPIRED);
        assertThat(retired.broken(ended(NONE, NONE, TEN, TEN), LATER, TEN + HOUR, Verdict.ALTERED))
                .isEqualTo(Reason.REVOKED);
    }

    @Test
    void keyIsDueByTheEarlierOfAgeAndRisk() {
        assertThat(rotation.due(aged(TEN, NONE))).isEqualTo(TEN + MAX_AGE);
        assertThat(rotation.due(aged(NONE, TEN))).isEqualTo(TEN + AT_RISK_MAX_AGE);
        assertThat(rotation.due(aged(TEN, TEN))).isEqualTo(TEN + AT_RISK_MAX_AGE);
        assertThat(rotation.due(aged(TEN, TEN + MAX_AGE))).isEqualTo(TEN + MAX_AGE);
        assertThat(rotation.due(KeyStanding.NONE)).isEqualTo(NONE);
    }

    @Test
    void tokenIssuedAfterTheDueTimeIsOverdue() {
        KeyStanding key = aged(TEN, NONE);

        assertThat(rotation.isOverdue(key, TEN + MAX_AGE)).isFalse();
        assertThat(rotation.isOverdue(key, TEN + MAX_AGE + 1)).isTrue();
        assertThat(rotation.isOverdue(key, NONE)).isFalse();
        assertThat(rotation.isOverdue(KeyStanding.NONE, TEN)).isFalse();
    }

    @Test
    void listedKeyCountsFromSkewBeforeItsRecord() {
        assertThat(unknown.isListed(TEN - SKEW, TEN)).isTrue();
        assertThat(unknown.isListed(TEN - SKEW - 1, TEN)).isFalse();
        assertThat(unknown.isListed(TEN, NONE)).isFalse();
        assertThat(unknown.explainedFrom(TEN)).isEqualTo(TEN - SKEW);
    }
}
