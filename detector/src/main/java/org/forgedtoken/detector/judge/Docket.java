package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.AbsenceRule.Decision;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.UseRule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/** The cases before JUDGE: each use is judged at once, or waits here until it can be. Not thread-safe. */
final class Docket {
    private final JudgePolicy policy;
    private final JudgeState state;
    private final IssuerHabits habits;
    private final Absence absence;
    private final Accusations accusations;
    private final Rulings rulings;
    private final Comparisons comparisons;
    private final Cases cases;
    private final Suspicions suspicions;
    private final Schedule schedule;
    private final EarlyUses early;
    private final Contents contents;
    private final IssuedUses issuedUses;
    private final OrdinaryUses ordinary;
    private final RepeatedUses repeated = new RepeatedUses();

    Docket(
            int partition,
            JudgePolicy policy,
            JudgeState state,
            Coverage coverage,
            Positions positions,
            KeyIncidents incidents,
            KeyChecks keys,
            Witness out) {
        this.policy = policy;
        this.state = state;
        this.habits = new IssuerHabits(policy, state);
        this.absence = new Absence(policy.absence(), coverage, positions, habits);
        UseRule uses = new UseRule(policy.skew(), policy.settings().millis(Catalogue.REVOCATION_GRACE));
        TimeChecks times = new TimeChecks(uses, policy, coverage, habits, out);
        this.accusations = new Accusations(partition, uses, times, incidents, out);
        this.cases = new Cases(policy.settings().get(Catalogue.PENDING_MAX), state.presented(), coverage);
        this.suspicions = new Suspicions(cases);
        this.schedule = new Schedule(cases, coverage, positions);
        this.early = new EarlyUses(uses, policy.skew() + policy.grace(), schedule, incidents, out);
        Sightings sightings = new Sightings(incidents, policy.hasAccounts(), out);
        this.rulings = new Rulings(policy, coverage, absence, habits, accusations, early, sightings, keys, out);
        this.comparisons = new Comparisons(policy.comparison(), habits, cases, rulings, accusations);
        this.contents = new Contents(policy, state, incidents, out);
        this.ordinary = new OrdinaryUses(policy, state.ledger(), habits, schedule, keys, uses, sightings, out);
        this.issuedUses = new IssuedUses(policy.skew(), cases, schedule, comparisons, accusations, keys, contents);
    }

    /** When what waits is due. */
    Schedule schedule() {
        return schedule;
    }

    int pending() {
        return cases.waiting();
    }

    /** Counts those of these uses that change nothing else; the others are handed on, each in its turn. */
    void countOrdinary(TokenEvent.Plain plain, Consumer<TokenEvent> others) {
        ordinary.count(plain, others);
    }

    /** A token was used that the ledger has. */
    void usedIssued(TokenKey key, AccessRecord use, IssuedToken entry) {
        IssuedToken relevant = entry.relevantFor(key.kind(), use.token(), policy.skew());
        if (!relevant.isIssued()) {
            usedAbsent(key, use, entry);
            return;
        }
        ComparisonRule.Result result = comparisons.compare(key, use, relevant);
        if (habits.evicts(entry, use.time())) {
            // the entry may still be there, but no verdict hangs on when it goes
            usedAbsent(key, use, entry);
            return;
        }
        if (result.isVouchedFor()) {
            rulings.issued(key, use);
            issuedUses.vouchedFor(key, use, used(key, use, entry), result);
            return;
        }
        Variant known = cases.find(key, use);
        if (known != null && known.state() == State.ALTERED) {
            cases.put(key, known.with(use, PresentedToken.MOST_SETTLED));
            rulings.altered(key, Cases.newVariant(use), result, entry.revokedAt());
            return;
        }
        Variant now = known == null ? Cases.newVariant(use) : known.with(use, PresentedToken.MOST_USES);
        differs(key, now, relevant, result);
    }

    /** The entry after a use that it vouches for. */
    private IssuedToken used(TokenKey key, AccessRecord use, IssuedToken entry) {
        habits.of(use.token().issuer()).issued(key, use);
        IssuedToken renewed = entry.usedAt(use.time(), policy.maxAge());
        if (!renewed.equals(entry)) {
            state.ledger().put(key, renewed);
        }
        return renewed;
    }

    /** A token was used that the ledger does not have; {@code entry} may know of a revocation. */
    void usedAbsent(TokenKey key, AccessRecord use, @Nullable IssuedToken entry) {
        long revokedAt = entry == null ? Times.UNKNOWN : entry.revokedAt();
        String id = Cases.variantId(use);
        if (repeated.isFull()) {
            judgeRepeated();
        }
        if (repeated.add(key, id, use)) {
            return;
        }
        Variant known = cases.find(key, id);
        if (known != null && known.state().isAbsent()) {
            repeated.begin(key, known, use, revokedAt);
            return;
        }
        decide(key, Cases.newVariant(use), revokedAt);
    }

    /** The issuance feed, or once it has ended the access feed, has been read past this event time (epoch ms). */
    void readTo(long position) {
        contents.readTo(position);
    }

    /** Evicts an entry that is kept up to a time which lies before {@code past}; whether it does. */
    boolean evicts(IssuedToken entry, long past) {
        return habits.evicts(entry, past);
    }

    /** Lets go what is over and was last used before this time (epoch ms). */
    void sweep(int limit, long before) {
        cases.sweep(limit, before);
    }

    /** Judges what was gathered of further uses; before anything else is judged. */
    void judgeRepeated() {
        for (RepeatedUses.Uses uses : repeated.take()) {
            if (uses.known().isToldAsEarly()) {
                early.tell(uses.key(), uses.alone());
            }
            if (uses.known().state() != State.NEVER_ISSUED) {
                decide(uses.key(), uses.counted(PresentedToken.MOST_USES), uses.revokedAt());
                continue;
            }
            Variant counted = uses.counted(PresentedToken.MOST_SETTLED);
            Variant alone = uses.alone();
            cases.put(uses.key(), counted);
            rulings.neverIssued(uses.key(), alone, absence.stretch(alone.claims(), counted.first()), uses.revokedAt());
        }
    }

    /** An issuance has come: whatever waits for it is settled, and what was accused in vain is acquitted. */
    void issued(TokenKey key, String issuer, IssuedToken entry) {
        cases.heardOf(issuer);
        for (Variant variant : cases.of(key)) {
            IssuedToken relevant = entry.relevantFor(key.kind(), variant.claims(), policy.skew());
            if (relevant.isIssued() && variant.state() != State.UNREVOKED) {
                rejudge(key, variant, entry, relevant);
            }
        }
    }

    /** Judges at most so many of those that are due; returns whether there may be more. */
    boolean work(int most) {
        for (int i = 0; i < most; i++) {
            Due next = schedule.next();
            if (next == null) {
                return false;
            }
            judgeAgain(next.name());
        }
        return true;
    }

    /** @param waiting the name of a variant */
    private void judgeAgain(String waiting) {
        TokenKey key = TokenKey.parse(VariantName.key(waiting));
        Variant variant = cases.find(key, VariantName.variant(waiting));
        if (variant == null) {
            return;
        }
        IssuedToken token = state.ledger().get(key);
        IssuedToken known = token == null ? IssuedToken.NONE : token;
        if (variant.state() == State.UNREVOKED) {
            // it may be looked at again because the past has changed, while revocations are still not known so far
            if (schedule.frontier(variant.claims().issuer()) >= variant.needed()) {
                issuedUses.revocationsKnown(key, variant, known);
            }
            return;
        }
        IssuedToken relevant = known.relevantFor(key.kind(), variant.claims(), policy.skew());
        // what goes by its id after the ledger may have let it go was never issued
        boolean isOver = variant.first().time() > known.keepUntil(policy.keep(), policy.maxAge());
        if (relevant.isIssued() && !isOver) {
            rejudge(key, variant, known, relevant);
        } else {
            decide(key, variant, known.revokedAt());
        }
    }

    private void rejudge(TokenKey key, Variant variant, IssuedToken entry, IssuedToken relevant) {
        ComparisonRule.Result result = comparisons.compare(key, variant.first(), relevant);
        boolean suspected = variant.state() == State.SUSPECTED;
        if ((suspected || variant.state() == State.ALTERED) && !result.isVouchedFor()) {
            return;
        }
        if (suspected) {
            // nothing was proved: what was said all the same gives way to the issuance that vouches for it
            cases.remove(key, variant);
            Suspicions.of(variant).forEach(alert -> accusations.withdraw(key, alert, variant.first()));
            issuedUses.acquitted(key, variant, entry, result.statement());
            return;
        }
        rulings.withdraw(key, variant, StatusDetail.LATE_ISSUANCE);
        if (!result.isVouchedFor()) {
            early.giveWay(key, variant, Times.UNKNOWN); // the ledger's times are held against it with its verdict
            differs(key, variant.state().waits() ? variant.differingIn(List.of()) : variant, relevant, result);
            return;
        }
        early.giveWay(key, variant, result.statement().issuedAt());
        cases.remove(key, variant);
        IssuedToken used = used(key, variant.first(), entry);
        rulings.issued(key, variant);
        if (!variant.state().waits()) {
            // its own claims have been held against it already
            issuedUses.acquitted(key, variant, used, result.statement());
        } else {
            boolean told = variant.isToldAsEarly();
            variant.uses().forEach(use -> issuedUses.vouchedFor(key, use, used, result, told));
        }
    }

    private void decide(TokenKey key, Variant variant, long revokedAt) {
        Decision decision = absence.decide(key, variant);
        if (decision instanceof Decision.NeverIssued never) {
            cases.put(key, variant.settled(State.NEVER_ISSUED, never.stretch().until()));
            rulings.neverIssued(key, variant, never.stretch(), revokedAt);
        } else if (decision instanceof Decision.Undecided undecided) {
            undecided(key, variant, undecided.reason(), revokedAt);
        } else if (decision instanceof Decision.Wait wait) {
            Variant waiting = early.waiting(key, variant, wait.needed());
            if (!cases.hold(key, waiting)) {
                boolean known = cases.hasHeardOf(variant.claims().issuer());
                overflow(key, variant, known ? Undetermined.OVERFLOW : Undetermined.ISSUER, revokedAt);
            } else if (waiting.isToldAsEarly() && !variant.isToldAsEarly()) {
                early.tell(key, variant);
            }
        }
    }

    /** The ledger has the identity with other content. */
    private void differs(TokenKey key, Variant variant, IssuedToken relevant, ComparisonRule.Result result) {
        TokenClaims token = variant.claims();
        List<String> labels =
                result.differing().keySet().stream().map(Claim::label).toList();
        long needed = absence.stretch(token, variant.first()).until();
        // one more issuance under the same identity may be about to come
        if (schedule.frontier(token.issuer()) < needed) {
            if (!cases.hold(key, variant.in(State.DIFFERING, needed).differingIn(labels))) {
                overflow(key, variant, Undetermined.OVERFLOW, relevant.revokedAt());
            }
            return;
        }
        cases.put(key, variant.settled(State.ALTERED, needed).differingIn(labels));
        rulings.altered(key, variant, result, relevant.revokedAt());
    }

    private void overflow(TokenKey key, Variant variant, Undetermined reason, long revokedAt) {
        if (reason == Undetermined.OVERFLOW && !variant.silent()) {
            accusations.overflow(key, variant.first());
        }
        undecided(key, variant, reason, revokedAt);
    }

    private void undecided(TokenKey key, Variant variant, Undetermined reason, long revokedAt) {
        cases.remove(key, variant);
        suspicions.add(key, variant, rulings.undecided(key, variant, reason, revokedAt));
    }
}
