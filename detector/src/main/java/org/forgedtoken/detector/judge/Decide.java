package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.BlockList;
import org.jspecify.annotations.Nullable;

/**
 * DECIDE: whether a token that is presented now may pass, from what one task of JUDGE knows. It reads and changes nothing,
 * beside JUDGE and at the same time: coverage is taken as it was when this object was made, the ledger as it is at each
 * question. So the ledger is never older than the coverage by which its silence counts, since marks are put behind the
 * records that they speak for. Make a new one a few times a second. Safe for use by several threads where the state is.
 */
public final class Decide {
    private final long skew;
    private final JudgeState state;
    private final BlockList blocks;
    private final boolean caughtUp;
    private final Set<String> compromisedIssuers;
    private final AbsenceRule absence;
    private final ComparisonRule comparison;
    private final Positions positions = new Positions();
    private final Coverage coverage = new Coverage();
    private final Map<String, IssuerHabits.OfIssuer> issuers = new HashMap<>();

    /**
     * Takes up coverage as it is now.
     *
     * @param caughtUp whether both feeds have been read to the ends that they had at the start
     */
    public Decide(JudgePolicy policy, JudgeState state, BlockList blocks, boolean caughtUp) {
        this.caughtUp = caughtUp;
        this.skew = policy.skew();
        this.state = state;
        this.blocks = blocks;
        this.compromisedIssuers = blocks.compromisedIssuers();
        this.absence = policy.absence();
        this.comparison = policy.comparison();
        // Before the coverage: a partition's position is told behind its coverage, so that where every partition has
        // told
        // its position, the coverage read after that is of every partition.
        state.positions().forEach((key, mark) -> positions.apply(mark));
        state.coverage().forEach((key, mark) -> {
            positions.expect(Feed.ISSUANCE, mark.partitions());
            coverage.apply(mark);
        });
        IssuerHabits habits = new IssuerHabits(policy, state);
        coverage.issuers().forEach(issuer -> issuers.put(issuer, habits.of(issuer)));
    }

    /**
     * Decides; null where that takes a ledger that has been read to its end.
     *
     * @param token its kind is what it claims for itself: the gateway that asks has checked its signature, or will
     * @param now epoch ms
     */
    public @Nullable Decision of(TokenKey key, TokenClaims token, long now) {
        IssuedToken entry = state.ledger().get(key);
        IssuedToken relevant = entry == null ? IssuedToken.NONE : entry.relevantFor(key.kind(), token, skew);
        boolean issued = relevant.isIssued() && agrees(token, relevant);
        Decision blocked = issued ? null : blocked(token, relevant.isIssued(), now);
        if (blocked != null) {
            return blocked;
        }
        if (entry != null && key.kind() != IdentityKind.TUPLE && Times.known(entry.revokedAt())) {
            return Decision.REVOKED;
        }
        if (isKeyRevoked(token)) {
            return Decision.KEY_REVOKED;
        }
        if (issued) {
            return Decision.ISSUED;
        }
        if (!caughtUp) {
            return null;
        }
        Decision found = unissued(key, token, relevant.isIssued(), now);
        return !found.allowed() && isFalsePositive(key, now) ? Decision.FALSE_POSITIVE : found;
    }

    private Decision unissued(TokenKey key, TokenClaims token, boolean differs, long now) {
        if (!differs && isProvenAbsent(key, token, now)) {
            return Decision.NEVER_ISSUED;
        }
        return isOfCompromisedKey(token) ? Decision.KEY_COMPROMISED : Decision.UNDETERMINED;
    }

    /** Who has one of the issuer's keys may as well leave out which. */
    private boolean isOfCompromisedKey(TokenClaims token) {
        return token.keyId() == null
                ? compromisedIssuers.contains(token.issuer())
                : blocks.isCompromised(token.issuer(), token.keyId());
    }

    private boolean isKeyRevoked(TokenClaims token) {
        KeyHistory history =
                token.keyId() == null ? null : state.keys().get(SigningKeys.name(token.issuer(), token.keyId()));
        return history != null && !history.revocations().isEmpty();
    }

    /** By what an analyst decided on the alert that the token has, or would have. */
    private boolean isFalsePositive(TokenKey key, long now) {
        Long until = state.falsePositives().get(new AlertKey(Rule.TOKEN_NEVER_ISSUED, key.text()).uid());
        return until != null && (!Times.known(until) || now <= until);
    }

    private boolean agrees(TokenClaims token, IssuedToken entry) {
        IssuerHabits.OfIssuer habit = issuers.get(token.issuer());
        return comparison
                .compare(token, entry, habit == null ? Set.of() : habit.noise())
                .isVouchedFor();
    }

    /** An entry of a token id says nothing of an id that the ledger has: whoever alters such a token borrows the id. */
    private @Nullable Decision blocked(TokenClaims token, boolean idIsIssued, long now) {
        String reason = null;
        if (token.digest() != null) {
            reason = blocks.reason(TokenKey.ofDigest(token.digest()).text(), now);
        }
        if (reason == null && token.tokenId() != null && !idIsIssued) {
            reason =
                    blocks.reason(TokenKey.ofId(token.issuer(), token.tokenId()).text(), now);
        }
        if (reason == null && token.keyId() != null) {
            reason = blocks.reason(TokenKey.ofSigningKey(token.issuer(), token.keyId()), now);
        }
        return reason == null ? null : new Decision(false, reason);
    }

    /** The full condition of NEVER_ISSUED; tokens without an identity of their own are never refused for it. */
    private boolean isProvenAbsent(TokenKey key, TokenClaims token, long now) {
        IssuerHabit habit = issuers.get(token.issuer());
        return key.kind() != IdentityKind.TUPLE
                && positions.isWhole(Feed.ISSUANCE)
                && absence.decide(
                                key.kind(),
                                token.ofKind(null),
                                firstUse(key, now),
                                token.kind(),
                                habit == null ? IssuerHabit.NONE : habit,
                                coverage,
                                positions.of(Feed.ISSUANCE),
                                false)
                        instanceof AbsenceRule.Decision.NeverIssued;
    }

    /** Of what the ledger did not have when it was used: whatever else goes by this id says nothing of its absence. */
    private long firstUse(TokenKey key, long now) {
        PresentedToken presented = state.presented().get(key.text());
        long first = now;
        if (presented != null) {
            for (Variant variant : presented.variants()) {
                if (variant.state().isAbsent()) {
                    first = Math.min(first, variant.first().time());
                }
            }
        }
        return first;
    }
}
