package org.forgedtoken.detector.judge;

import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.AbsenceRule.Decision;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.forgedtoken.detector.rule.Undetermined;
import org.jspecify.annotations.Nullable;

/** What it says, by all that is known now, that the ledger does not have a token. Not thread-safe. */
final class Absence {
    private final AbsenceRule rule;
    private final Coverage coverage;
    private final Positions positions;
    private final IssuerHabits habits;

    Absence(AbsenceRule rule, Coverage coverage, Positions positions, IssuerHabits habits) {
        this.rule = rule;
        this.coverage = coverage;
        this.positions = positions;
        this.habits = habits;
    }

    /** What can be said of the variant, which the ledger does not have. */
    Decision decide(TokenKey key, Variant variant) {
        long readTo = positions.ofBoth();
        boolean ended = readTo == PositionMark.END;
        Decision decision = ended || positions.areWholeFor(variant.claims().issuer(), coverage)
                ? rule.decide(
                        key.kind(),
                        variant.claims(),
                        variant.first().time(),
                        claimedKind(variant.first()),
                        habit(variant.claims().issuer()),
                        coverage,
                        positions.of(Feed.ISSUANCE),
                        ended)
                : new Decision.Wait(stretch(variant.claims(), variant.first()).until());
        boolean hasWaited = variant.needed() > 0;
        return decision instanceof Decision.NeverIssued
                        && !ended
                        && !hasWaited
                        && readTo
                                > rule.keptUntil(
                                        variant.claims(), variant.first().time(), facts(variant))
                ? new Decision.Undecided(Undetermined.EXPIRED)
                : decision;
    }

    private IssuerFacts facts(Variant variant) {
        return coverage.facts(variant.claims().issuer());
    }

    /** The hole because of which nothing can be said of the variant; null where there is none. */
    @Nullable
    Hole hole(Variant variant) {
        return rule.hole(
                variant.claims(), variant.first().time(), habit(variant.claims().issuer()), coverage);
    }

    /** What the ledger must hold for the absence of a token with these claims to prove something. */
    Stretch stretch(TokenClaims token, AccessRecord firstUse) {
        return rule.stretch(token, firstUse.time(), coverage.facts(token.issuer()), habit(token.issuer()));
    }

    /** The kind that a verified token claims for itself, or null. */
    static @Nullable String claimedKind(AccessRecord use) {
        return use.signature() == Signature.VALID ? use.presentation().claimedKind() : null;
    }

    private IssuerHabit habit(String issuer) {
        return coverage.carries(issuer) ? habits.of(issuer) : IssuerHabit.NONE;
    }
}
