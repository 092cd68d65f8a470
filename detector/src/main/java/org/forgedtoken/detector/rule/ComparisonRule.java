package org.forgedtoken.detector.rule;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a presented token is one that its ledger entry vouches for (reference/verdicts.md). Equal
 * digests settle it; else only claims that both sides state are compared, times within the clock skew.
 *
 * @param skew ms
 */
public record ComparisonRule(Set<Claim> compared, long skew) {
    private static final SortedMap<Claim, Difference> NOTHING = Collections.emptySortedMap();

    /**
     * What came of a comparison.
     *
     * @param statement the issuance that agrees, else the one that differs least
     * @param differing what differs, with the ledger's side; empty where the token is vouched for
     * @param agreeing the claims that both sides state alike
     */
    public record Result(Statement statement, SortedMap<Claim, Difference> differing, Set<Claim> agreeing) {
        public boolean isVouchedFor() {
            return differing.isEmpty();
        }
    }

    /** Compares with every statement of an entry that has one, and gives the best; {@code ignored} claims do not count. */
    public Result compare(TokenClaims presented, IssuedToken entry, Set<Claim> ignored) {
        Result best = null;
        for (Statement statement : entry.statements()) {
            Result result = compare(presented, statement, ignored);
            if (result.isVouchedFor()) {
                return result;
            }
            if (best == null || result.differing().size() < best.differing().size()) {
                best = result;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("an entry without a statement has nothing to compare");
        }
        return entry.crowded() ? ofCrowded(best, entry) : best;
    }

    /** Of an entry with more statements than are kept, only whose it is can be held against a token, where all agree in it. */
    private static Result ofCrowded(Result best, IssuedToken entry) {
        SortedMap<Claim, Difference> differing = new TreeMap<>(best.differing());
        differing
                .keySet()
                .removeIf(claim -> !(claim == Claim.ACCOUNT && entry.statesOne(TokenClaims::account))
                        && !(claim == Claim.CLIENT && entry.statesOne(TokenClaims::client)));
        return new Result(best.statement(), differing, differing.isEmpty() ? Set.of() : best.agreeing());
    }

    private Result compare(TokenClaims presented, Statement statement, Set<Claim> ignored) {
        TokenClaims ledger = statement.claims();
        Sides sides = new Sides();
        sides.text(Claim.DIGEST, presented.digest(), ledger.digest());
        if (sides.agreeing.contains(Claim.DIGEST)) {
            return new Result(statement, sides.differing, sides.agreeing);
        }
        sides.text(Claim.ACCOUNT, presented.account(), ledger.account());
        sides.text(Claim.CLIENT, presented.client(), ledger.client());
        sides.text(Claim.KEY, presented.keyId(), ledger.keyId());
        sides.time(Claim.ISSUED_AT, presented.issuedAt(), ledger.issuedAt(), skew);
        sides.time(Claim.EXPIRY, presented.expiresAt(), ledger.expiresAt(), skew);
        if (!sides.differing.isEmpty()) {
            sides.differing.keySet().removeIf(claim -> ignored.contains(claim) || !isCompared(claim));
        }
        return new Result(statement, sides.differing, sides.agreeing);
    }

    private boolean isCompared(Claim claim) {
        return claim == Claim.DIGEST || compared.contains(claim);
    }

    /** The claims that both sides state. */
    private static final class Sides {
        private final Set<Claim> agreeing = EnumSet.noneOf(Claim.class);
        private SortedMap<Claim, Difference> differing = NOTHING;

        void text(Claim claim, @Nullable String presented, @Nullable String ledger) {
            if (presented == null || ledger == null) {
                return;
            }
            if (presented.equals(ledger)) {
                agreeing.add(claim);
            } else {
                differs(claim, presented, ledger);
            }
        }

        void time(Claim claim, long presented, long ledger, long skew) {
            if (!Times.known(presented) || !Times.known(ledger)) {
                return;
            }
            if (presented - ledger <= skew && ledger - presented <= skew) {
                agreeing.add(claim);
            } else {
                differs(claim, Long.toString(presented), Long.toString(ledger));
            }
        }

        private void differs(Claim claim, String presented, String ledger) {
            if (differing.isEmpty()) {
                differing = new TreeMap<>();
            }
            differing.put(claim, new Difference(claim.label(), presented, ledger));
        }
    }
}
