package org.forgedtoken.detector.judge;

import java.util.Set;
import java.util.function.Predicate;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.MaxLife;

/**
 * What JUDGE goes by; all times in ms. See the settings of the same names.
 *
 * @param blockMax how long a verdict is remembered after the last use
 * @param hasAccounts whether there is an accounts feed
 * @param strangeKeysMax so many keys that nothing but good signatures vouch for have incidents of their own
 * @param kinds of tokens that the issuance feed carries, says its mapping; empty: all
 * @param manyContents of which issuers an id may have more contents than issuance records
 */
public record JudgePolicy(
        long grace,
        long skew,
        long holeWait,
        long keep,
        long maxAge,
        long maxAhead,
        long revocationGrace,
        long blockMax,
        long pendingMax,
        MaxLife maxLife,
        Set<Claim> compare,
        Set<String> expectedUncovered,
        Set<String> kinds,
        Predicate<String> manyContents,
        boolean hasAccounts,
        long strangeKeysMax,
        KeyPolicy keys,
        long episodeQuiet) {

    /** When absence proves something. */
    AbsenceRule absence() {
        return new AbsenceRule(skew, grace, holeWait, keep, maxAge, maxAhead, maxLife, expectedUncovered, kinds);
    }
}
