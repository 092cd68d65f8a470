package org.forgedtoken.detector.rule;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a presented token is one that its ledger entry vouches for (CONTRACT, section 5, ISSUED and ALTERED). Equal
 * digests settle it; else only claims that both sides state are compared, times within the clock skew.
 */
public final class ComparisonRule {
    private final Set<Claim> compared;
    private final long skew;

    /** @param skew ms */
    public ComparisonRule(Set<Claim> compared, long skew) {
        this.compared = compared;
        this.skew = skew;
    }

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
        return entry.crowded() ? new Result(best.statement(), new TreeMap<>(), Set.of()) : best;
    }

    private Result compare(TokenClaims presented, Statement statement, Set<Claim> ignored) {
        TokenClaims ledger = statement.claims();
        SortedMap<Claim, Difference> differing = new TreeMap<>();
        Map<Claim, Boolean> agreeing = new EnumMap<>(Claim.class);
        text(Claim.DIGEST, presented.digest(), ledger.digest(), differing, agreeing);
        if (agreeing.containsKey(Claim.DIGEST)) {
            return new Result(statement, new TreeMap<>(), Set.of(Claim.DIGEST));
        }
        text(Claim.ACCOUNT, presented.account(), ledger.account(), differing, agreeing);
        text(Claim.CLIENT, presented.client(), ledger.client(), differing, agreeing);
        text(Claim.KEY, presented.keyId(), ledger.keyId(), differing, agreeing);
        time(Claim.ISSUED_AT, presented.issuedAt(), ledger.issuedAt(), differing, agreeing);
        time(Claim.EXPIRY, presented.expiresAt(), ledger.expiresAt(), differing, agreeing);
        differing.keySet().removeIf(claim -> ignored.contains(claim) || !isCompared(claim));
        return new Result(statement, differing, agreeing.keySet());
    }

    private boolean isCompared(Claim claim) {
        return claim == Claim.DIGEST || compared.contains(claim);
    }

    private static void text(
            Claim claim,
            @Nullable String presented,
            @Nullable String ledger,
            Map<Claim, Difference> differing,
            Map<Claim, Boolean> agreeing) {
        if (presented == null || ledger == null) {
            return;
        }
        if (presented.equals(ledger)) {
            agreeing.put(claim, true);
        } else {
            differing.put(claim, new Difference(claim.label(), presented, ledger));
        }
    }

    private void time(
            Claim claim, long presented, long ledger, Map<Claim, Difference> differing, Map<Claim, Boolean> agreeing) {
        if (!Times.known(presented) || !Times.known(ledger)) {
            return;
        }
        if (presented - ledger <= skew && ledger - presented <= skew) {
            agreeing.put(claim, true);
        } else {
            differing.put(claim, new Difference(claim.label(), Long.toString(presented), Long.toString(ledger)));
        }
    }
}
