package org.forgedtoken.detector.rule.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.rule.source.AccountUse.Thought;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts of one source nobody should be expected to vouch for, given what happened at all other sources.
 *
 * <p>Each account is expected to be like the accounts that turned at other sources when it did; the mean of these
 * shares is the share of the binomial tail. That bounds the true tail from above, as the sum of trials with different
 * chances is less spread than the binomial of their mean (Hoeffding, <i>On the Distribution of the Number of Successes in
 * Independent Trials</i>, 1956). One share over the whole window would accuse an office that begins work in an outage.
 */
final class Expectation {
    /** Fewer other accounts in a slot say too little: those of its neighbours are asked too. */
    private static final int ENOUGH = 10;

    /** Neighbours up to an hour away. */
    private static final int REACH = 12;

    /** What is known of all time weighs as two accounts in a slot. */
    private static final double PULL = 2;

    /** Before anything was seen: forged tokens are one in twenty, as if twenty had been seen; of others nothing is known. */
    private static final double[] CASES_BEFORE = {2, 20};

    /**
     * Never issued is proof: whatever happens elsewhere explains no more than every fourth such account, so that twenty of
     * twenty are beyond chance. Else sources that forge in the same minutes, at a small site, would explain each other.
     */
    private static final double MOST_PROVEN = 0.25;

    private static final class Slot {
        final int[] own = new int[Thought.values().length];
        final double[] share = {-1, -1};
        int counted;
    }

    private final List<AccountUse> uses;
    private final double kept;
    private final Surroundings all;
    private final boolean isPart;
    private final Map<Integer, Slot> slots = new HashMap<>();
    private final long[] own = new long[Thought.values().length];

    /**
     * @param kept the share of its accounts that these are
     * @param isPart whether this source's accounts are among those of the surroundings
     */
    Expectation(List<AccountUse> uses, double kept, Surroundings all, boolean isPart) {
        this.uses = uses;
        this.kept = kept;
        this.all = all;
        this.isPart = isPart;
        for (AccountUse use : uses) {
            countOwn(use, use.since());
            if (Surroundings.slot(use.since()) != Surroundings.slot(use.counted())) {
                countOwn(use, use.counted());
            }
        }
    }

    private void countOwn(AccountUse use, int time) {
        slots.computeIfAbsent(Surroundings.slot(time), at -> new Slot())
                .own[use.thought().ordinal()]++;
        own[use.thought().ordinal()]++;
    }

    /** The least likely excess, where it is beyond chance and of at least so many accounts. */
    Optional<Excess> excess(int now, int least, double logChance) {
        Excess most = null;
        for (SourceWindow window : SourceWindow.values()) {
            for (boolean proven : new boolean[] {true, false}) {
                Excess found = excess(window, now, proven, least);
                if (found != null && found.logChance() < (most == null ? logChance : most.logChance())) {
                    most = found;
                }
            }
        }
        return Optional.ofNullable(most);
    }

    private @Nullable Excess excess(SourceWindow window, int now, boolean proven, int least) {
        int from = now - window.seconds();
        int accounts = 0;
        int unvouched = 0;
        double shares = 0;
        double cases = CASES_BEFORE[proven ? 1 : 0];
        int bit = 1 << (2 * window.ordinal() + (proven ? 1 : 0));
        for (AccountUse use : uses) {
            if (use.last() >= from) {
                accounts++;
                unvouched += isCounted(use, from, proven) ? 1 : 0;
            }
        }
        if (unvouched < least * kept || unvouched == 0) {
            return null;
        }
        for (AccountUse use : uses) {
            if (use.last() >= from) {
                int at = Surroundings.slot(use.since());
                Slot slot = slots.computeIfAbsent(at, other -> new Slot());
                shares += share(at, slot, proven);
                if (isCounted(use, from, proven) && (slot.counted & bit) == 0) {
                    slot.counted |= bit;
                    cases += others(at);
                }
            }
        }
        double share = shares / accounts;
        double chance = BetaBinomial.logTail(unvouched, accounts, share, cases);
        return new Excess(
                window, proven, Math.round(accounts / kept), Math.round(unvouched / kept), share, chance, kept == 1);
    }

    private static boolean isCounted(AccountUse use, int from, boolean proven) {
        Thought thought = use.thought();
        return thought == Thought.FORGED
                ? use.last(proven ? Thought.FORGED : Thought.UNVOUCHED) >= from
                : !proven && thought == Thought.UNVOUCHED && use.last(Thought.UNVOUCHED) >= from;
    }

    /** The largest of a slot's own share and its neighbours': what began within a slot did not touch all of it. */
    private double share(int at, Slot slot, boolean proven) {
        int kind = proven ? 1 : 0;
        if (slot.share[kind] < 0) {
            double most = Math.max(near(at, proven), Math.max(near(at - 1, proven), near(at + 1, proven)));
            slot.share[kind] = proven ? Math.min(MOST_PROVEN, most) : most;
        }
        return slot.share[kind];
    }

    private double near(int at, boolean proven) {
        long accounts = others(at);
        long unvouched = others(at, proven);
        for (int reach = 1; reach <= REACH && accounts < ENOUGH; reach++) {
            accounts += others(at - reach) + others(at + reach);
            unvouched += others(at - reach, proven) + others(at + reach, proven);
        }
        return (unvouched + PULL * everywhere(proven)) / (accounts + PULL);
    }

    /** The share of all time, one account before any was seen. */
    private double everywhere(boolean proven) {
        long accounts = 0;
        long unvouched = 0;
        for (Thought thought : Thought.values()) {
            long others = Math.max(0, all.sum(thought) - (isPart ? own[thought.ordinal()] : 0));
            accounts += others;
            unvouched += isSuch(thought, proven) ? others : 0;
        }
        return (unvouched + 1) / (accounts + CASES_BEFORE[proven ? 1 : 0]);
    }

    private long others(int at) {
        return others(at, Thought.VOUCHED) + others(at, false);
    }

    private long others(int at, boolean proven) {
        long forged = others(at, Thought.FORGED);
        return proven ? forged : forged + others(at, Thought.UNVOUCHED);
    }

    private long others(int at, Thought thought) {
        Slot slot = isPart ? slots.get(at) : null;
        return Math.max(0, all.count(at, thought) - (slot == null ? 0 : slot.own[thought.ordinal()]));
    }

    private static boolean isSuch(Thought thought, boolean proven) {
        return thought == Thought.FORGED || (!proven && thought == Thought.UNVOUCHED);
    }
}
