package org.forgedtoken.detector.rule.source;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.rule.LogGamma;
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
    private static final double CASES_FORGED = 20;

    private static final double CASES_OTHERS = 2;

    /**
     * Never issued is proof: whatever happens elsewhere explains no more than every fourth such account, so that twenty of
     * twenty are beyond chance. Else sources that forge in the same minutes, at a small site, would explain each other.
     */
    private static final double MOST_PROVEN = 0.25;

    private static final class Slot {
        final int[] own = new int[TrustClass.values().length];
        final double[] share = new double[TrustClass.values().length];
        int counted;

        Slot() {
            Arrays.fill(share, -1);
        }
    }

    private final List<AccountUse> uses;
    private final double kept;
    private final BackgroundRate all;
    private final boolean isPart;
    private final Set<TrustClass> levels = EnumSet.of(TrustClass.FORGED, TrustClass.UNKNOWN);
    private final Map<Integer, Slot> slots = new HashMap<>();
    private final long[] own = new long[TrustClass.values().length];

    /**
     * @param kept the share of its accounts that these are
     * @param isPart whether this source's accounts are part of the background
     * @param countsWithoutCoverage as {@link SourceActivity#countsWithoutCoverage}
     */
    Expectation(List<AccountUse> uses, double kept, BackgroundRate all, boolean isPart, boolean countsWithoutCoverage) {
        this.uses = uses;
        this.kept = kept;
        this.all = all;
        this.isPart = isPart;
        if (countsWithoutCoverage) {
            levels.add(TrustClass.NO_COVERAGE);
        }
        for (AccountUse use : uses) {
            countOwn(use, use.since());
            if (BackgroundRate.slot(use.since()) != BackgroundRate.slot(use.counted())) {
                countOwn(use, use.counted());
            }
        }
    }

    private void countOwn(AccountUse use, int time) {
        slots.computeIfAbsent(BackgroundRate.slot(time), at -> new Slot())
                .own[use.trust().ordinal()]++;
        own[use.trust().ordinal()]++;
    }

    /** The least likely excess, where it is beyond chance and of at least so many accounts. */
    Optional<Excess> excess(int now, int least, double logChance) {
        Excess most = null;
        for (SourceWindow window : SourceWindow.values()) {
            for (TrustClass level : levels) {
                Excess found = excess(window, now, level, least);
                if (found != null && found.logChance() < (most == null ? logChance : most.logChance())) {
                    most = found;
                }
            }
        }
        return Optional.ofNullable(most);
    }

    /** @param level the class that an account must have at least */
    private @Nullable Excess excess(SourceWindow window, int now, TrustClass level, int least) {
        int from = now - window.seconds();
        int accounts = 0;
        int unvouched = 0;
        double shares = 0;
        double cases = casesBefore(level);
        int bit = 1 << (TrustClass.values().length * window.ordinal() + level.ordinal());
        for (AccountUse use : uses) {
            if (use.last() >= from && isAsked(use.trust(), level)) {
                accounts++;
                unvouched += isCounted(use, from, level) ? 1 : 0;
            }
        }
        if (unvouched < least * kept || unvouched == 0) {
            return null;
        }
        for (AccountUse use : uses) {
            if (use.last() >= from && isAsked(use.trust(), level)) {
                int at = BackgroundRate.slot(use.since());
                Slot slot = slots.computeIfAbsent(at, other -> new Slot());
                shares += share(at, slot, level);
                if (isCounted(use, from, level) && (slot.counted & bit) == 0) {
                    slot.counted |= bit;
                    cases += asked(at, level);
                }
            }
        }
        double share = shares / accounts;
        double chance = BetaBinomial.logTail(unvouched, accounts, share, cases);
        return new Excess(
                window,
                level == TrustClass.FORGED,
                Math.round(accounts / kept),
                Math.round(unvouched / kept),
                share,
                chance,
                kept == 1);
    }

    private static double casesBefore(TrustClass level) {
        return level == TrustClass.FORGED ? CASES_FORGED : CASES_OTHERS;
    }

    /** Of whom coverage says nothing, here or elsewhere, is asked only where that counts. */
    private static boolean isAsked(TrustClass trust, TrustClass level) {
        return trust != TrustClass.NO_COVERAGE || level == TrustClass.NO_COVERAGE;
    }

    private static boolean isCounted(AccountUse use, int from, TrustClass level) {
        return use.trust().compareTo(level) >= 0 && use.last(level) >= from;
    }

    /** The largest of a slot's own share and its neighbours': what began within a slot did not touch all of it. */
    private double share(int at, Slot slot, TrustClass level) {
        int kind = level.ordinal();
        if (slot.share[kind] < 0) {
            double most = Math.max(near(at, level), Math.max(near(at - 1, level), near(at + 1, level)));
            slot.share[kind] = level == TrustClass.FORGED ? Math.min(MOST_PROVEN, most) : most;
        }
        return slot.share[kind];
    }

    private double near(int at, TrustClass level) {
        long accounts = asked(at, level);
        long such = such(at, level);
        for (int reach = 1; reach <= REACH && accounts < ENOUGH; reach++) {
            accounts += asked(at - reach, level) + asked(at + reach, level);
            such += such(at - reach, level) + such(at + reach, level);
        }
        return (such + PULL * everywhere(level)) / (accounts + PULL);
    }

    /** The share of all time, one account before any was seen. */
    private double everywhere(TrustClass level) {
        long accounts = 0;
        long such = 0;
        for (TrustClass trust : TrustClass.values()) {
            long others = Math.max(0, all.sum(trust) - (isPart ? own[trust.ordinal()] : 0));
            accounts += isAsked(trust, level) ? others : 0;
            such += trust.compareTo(level) >= 0 ? others : 0;
        }
        return (such + 1) / (accounts + casesBefore(level));
    }

    /** Accounts of all other sources in a slot. */
    private long asked(int at, TrustClass level) {
        return others(at, TrustClass.ISSUED)
                + others(at, TrustClass.UNKNOWN)
                + others(at, TrustClass.FORGED)
                + (isAsked(TrustClass.NO_COVERAGE, level) ? others(at, TrustClass.NO_COVERAGE) : 0);
    }

    /** Those of which at least this is trust. */
    private long such(int at, TrustClass level) {
        long such = 0;
        for (TrustClass trust : TrustClass.values()) {
            such += trust.compareTo(level) >= 0 ? others(at, trust) : 0;
        }
        return such;
    }

    private long others(int at, TrustClass trust) {
        Slot slot = isPart ? slots.get(at) : null;
        return Math.max(0, all.count(at, trust) - (slot == null ? 0 : slot.own[trust.ordinal()]));
    }

    /**
     * The binomial tail where the share is itself only estimated, from so many cases: the beta-binomial law (Skellam,
     * <i>A Probability Distribution Derived from the Binomial Distribution by Regarding the Probability of Success as
     * Variable</i>, 1948). With many cases behind the share it is the binomial tail; with few it admits that little is
     * known.
     */
    private static final class BetaBinomial {
        /** Terms below this part of the sum change nothing. */
        private static final double EPSILON = 1e-12;

        private BetaBinomial() {}

        /**
         * log10 P(X &gt;= k) of n trials.
         *
         * @param share the estimate, above 0 and below 1
         * @param cases what it rests on, above 0
         */
        static double logTail(int k, int n, double share, double cases) {
            if (k <= n * share) {
                return 0;
            }
            double a = share * cases;
            double b = (1 - share) * cases;
            double first = LogGamma.of(n + 1.0)
                    - LogGamma.of(k + 1.0)
                    - LogGamma.of(n - k + 1.0)
                    + LogGamma.beta(k + a, n - k + b)
                    - LogGamma.beta(a, b);
            double term = 1;
            double sum = 1;
            for (int i = k; i < n && term > sum * EPSILON; i++) {
                term *= (n - i) / (i + 1.0) * ((i + a) / (n - i - 1 + b));
                sum += term;
            }
            return Math.min(0, (first + Math.log(sum)) / Math.log(10));
        }
    }
}
