package org.forgedtoken.detector.judge;

import java.util.Set;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.MaxLife;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * What JUDGE goes by.
 *
 * @param kinds of tokens that the issuance feed carries, says its mapping; empty: all
 * @param hasKeys whether there is a keys feed at all: without one no key is unknown
 * @param hasAccounts whether there is an accounts feed
 * @param strangeKeysMax so many keys that nothing but good signatures vouch for have incidents of their own
 */
public record JudgePolicy(
        Settings settings, Set<String> kinds, boolean hasKeys, boolean hasAccounts, long strangeKeysMax) {

    /** {@code ledger.grace}, ms. */
    long grace() {
        return settings.millis(Catalogue.LEDGER_GRACE);
    }

    /** {@code clock.skew}, ms. */
    long skew() {
        return settings.millis(Catalogue.CLOCK_SKEW);
    }

    /** {@code ledger.max-age}, ms. */
    long maxAge() {
        return settings.millis(Catalogue.LEDGER_MAX_AGE);
    }

    /** {@code ledger.keep}, ms. */
    long keep() {
        return settings.millis(Catalogue.LEDGER_KEEP);
    }

    /** When absence proves something. */
    public AbsenceRule absence() {
        return new AbsenceRule(
                skew(),
                grace(),
                settings.millis(Catalogue.LEDGER_HOLE_WAIT),
                keep(),
                maxAge(),
                settings.millis(Catalogue.CLOCK_MAX_AHEAD),
                maxLife(),
                settings.get(Catalogue.ISSUER_EXPECTED_UNCOVERED),
                kinds);
    }

    /** The longest life of a token. */
    MaxLife maxLife() {
        return MaxLife.of(settings.get(Catalogue.TOKEN_MAX_LIFE));
    }

    /** In what a token must agree with its issuance. */
    ComparisonRule comparison() {
        return new ComparisonRule(settings.get(Catalogue.TOKEN_COMPARE), skew());
    }
}
