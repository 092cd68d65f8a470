package org.forgedtoken.detector.rule.rate;

/**
 * How an account's five-minute counts have moved of late: exponentially weighted mean and variance of their logarithms
 * (S. W. Roberts, <i>Control chart tests based on geometric moving averages</i>, 1959; J. F. MacGregor and T. J. Harris,
 * <i>The exponentially weighted moving variance</i>, 1993). Windows without an access teach nothing, as elsewhere.
 */
final class RecentUse {
    private static final long WINDOW = RateWindow.FIVE_MINUTES.millis();
    private static final double AN_HOUR = (double) RateWindow.HOUR.millis() / WINDOW;
    private static final double A_BLOCK = (double) RateBlocks.MILLIS / WINDOW;

    /** A swing of 1 % is none. */
    private static final double STILL = 1e-4;

    private static final long NONE = -(1L << 52);

    private long newest = NONE;
    private long before = NONE;
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
            if (newest != NONE) {
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
        double apart = newest - before;
        ofHour = -Math.expm1(-apart / AN_HOUR);
        ofBlock = -Math.expm1(-apart / A_BLOCK);
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

    void visit(RateNumbers numbers) {
        newest = numbers.whole(newest);
        before = numbers.whole(before);
        count = numbers.whole(count);
        hour = numbers.log(hour);
        block = numbers.log(block);
        swing = numbers.log(swing);
        weigh();
    }
}
