package org.forgedtoken.detector.rule;

import java.util.Set;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * May a token's absence from the ledger be called proof (reference/verdicts.md)? Event times, epoch ms.
 *
 * <p>The stretch of a token is [s − skew, s + skew + grace] with s = min(issued-at, first use); where issued-at is
 * unknown, [first use − max-life, first use + skew + grace]. Of what a token says of its own times, only what can be true
 * counts.
 *
 * <p>All times in ms; see the settings of the same names.
 *
 * @param kinds of tokens that the issuance feed carries; empty: all
 */
public record AbsenceRule(
        long skew,
        long grace,
        long holeWait,
        long keep,
        long maxAge,
        long maxAhead,
        MaxLife maxLife,
        Set<String> expectedUncovered,
        Set<String> kinds) {

    /** What can be said now. */
    public sealed interface Decision {
        /** The token waits until coverage of its issuer has come to {@code needed}. */
        record Wait(long needed) implements Decision {}

        /** The ledger holds the whole stretch, and does not have the token. */
        record NeverIssued(Stretch stretch) implements Decision {}

        /** Nothing can be proved. */
        record Undecided(Undetermined reason) implements Decision {}
    }

    /** The stretch that the ledger must hold. */
    public Stretch stretch(TokenClaims token, long firstUse, IssuerFacts facts, IssuerHabit habit) {
        long life = maxLife.millis(facts, token.kind(), firstUse + skew);
        long issuedAt = issuedAt(token, BelievedTimes.of(token, life), firstUse, habit);
        if (!Times.known(issuedAt)) {
            long since = life == MaxLife.UNBOUNDED ? BelievedTimes.EARLIEST : firstUse - life;
            return new Stretch(since, firstUse + skew + grace);
        }
        long end = Math.min(issuedAt, firstUse + maxAhead);
        return new Stretch(Math.min(issuedAt, firstUse) - skew, end + skew + grace);
    }

    /**
     * A token that omits what its issuer always states gains nothing by it. One whose content no one has read may state it: a
     * gateway's log need not tell.
     */
    private static long issuedAt(TokenClaims token, BelievedTimes times, long firstUse, IssuerHabit habit) {
        boolean isOmitted = !Times.known(times.issuedAt()) && token.digest() != null && habit.alwaysStatesIssuedAt();
        return isOmitted ? firstUse : times.issuedAt();
    }

    /**
     * Decides on a token that the ledger does not have.
     *
     * @param claimedKind that a verified token claims for itself, or null
     * @param habit of the token's issuer
     * @param issuanceReadTo past which event time the issuance feed has been read, of whatever issuer
     * @param ended whether both feeds were read to an end: nothing more will come
     */
    public Decision decide(
            IdentityKind identity,
            TokenClaims token,
            long firstUse,
            @Nullable String claimedKind,
            IssuerHabit habit,
            Coverage coverage,
            long issuanceReadTo,
            boolean ended) {
        String issuer = token.issuer();
        if (!coverage.carries(issuer)) {
            long needed = Math.max(firstUse + skew + grace, allAreHeardOf(coverage));
            return ended || issuanceReadTo >= needed || expectedUncovered.contains(issuer)
                    ? new Decision.Undecided(Undetermined.ISSUER)
                    : new Decision.Wait(needed);
        }
        if (token.kind() != null && !kinds.isEmpty() && !kinds.contains(token.kind())) {
            return new Decision.Undecided(Undetermined.KIND);
        }
        IssuerFacts facts = coverage.facts(issuer);
        Stretch stretch = stretch(token, firstUse, facts, habit);
        long frontier = coverage.frontier(issuer);
        boolean isOfAnotherKind = claimedKind != null && !isCarried(claimedKind, facts, stretch.until() - grace);
        if (!isOfAnotherKind
                && ((identity == IdentityKind.TUPLE && !Times.known(token.issuedAt()))
                        || wasKeyedOtherwise(identity, facts, stretch, frontier))) {
            // told at once: all tokens of such an issuer would wait in vain
            return new Decision.Undecided(Undetermined.IDENTITY);
        }
        if (frontier < stretch.until() && !ended) {
            return new Decision.Wait(stretch.until());
        }
        if (isOfAnotherKind) {
            return new Decision.Undecided(Undetermined.KIND);
        }
        if (isKeyedOtherwise(identity, facts, ended ? Long.MAX_VALUE : stretch.until() - grace)) {
            return new Decision.Undecided(Undetermined.IDENTITY);
        }
        BelievedTimes times = BelievedTimes.of(token, maxLife.millis(facts, token.kind(), firstUse + skew));
        if (Times.known(times.expiresAt()) && firstUse > times.expiresAt() + keep) {
            return new Decision.Undecided(Undetermined.EXPIRED);
        }
        if (!Times.known(times.expiresAt()) && mayBeEvicted(token, times, firstUse, facts, habit)) {
            return new Decision.Undecided(Undetermined.EXPIRED);
        }
        Coverage.Answer answer = coverage.ask(issuer, stretch, issued(stretch, firstUse));
        return byCoverage(stretch, answer, frontier, ended);
    }

    /**
     * Up to when (event time, epoch ms) both feeds may have been read while the ledger still keeps the entry of such a token,
     * had it one: a use that is read later, as that of a connection of days, says nothing by being absent.
     */
    public long keptUntil(TokenClaims token, long firstUse, IssuerFacts facts) {
        long expiresAt = BelievedTimes.of(token, maxLife.millis(facts, token.kind(), firstUse + skew))
                .expiresAt();
        return (Times.known(expiresAt) ? Math.max(firstUse, expiresAt) : firstUse) + keep;
    }

    /** The hole because of which nothing can be said of such a token; null where there is none. */
    public @Nullable Hole hole(TokenClaims token, long firstUse, IssuerHabit habit, Coverage coverage) {
        Stretch stretch = stretch(token, firstUse, coverage.facts(token.issuer()), habit);
        Coverage.Answer answer = coverage.ask(token.issuer(), stretch, issued(stretch, firstUse));
        return answer instanceof Coverage.Answer.InHole in ? in.hole() : null;
    }

    /**
     * Whether the feed carries tokens of a kind that a token claims: where no one has said which kinds it carries, those that
     * its records name. A token of a provider's other log is no forgery.
     */
    private boolean isCarried(String kind, IssuerFacts facts, long time) {
        return kinds.isEmpty() ? facts.statesKind(kind, time) : kinds.contains(kind);
    }

    /** When a token of this stretch may have been issued. */
    private Stretch issued(Stretch stretch, long firstUse) {
        return new Stretch(stretch.since() + skew, Math.min(firstUse, stretch.until() - skew - grace));
    }

    /**
     * From when on every issuer has been heard of that the feed carries from its beginning: a token may have been used long
     * before, and which issuer's first record is read first says nothing.
     */
    private long allAreHeardOf(Coverage coverage) {
        long start = coverage.start();
        return start == Long.MAX_VALUE ? Long.MIN_VALUE : start + 2 * grace;
    }

    /** Well before the token's stretch, so that how far the feed has been read by now makes no difference. */
    private boolean wasKeyedOtherwise(IdentityKind identity, IssuerFacts facts, Stretch stretch, long frontier) {
        long before = stretch.until() - 2 * (skew + grace);
        return frontier - grace >= before && isKeyedOtherwise(identity, facts, before);
    }

    private Decision byCoverage(Stretch stretch, Coverage.Answer answer, long frontier, boolean ended) {
        if (answer instanceof Coverage.Answer.Covered) {
            return new Decision.NeverIssued(stretch);
        }
        if (answer instanceof Coverage.Answer.BeforeLedger) {
            // this holds no state: what may still come in time, its issuance or what the ledger begins with, is waited
            // for
            long needed = stretch.until() + grace;
            return frontier >= needed || ended
                    ? new Decision.Undecided(Undetermined.BEFORE_LEDGER)
                    : new Decision.Wait(needed);
        }
        if (answer instanceof Coverage.Answer.InHole hole) {
            long needed = hole.until() + holeWait;
            if (frontier >= needed) {
                return new Decision.Undecided(Undetermined.HOLE);
            }
            return ended ? new Decision.Undecided(Undetermined.WAITING) : new Decision.Wait(needed);
        }
        return new Decision.Undecided(Undetermined.WAITING);
    }

    /** Whether the issuer's records up to {@code time} were keyed by identities, but never by one of this kind. */
    private static boolean isKeyedOtherwise(IdentityKind identity, IssuerFacts facts, long time) {
        if (facts.isKeyedBy(identity, time)) {
            return false;
        }
        for (IdentityKind other : IdentityKind.values()) {
            if (facts.isKeyedBy(other, time)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the ledger may have had an entry without an expiry, and may have kept it as long as it keeps such entries. */
    private boolean mayBeEvicted(
            TokenClaims token, BelievedTimes times, long firstUse, IssuerFacts facts, IssuerHabit habit) {
        String kind = token.kind();
        long since = habit.evictedSince(kind != null && facts.statesKind(kind, firstUse + skew) ? kind : null);
        long issuedAt = issuedAt(token, times, firstUse, habit);
        boolean isRecent = Times.known(issuedAt) && issuedAt >= firstUse - maxAge;
        return Times.known(since) && firstUse > since && !isRecent;
    }
}
