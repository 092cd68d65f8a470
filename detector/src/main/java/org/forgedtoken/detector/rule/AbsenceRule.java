package org.forgedtoken.detector.rule;

import java.util.Set;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.Coverage;
import org.forgedtoken.detector.ledger.Hole;
import org.forgedtoken.detector.ledger.IssuerFacts;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * May a token's absence from the ledger be called proof (CONTRACT, section 5, Verdicts)? Event times, epoch ms.
 *
 * <p>The stretch of a token is [s − skew, s + skew + grace] with s = min(issued-at, first use); where issued-at is
 * unknown, [first use − max-life, first use + skew + grace].
 */
public final class AbsenceRule {
    private final long skew;
    private final long grace;
    private final long holeWait;
    private final long keep;
    private final long maxAge;
    private final MaxLife maxLife;
    private final Set<String> expectedUncovered;
    private final Set<String> kinds;

    /**
     * All times in ms; see the settings of the same names.
     *
     * @param kinds of tokens that the issuance feed carries; empty: all
     */
    public AbsenceRule(
            long skew,
            long grace,
            long holeWait,
            long keep,
            long maxAge,
            MaxLife maxLife,
            Set<String> expectedUncovered,
            Set<String> kinds) {
        this.skew = skew;
        this.grace = grace;
        this.holeWait = holeWait;
        this.keep = keep;
        this.maxAge = maxAge;
        this.maxLife = maxLife;
        this.expectedUncovered = expectedUncovered;
        this.kinds = kinds;
    }

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
    public Stretch stretch(TokenClaims token, long firstUse, IssuerFacts facts) {
        long until = firstUse + skew + grace;
        if (!Times.known(token.issuedAt())) {
            return new Stretch(firstUse - maxLife.millis(facts, until - grace), until);
        }
        long start = Math.min(token.issuedAt(), firstUse);
        return new Stretch(start - skew, start + skew + grace);
    }

    /**
     * Decides on a token that the ledger does not have.
     *
     * @param issuanceReadTo past which event time the issuance feed has been read, of whatever issuer
     * @param ended whether both feeds were read to an end: nothing more will come
     */
    public Decision decide(
            IdentityKind identity,
            TokenClaims token,
            long firstUse,
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
        Stretch stretch = stretch(token, firstUse, facts);
        long frontier = coverage.frontier(issuer);
        if ((identity == IdentityKind.TUPLE && !Times.known(token.issuedAt()))
                || wasKeyedOtherwise(identity, facts, stretch, frontier)) {
            // told at once: all tokens of such an issuer would wait in vain
            return new Decision.Undecided(Undetermined.IDENTITY);
        }
        if (frontier < stretch.until() && !ended) {
            return new Decision.Wait(stretch.until());
        }
        if (isKeyedOtherwise(identity, facts, ended ? Long.MAX_VALUE : stretch.until() - grace)) {
            return new Decision.Undecided(Undetermined.IDENTITY);
        }
        if (Times.known(token.expiresAt()) && firstUse > token.expiresAt() + keep) {
            return new Decision.Undecided(Undetermined.EXPIRED);
        }
        Coverage.Answer answer = coverage.ask(issuer, stretch, issued(stretch, firstUse));
        if (answer instanceof Coverage.Answer.Covered && mayHaveBeenLetGo(token, firstUse)) {
            return new Decision.Undecided(Undetermined.EXPIRED);
        }
        return byCoverage(stretch, answer, frontier, ended);
    }

    /** The hole because of which nothing can be said of such a token; null where there is none. */
    public @Nullable Hole hole(TokenClaims token, long firstUse, Coverage coverage) {
        Stretch stretch = stretch(token, firstUse, coverage.facts(token.issuer()));
        Coverage.Answer answer = coverage.ask(token.issuer(), stretch, issued(stretch, firstUse));
        return answer instanceof Coverage.Answer.InHole in ? in.hole() : null;
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

    /** Whether the ledger's own entry may have stated no expiry, and be older than such entries are kept. */
    private boolean mayHaveBeenLetGo(TokenClaims token, long firstUse) {
        return !Times.known(token.expiresAt()) && Times.known(token.issuedAt()) && firstUse > token.issuedAt() + maxAge;
    }
}
