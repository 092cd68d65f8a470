package org.forgedtoken.detector.judge;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.Verdict;

/**
 * Uses of tokens that the ledger vouches for: held against their times, and against what has ended the token or its key
 * once that is known. Not thread-safe.
 */
final class IssuedUses {
    private final long skew;
    private final Cases cases;
    private final Schedule schedule;
    private final Comparisons comparisons;
    private final Accusations accusations;
    private final KeyChecks keys;
    private final Contents contents;

    /** @param skew ms */
    IssuedUses(
            long skew,
            Cases cases,
            Schedule schedule,
            Comparisons comparisons,
            Accusations accusations,
            KeyChecks keys,
            Contents contents) {
        this.skew = skew;
        this.cases = cases;
        this.schedule = schedule;
        this.comparisons = comparisons;
        this.accusations = accusations;
        this.keys = keys;
        this.contents = contents;
    }

    /** A use that the ledger vouches for; its revocation, or that of its key, may not be known yet. */
    void vouchedFor(TokenKey key, AccessRecord use, IssuedToken entry, ComparisonRule.Result result) {
        vouchedFor(key, use, entry, result, false);
    }

    /** @param toldAsEarly whether it has been counted as earlier than its token's issue */
    void vouchedFor(
            TokenKey key, AccessRecord use, IssuedToken entry, ComparisonRule.Result result, boolean toldAsEarly) {
        if (Cases.isSilent(use)) {
            return;
        }
        contents.used(key, use, entry);
        long needed = use.time() - skew;
        boolean known = schedule.revocationsKnownTo(use.token().issuer()) >= needed;
        if (!known) {
            known = !cases.holdUnrevoked(key, use, needed);
        }
        accusations.issued(key, use, result.statement(), known ? entry.revokedAt() : Times.UNKNOWN, toldAsEarly);
        if (known) {
            signed(key, use, result.statement(), 1);
        }
    }

    /** Nothing that could have ended the token, or its key, before these uses is still to come. */
    void revocationsKnown(TokenKey key, Variant variant, IssuedToken entry) {
        cases.remove(key, variant);
        variant.uses().forEach(use -> accusations.revocation(key, use, entry.revokedAt()));
        IssuedToken relevant = entry.relevantFor(key.kind(), variant.claims(), skew);
        if (relevant.isIssued()) {
            Statement statement =
                    comparisons.compare(key, variant.first(), relevant).statement();
            variant.eachUse((use, accesses) -> signed(key, use, statement, accesses));
        }
    }

    /** The ledger vouches for a token that was accused: what it says gives way, and names the key of one that names none. */
    void acquitted(TokenKey key, Variant variant, IssuedToken entry, Statement statement) {
        accusations.acquitted(key, variant, statement, entry.revokedAt());
        if (!variant.silent()) {
            contents.used(key, variant.first(), entry);
        }
        Verdict verdict = switch (variant.state()) {
            case ALTERED -> Verdict.ALTERED;
            case SUSPECTED -> Verdict.UNDETERMINED;
            default -> Verdict.NEVER_ISSUED;
        };
        Statement known = verdict == Verdict.ALTERED ? statement : null;
        variant.eachUse((use, accesses) -> keys.acquitted(
                KeyUse.judged(key, use, verdict, known, accesses, use.time(), false),
                KeyUse.judged(key, use, Verdict.ISSUED, statement, accesses, use.time(), false)));
    }

    private void signed(TokenKey key, AccessRecord use, Statement statement, long accesses) {
        keys.judged(KeyUse.judged(key, use, Verdict.ISSUED, statement, accesses, use.time(), false));
    }
}
