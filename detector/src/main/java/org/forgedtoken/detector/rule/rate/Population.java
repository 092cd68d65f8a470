package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What all accounts together teach: how much an account of which nothing is known may be used, and how much an account
 * varies from day to day. One a task; a task sees a hash of the accounts, so any of them speaks for all.
 *
 * <p>The busiest windows of accounts are skewed: a few people read a hundred times what most do. Their logarithms are
 * held against Gumbel's law of extremes (<i>Statistics of Extremes</i>, 1958; by moments), in counts a power law.
 */
public final class Population {
    private static final double EULER = 0.5772156649015329;

    /** So many active blocks of accounts say what is usual; before, nobody new is judged. */
    private static final double ENOUGH = 100;

    /** Observations over which the past fades to one e-th: what a population does changes slowly. */
    private static final double MEMORY = 100_000;

    /** Day-to-day drift of an account until the population has shown its own: 5 %, the least worth an alert. */
    private static final double LEAST_DRIFT = 0.05;

    /** Days of accounts by which the default drift is outweighed: no one account, nor a few, sets it for all. */
    private static final double DRIFT_PRIOR = 1_000;

    private final Moments[] blocks = new Moments[RateWindow.values().length];
    private final Moments[] days = new Moments[RateMeasure.values().length];

    /** Of the accounts' daily maxima; each account weighs alike, however many blocks it is active in. */
    private final Moments[] maxima = new Moments[RateWindow.values().length];

    /** A population of which nothing is known. */
    public Population() {
        Arrays.setAll(blocks, i -> new Moments());
        Arrays.setAll(days, i -> new Moments());
        Arrays.setAll(maxima, i -> new Moments());
    }

    private static final long FORM = 4;

    private static final long FORM_WITHOUT_MAXIMA = 3;

    /** The customary three sigma. */
    private static final double OUTSIDE = 3;

    /** Beneath this it is sure that {@link #surprise} is less than 2: one in a hundred, by Gumbel's law. */
    private static final double ORDINARY = -Math.log(-Math.log1p(-0.0101));

    private long day = RateBlocks.NEVER;
    private double activeToday;
    private double activeYesterday;

    /** A population as it was left, or of which nothing is known. */
    static Population of(@Nullable RateSnapshot left) {
        Population population = new Population();
        if (left != null) {
            RateNumbers numbers = RateNumbers.reading(left.state());
            long form = numbers.whole(FORM);
            if (form == FORM || form == FORM_WITHOUT_MAXIMA) {
                population.visit(numbers, form);
            }
        }
        return population;
    }

    /** What is to be kept of it. */
    RateSnapshot snapshot() {
        RateNumbers numbers = RateNumbers.writing();
        numbers.whole(FORM);
        visit(numbers, FORM);
        return new RateSnapshot(Math.max(0, day) * RateWindow.DAY.millis(), numbers.written());
    }

    private void visit(RateNumbers numbers, long form) {
        day = numbers.near(day, 0);
        activeToday = numbers.exact(activeToday);
        activeYesterday = numbers.exact(activeYesterday);
        for (Moments seen : blocks) {
            seen.visit(numbers);
        }
        for (Moments seen : days) {
            seen.visit(numbers);
        }
        for (Moments seen : maxima) {
            if (form == FORM) {
                seen.visit(numbers);
            }
        }
    }

    /** An account was active on a day, and last before that on another. */
    void isActive(long before, long now) {
        if (now > day) {
            activeYesterday = now == day + 1 ? activeToday : 0;
            activeToday = 0;
            day = now;
        }
        if (now == day && before < now) {
            activeToday++;
        }
    }

    /** What each active account's share in one budget costs in digits. */
    double share() {
        return Math.log10(Math.max(1, Math.max(activeToday, activeYesterday)));
    }

    /** An account that was active in a block reached this there. */
    void learnBlock(RateWindow window, double value) {
        blocks[window.ordinal()].add(value);
    }

    /** An account reached this, at the end of a block, in the day before. */
    void learnMaximum(RateWindow window, double value) {
        maxima[window.ordinal()].add(value);
    }

    /** An account that is judged by itself was, at the end of a block, so far off its baseline in the day before. */
    void learnDrift(RateMeasure measure, double off) {
        days[measure.ordinal()].add(off);
    }

    /** How surprising a value is in an account of which nothing is known: -log10 of the chance of it or more. */
    double surprise(RateWindow window, double value) {
        Moments seen = blocks[window.ordinal()];
        if (seen.weight < ENOUGH) {
            return 0;
        }
        double scale = seen.scale();
        double mode = seen.mean - EULER * scale;
        double chance = -Math.expm1(-Math.exp(-(value - mode) / Math.max(scale, LEAST_DRIFT)));
        return chance <= 0 ? 300 : -Math.log10(chance);
    }

    /** Whether days do not reach this, or never so little: it lies three spreads of their maxima from what is usual. */
    boolean isOutside(RateWindow window, double value) {
        Moments seen = maxima[window.ordinal()];
        double spread = Math.max(LEAST_DRIFT, Math.sqrt(seen.squares / Math.max(1, seen.weight)));
        return seen.weight >= ENOUGH && Math.abs(value - seen.mean) > OUTSIDE * spread;
    }

    /** Whether it is plain, without working it out, that a value's {@link #surprise} is less than 2. */
    boolean isOrdinary(RateWindow window, double value) {
        return value < blocks[window.ordinal()].ordinary();
    }

    /**
     * How surprising a value is in an account that goes on as its own days say, or by this chance changes into any other.
     *
     * <p>Where nobody else is about, there is no other to change into.
     *
     * @param own the surprise by its own days
     */
    double tempered(RateWindow window, double value, double own, double change) {
        if (blocks[window.ordinal()].weight < ENOUGH || Math.max(activeToday, activeYesterday) <= 1) {
            return own;
        }
        return Surprises.either(own, surprise(window, value), change);
    }

    /** What accounts usually reach. */
    double usual(RateWindow window) {
        return blocks[window.ordinal()].mean;
    }

    /** The prior of an account's spread from day to day, of the logarithm. */
    double drift(RateMeasure measure) {
        return days[measure.ordinal()].drift();
    }

    private static final class Moments {
        double weight;
        double mean;
        double squares;

        /** Worked out when asked for; NaN where that was not since the last change. */
        private double ordinary = Double.NaN;

        private double drift = Double.NaN;

        double scale() {
            return Math.sqrt(6 * squares / weight) / Math.PI;
        }

        double ordinary() {
            if (Double.isNaN(ordinary)) {
                double scale = scale();
                ordinary = weight < ENOUGH
                        ? Double.POSITIVE_INFINITY
                        : mean - EULER * scale + ORDINARY * Math.max(scale, LEAST_DRIFT);
            }
            return ordinary;
        }

        double drift() {
            if (Double.isNaN(drift)) {
                double accountDays = weight / RateBlocks.A_DAY;
                double spread = (squares + weight * mean * mean) / RateBlocks.A_DAY;
                double prior = DRIFT_PRIOR * LEAST_DRIFT * LEAST_DRIFT;
                drift = Math.sqrt((prior + spread) / (DRIFT_PRIOR + accountDays));
            }
            return drift;
        }

        void visit(RateNumbers numbers) {
            weight = numbers.exact(weight);
            mean = numbers.exact(mean);
            squares = numbers.exact(squares);
        }

        void add(double value) {
            double kept = 1 - 1 / MEMORY;
            weight = weight * kept + 1;
            double off = value - mean;
            mean += off / weight;
            squares = squares * kept + off * (value - mean);
            ordinary = Double.NaN;
            drift = Double.NaN;
        }
    }
}
