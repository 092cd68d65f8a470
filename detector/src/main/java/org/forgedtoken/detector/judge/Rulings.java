package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Counts;
import org.jspecify.annotations.Nullable;

/** Pronounces verdicts: counts them, and accuses. A variant whose signature is known bad is counted and nothing else. */
final class Rulings {
    private final JudgePolicy policy;
    private final Coverage coverage;
    private final Absence absence;
    private final IssuerHabits habits;
    private final Accusations accusations;
    private final EarlyUses early;
    private final Sightings sightings;
    private final KeyChecks keys;
    private final Counts verdicts;

    Rulings(
            JudgePolicy policy,
            Coverage coverage,
            Absence absence,
            IssuerHabits habits,
            Accusations accusations,
            EarlyUses early,
            Sightings sightings,
            KeyChecks keys,
            Counts verdicts) {
        this.policy = policy;
        this.coverage = coverage;
        this.absence = absence;
        this.habits = habits;
        this.accusations = accusations;
        this.early = early;
        this.sightings = sightings;
        this.keys = keys;
        this.verdicts = verdicts;
    }

    /** The use is good. */
    void issued(TokenKey key, AccessRecord use) {
        verdicts.verdict(Verdict.ISSUED, 1);
        sightings.judged(key, use, Verdict.ISSUED);
    }

    /** The uses of this variant are good. */
    void issued(TokenKey key, Variant variant) {
        verdicts.verdict(Verdict.ISSUED, variant.count());
        sightings.judged(key, variant, Verdict.ISSUED, null);
    }

    /** The uses of this variant are of a token that was never issued. */
    void neverIssued(TokenKey key, Variant variant, Stretch stretch, long revokedAt) {
        verdicts.verdict(Verdict.NEVER_ISSUED, variant.count());
        long knownAt = knownAt(variant);
        sightings.forged(key, variant, Verdict.NEVER_ISSUED, knownAt);
        keys(key, variant, Verdict.NEVER_ISSUED, null, knownAt, use -> true);
        if (!variant.silent()) {
            accusations.neverIssued(key, variant, stretch, facts(variant.claims()), knownAt, revokedAt);
        }
    }

    /** The uses of this variant are of a token with other content than was issued. */
    void altered(TokenKey key, Variant variant, ComparisonRule.Result result, long revokedAt) {
        verdicts.verdict(Verdict.ALTERED, variant.count());
        long knownAt = knownAt(variant);
        sightings.forged(key, variant, Verdict.ALTERED, knownAt);
        keys(key, variant, Verdict.ALTERED, result.statement(), knownAt, use -> true);
        if (variant.state() == State.NEVER_ISSUED) {
            variant.eachUse((use, accesses) -> keys.acquitted(
                    KeyUse.judged(key, use, Verdict.NEVER_ISSUED, null, accesses, knownAt, true),
                    KeyUse.judged(key, use, Verdict.ALTERED, result.statement(), accesses, knownAt, true)));
        }
        if (!variant.silent()) {
            accusations.altered(key, variant, result, facts(variant.claims()), knownAt, revokedAt);
        }
    }

    /**
     * Of the uses of this variant nothing can be said.
     *
     * @return the alerts that rest on its absence all the same
     */
    List<AlertKey> undecided(TokenKey key, Variant variant, Undetermined reason, long revokedAt) {
        TokenClaims token = variant.claims();
        verdicts.undetermined(key, token.issuer(), reason, variant.count());
        sightings.judged(key, variant, Verdict.UNDETERMINED, reason);
        long knownAt = knownAt(variant);
        if (reason == Undetermined.WAITING && !variant.silent()) {
            early.tellLast(key, variant, knownAt);
        }
        Gathered found = variant.silent() || reason == Undetermined.WAITING
                ? new Gathered(key)
                : accusations.undetermined(
                        key,
                        variant,
                        reason,
                        policy.settings()
                                .get(Catalogue.ISSUER_EXPECTED_UNCOVERED)
                                .contains(token.issuer()),
                        lackingId(token, knownAt),
                        facts(token),
                        knownAt,
                        revokedAt);
        keys(key, variant, Verdict.UNDETERMINED, null, knownAt, found.involved()::contains);
        Hole hole = reason == Undetermined.HOLE ? absence.hole(variant) : null;
        if (hole != null && hole.capacity() < Long.MAX_VALUE) {
            accusations.missing(key, variant, hole);
        }
        return found.restingOnAbsence();
    }

    /** Where the uses had another verdict before, they have been told already. */
    private void keys(
            TokenKey key,
            Variant variant,
            Verdict verdict,
            @Nullable Statement ledger,
            long knownAt,
            Predicate<AccessRecord> counted) {
        if (variant.state().waits()) {
            variant.eachUse((use, accesses) ->
                    keys.judged(KeyUse.judged(key, use, verdict, ledger, accesses, knownAt, counted.test(use))));
        }
    }

    /** The verdict on this variant was wrong: it is taken back. */
    void withdraw(TokenKey key, Variant variant, StatusDetail reason) {
        boolean isAltered = variant.state() == State.ALTERED;
        if (!isAltered && variant.state() != State.NEVER_ISSUED) {
            return;
        }
        verdicts.verdict(isAltered ? Verdict.ALTERED : Verdict.NEVER_ISSUED, -variant.count());
        if (!variant.silent()) {
            accusations.withdraw(key, variant, isAltered ? Rule.TOKEN_ALTERED : Rule.TOKEN_NEVER_ISSUED, reason);
        }
    }

    /** What is to be said of a token without an id where its issuer always sets one; null of any other. */
    private @Nullable SortedMap<String, String> lackingId(TokenClaims token, long knownAt) {
        IssuerFacts facts = facts(token);
        if (!token.idAbsent()
                || !facts.alwaysSetsId(knownAt)
                || !habits.of(token.issuer()).carriesId()) {
            return null;
        }
        SortedMap<String, String> more = new TreeMap<>();
        if (facts.alwaysStatesDigest(knownAt)) {
            more.put("setting", "token.identity." + token.issuer() + "=digest");
        }
        return more;
    }

    /**
     * As of when it is asked what the issuer has taught: the decidable time, but not long before the use, since who claims an
     * early issue time would choose a time at which nothing was known. So long before the use all records have been read.
     */
    private long knownAt(Variant variant) {
        long decidable = absence.stretch(variant.claims(), variant.first()).until() - policy.grace();
        return Math.max(decidable, variant.first().time() - 2 * (policy.skew() + policy.grace()));
    }

    private IssuerFacts facts(TokenClaims token) {
        return coverage.facts(token.issuer());
    }
}
