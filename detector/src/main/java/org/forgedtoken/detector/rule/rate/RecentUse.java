package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/**
 * How an account's five-minute counts have moved of late: exponentially weighted mean and variance of their logarithms
 * (S. W. Roberts, <i>Control chart tests based on geometric moving averages</i>, 1959; J. F. MacGregor and T. J. Harris,
 * <i>The exponentially weighted moving variance</i>, 1993). Windows without an access teach nothing, as elsewhere.
 */
final class RecentUse {
    private static final long WINDOW = RateWindow.FIVE_MINUTES.millis();
    private static final double AN_HOUR = (double) RateWindow.HOUR.millis() / WINDOW;
    private static final long WINDOWS_A_BLOCK = RateBlocks.MILLIS / WINDOW;
    private static final double A_BLOCK = WINDOWS_A_BLOCK;

    /** A swing of 1 % is none. */
    private static final double STILL = 1e-4;

    /** How much a window counts that is so many after the one before it: against the hour's mean, and the block's. */
    private static final double[] OF_HOUR = new double[600];

    private static final double[] OF_BLOCK = new double[OF_HOUR.length];

    static {
        Arrays.setAll(OF_HOUR, apart -> weight(apart, AN_HOUR));
        Arrays.setAll(OF_BLOCK, apart -> weight(apart, A_BLOCK));
    }

    private long newest = RateBlocks.NEVER;
    private long before = RateBlocks.NEVER;
    private long count;
    private double hour = Double.NaN;
    private double block = Double.NaN;
    private double swing;

    /** What the newest window counts against the mean, for its distance from the one before it. */
    private double ofHour;

    private double ofBlock;

    private double closedSurge = Double.NaN;
    private boolean hasNew;

    /** Takes accesses in, closing the window before theirs. */
    void take(long time, long more) {
        long at = Math.floorDiv(time, WINDOW);
        closedSurge = Double.NaN;
        if (at > newest) {
            if (newest != RateBlocks.NEVER) {
                close();
            }
            before = newest;
            newest = at;
            count = 0;
            weigh();
        }
        hasNew = at == newest;
        if (hasNew) {
            count += more;
        }
    }

    private void close() {
        double value = Counts.log(count);
        if (Double.isNaN(hour)) {
            hour = value;
            block = value;
            return;
        }
        closedSurge = value - hour;
        swing += ofHour * (closedSurge * closedSurge - swing);
        hour += ofHour * closedSurge;
        block += ofBlock * (value - block);
    }

    private void weigh() {
        long apart = newest - before;
        boolean isUsual = apart >= 0 && apart < OF_HOUR.length;
        ofHour = isUsual ? OF_HOUR[(int) apart] : weight((double) apart, AN_HOUR);
        ofBlock = isUsual ? OF_BLOCK[(int) apart] : weight((double) apart, A_BLOCK);
    }

    private static double weight(double apart, double memory) {
        return -Math.expm1(-apart / memory);
    }

    /** In the open window, NaN where nothing can be said; of an open one only what may grow is. */
    double open(RateMeasure measure) {
        if (!hasNew || Double.isNaN(hour)) {
            return Double.NaN;
        }
        double value = Counts.log(count);
        double surge = value - hour;
        return switch (measure) {
            case SURGE -> surge;
            case LEVEL -> block + ofBlock * (value - block);
            default -> surge > 0 ? unrest(swing + ofHour * (surge * surge - swing)) : Double.NaN;
        };
    }

    /** In the window that the newest access closed; NaN where it closed none. */
    double closed(RateMeasure measure) {
        if (Double.isNaN(closedSurge)) {
            return Double.NaN;
        }
        return switch (measure) {
            case SURGE -> closedSurge;
            case LEVEL -> block;
            default -> unrest(swing);
        };
    }

    private static double unrest(double swing) {
        return 0.5 * Math.log(swing + STILL);
    }

    /** The counting noise of a measure. */
    double noise(RateMeasure measure) {
        double one = Double.isNaN(hour) ? 1 : 1 / Math.max(Math.exp(hour), 1);
        return switch (measure) {
            case SURGE -> one;
            case LEVEL -> one / (2 * A_BLOCK);
            default -> 1 / (4 * AN_HOUR);
        };
    }

    long count() {
        return count;
    }

    /** The five-minute count at which a measure has a value. */
    double countAt(RateMeasure measure, double value) {
        double log = switch (measure) {
            case SURGE -> hour + value;
            case LEVEL -> value;
            default -> hour + Math.exp(value);
        };
        return Double.isNaN(log) ? 0 : Counts.of(log);
    }

    void clear() {
        newest = RateBlocks.NEVER;
        before = RateBlocks.NEVER;
        count = 0;
        forget();
        weigh();
    }

    private void forget() {
        hour = Double.NaN;
        block = Double.NaN;
        swing = 0;
    }

    /** @param at the open block */
    void visit(RateNumbers numbers, long at) {
        newest = numbers.near(newest, at * WINDOWS_A_BLOCK);
        before = numbers.near(before, newest);
        count = numbers.whole(count);
        if (numbers.flag(!Double.isNaN(hour))) {
            hour = numbers.exact(hour);
            block = numbers.exact(block);
            swing = numbers.exact(swing);
        } else {
            forget();
        }
        weigh();
    }
}
