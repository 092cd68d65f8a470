package org.forgedtoken.detector.judge;

import java.util.function.Consumer;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.BriefEntry;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.UseRule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * Counts the uses that are proved ordinary: the ledger has the token, all that both sides state agrees, it was used in its
 * time, nothing that could have ended it is still to come, and nothing can be learned from it. {@link Docket} would say
 * {@link Verdict#ISSUED} and write nothing down; every other use is left to it. Not thread-safe.
 */
final class OrdinaryUses {
    /** Of so many the ordinary steps judge one, to see whether they say the same. */
    private static final int CHECKED = 1_000;

    private final Ledger ledger;
    private final IssuerHabits habits;
    private final Schedule schedule;
    private final KeyChecks keys;
    private final UseRule uses;
    private final Sightings sightings;
    private final Witness out;
    private final long skew;
    private final long keep;
    private final long maxAge;

    /** What is known of an issuer's tokens while uses that came together are judged. */
    private record Known(String issuer, IssuerHabits.OfIssuer habits, long revocationsTo) {}

    private @Nullable Known known;
    private long vouched;

    OrdinaryUses(
            JudgePolicy policy,
            Ledger ledger,
            IssuerHabits habits,
            Schedule schedule,
            KeyChecks keys,
            UseRule uses,
            Sightings sightings,
            Witness out) {
        this.ledger = ledger;
        this.habits = habits;
        this.schedule = schedule;
        this.keys = keys;
        this.uses = uses;
        this.sightings = sightings;
        this.out = out;
        this.skew = policy.skew();
        this.keep = policy.keep();
        this.maxAge = policy.maxAge();
    }

    /**
     * Counts those that are ordinary, and marks them.
     *
     * @param others is handed each of the others, in its turn
     */
    void count(TokenEvent.Plain plain, Consumer<TokenEvent> others) {
        known = null;
        long[] counted = {0};
        ledger.each(plain.size(), number -> plain.use(number).key(), (number, entry) -> {
            PlainUse use = plain.use(number);
            if (entry != null && isOrdinary(use, entry)) {
                plain.count(number);
                if (++vouched % CHECKED == 0) {
                    check(plain.whole(number).get(), others);
                    return;
                }
                counted[0]++;
                String keyId = keyId(use, entry);
                if (keyId != null && keys.isRecent(use.time())) {
                    keys.remember(use.issuer(), keyId, use.time(), entry.issuedAt(), plain.whole(number));
                }
                if (use.statesAccount() && !use.isOf(use.client())) {
                    sightings.ordinary(use);
                }
            } else if (plain.isInTurn() && !plain.isCounted(number)) {
                known = null;
                others.accept(plain.whole(number).get());
            }
        });
        if (counted[0] > 0) {
            out.verdict(Verdict.ISSUED, counted[0]);
            out.ordinary(counted[0]);
        }
    }

    private void check(TokenEvent ordinary, Consumer<TokenEvent> others) {
        known = null;
        if (!out.hearsNothingBut(() -> others.accept(ordinary))) {
            out.differs();
        }
    }

    private boolean isOrdinary(PlainUse use, BriefEntry entry) {
        Known of = known;
        if (of == null || !of.issuer.equals(use.issuer())) {
            of = know(use.issuer());
        }
        long time = use.time();
        boolean expires = Times.known(entry.expiresAt());
        return !Times.known(entry.revokedAt())
                && of.revocationsTo >= time - skew
                && uses.allows(time, entry.issuedAt(), expires ? entry.expiresAt() : use.expiresAt())
                && (expires || !IssuedToken.renews(time, entry.latest(), maxAge))
                && IssuedToken.keepUntil(entry.issuedAt(), entry.expiresAt(), entry.latest(), keep, maxAge) >= time
                && isOfGoodKey(keyId(use, entry), use, entry)
                && of.habits.teachesNothing(agreeing(use, entry));
    }

    private static @Nullable String keyId(PlainUse use, BriefEntry entry) {
        return use.keyId() != null ? use.keyId() : entry.keyId();
    }

    private boolean isOfGoodKey(@Nullable String keyId, PlainUse use, BriefEntry entry) {
        return keyId == null || keys.isInOrder(use.issuer(), keyId, use.time(), entry.issuedAt());
    }

    private Known know(String issuer) {
        Known now = new Known(issuer, habits.of(issuer), schedule.revocationsKnownTo(issuer));
        known = now;
        return now;
    }

    /** The claims that both sides state alike, as bits; {@link IssuerHabits#DIFFER} where they state one otherwise. */
    private int agreeing(PlainUse use, BriefEntry entry) {
        int agreeing = 0;
        if (use.statesAccount() && entry.statesAccount()) {
            agreeing = entry.isOfSameAccount(use) ? IssuerHabits.bit(Claim.ACCOUNT) : IssuerHabits.DIFFER;
        }
        return agreeing
                | text(Claim.CLIENT, use.client(), entry.client())
                | text(Claim.KEY, use.keyId(), entry.keyId())
                | time(Claim.ISSUED_AT, use.issuedAt(), entry.statedIssuedAt())
                | time(Claim.EXPIRY, use.expiresAt(), entry.expiresAt());
    }

    private static int text(Claim claim, @Nullable String presented, @Nullable String ledger) {
        if (presented == null || ledger == null) {
            return 0;
        }
        return presented.equals(ledger) ? IssuerHabits.bit(claim) : IssuerHabits.DIFFER;
    }

    private int time(Claim claim, long presented, long ledger) {
        if (!Times.known(presented) || !Times.known(ledger)) {
            return 0;
        }
        return Math.abs(presented - ledger) <= skew ? IssuerHabits.bit(claim) : IssuerHabits.DIFFER;
    }
}
