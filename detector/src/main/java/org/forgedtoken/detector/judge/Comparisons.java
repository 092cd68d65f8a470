package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.ComparisonRule;

/** Holds presented tokens against their ledger entries, and learns which claims of an issuer can be compared at all. */
final class Comparisons {
    private final ComparisonRule rule;
    private final IssuerHabits habits;
    private final Cases cases;
    private final Rulings rulings;
    private final Accusations accusations;

    Comparisons(ComparisonRule rule, IssuerHabits habits, Cases cases, Rulings rulings, Accusations accusations) {
        this.rule = rule;
        this.habits = habits;
        this.cases = cases;
        this.rulings = rulings;
        this.accusations = accusations;
    }

    /** Compares; what was held back or accused for a claim of which more is known now is looked at again. */
    ComparisonRule.Result compare(TokenKey key, AccessRecord use, IssuedToken entry) {
        String issuer = use.token().issuer();
        IssuerHabits.OfIssuer known = habits.of(issuer);
        Set<Claim> noise = known.noise();
        ComparisonRule.Result result = rule.compare(use.token(), entry, noise);
        // a token counts once, whatever else is presented under its id: a forger has only one real id, but any content
        Set<Claim> news = known.learn(() -> TimeChecks.entity(key, use.token()), result);
        if (news.isEmpty()) {
            return result;
        }
        for (Claim claim : news) {
            if (noise.contains(claim)) {
                accusations.incomparable(key, use, claim.label());
            }
        }
        cases.recheck(issuer);
        if (!noise.isEmpty()) {
            acquit(issuer, noise.stream().map(Claim::label).toList());
        }
        return rule.compare(use.token(), entry, noise);
    }

    private void acquit(String issuer, List<String> noise) {
        for (Cases.Case accused : cases.alteredOnlyIn(issuer, noise)) {
            rulings.withdraw(accused.key(), accused.variant(), StatusDetail.LATE_RECORD);
            rulings.issued(accused.key(), accused.variant());
            cases.remove(accused.key(), accused.variant());
        }
    }
}
