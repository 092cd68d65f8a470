package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rule book says of its rules. */
class RuleTest {
    private static Set<String> thoseThat(Predicate<Rule> property) {
        return Arrays.stream(Rule.values()).filter(property).map(Rule::id).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_NEVER_ISSUED, false, false, false, HIGH",
        "TOKEN_NEVER_ISSUED, true, false, false, CRITICAL",
        "TOKEN_NEVER_ISSUED, true, true, false, HIGH",
        "TOKEN_NEVER_ISSUED, false, true, false, MEDIUM",
        "TOKEN_LIFETIME_IMPOSSIBLE, true, false, false, HIGH",
        "TOKEN_USED_AFTER_EXPIRY, false, false, false, MEDIUM",
        "TOKEN_USED_AFTER_EXPIRY, false, false, true, HIGH",
        "TOKEN_USED_AFTER_EXPIRY, false, true, false, LOW",
        "TOKEN_ALTERED, true, false, true, CRITICAL",
        "KEY_RETIRED, false, true, false, CRITICAL",
        "KEY_UNKNOWN, true, true, false, HIGH",
        "KEY_ROTATION_OVERDUE, false, true, false, MEDIUM"
    })
    void severityFollowsProofAndIdentity(
            Rule rule, boolean verified, boolean weakIdentity, boolean raised, Severity severity) {
        assertThat(rule.severity(verified, weakIdentity, raised)).isEqualTo(severity);
    }

    @Test
    void lowestSeverityStaysLow() {
        assertThat(Severity.LOW.lower()).isEqualTo(Severity.LOW);
    }

    @Test
    void goodSignatureMakesForgeriesCritical() {
        assertThat(thoseThat(Rule::isCriticalIfVerified))
                .containsExactlyInAnyOrder("token-never-issued", "token-altered", "token-without-id");
    }

    @Test
    void issuedTokenAccusesNoKey() {
        assertThat(thoseThat(rule -> rule.accusesKey(Verdict.ISSUED))).isEmpty();
    }

    @Test
    void forgedTokenAccusesItsKey() {
        assertThat(thoseThat(rule -> rule.accusesKey(Verdict.NEVER_ISSUED)))
                .isEqualTo(thoseThat(rule -> rule.accusesKey(Verdict.ALTERED)))
                .containsExactlyInAnyOrder(
                        "token-never-issued",
                        "token-altered",
                        "token-without-id",
                        "token-lifetime-impossible",
                        "token-used-before-issue",
                        "token-used-after-expiry",
                        "token-used-after-revocation",
                        "key-unknown",
                        "key-retired");
    }

    @Test
    void undeterminedTokenMayAccuseItsKey() {
        assertThat(thoseThat(rule -> rule.accusesKey(Verdict.UNDETERMINED)))
                .containsExactlyInAnyOrder(
                        "token-without-id",
                        "token-lifetime-impossible",
                        "token-used-before-issue",
                        "key-unknown",
                        "key-retired");
    }

    @Test
    void findingsOnAbsenceFallWithAnIssuance() {
        assertThat(thoseThat(Rule::restsOnAbsence))
                .containsExactlyInAnyOrder("token-without-id", "token-lifetime-impossible");
    }
}
