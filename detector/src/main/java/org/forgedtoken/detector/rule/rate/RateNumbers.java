package org.forgedtoken.detector.rule.rate;

/** Writes or reads a state's numbers, whichever it was made for: one description of a state serves both. */
final class RateNumbers {
    private final boolean reads;
    private double[] numbers;
    private int next;

    private RateNumbers(boolean reads, double[] numbers) {
        this.reads = reads;
        this.numbers = numbers;
    }

    static RateNumbers writing(int most) {
        return new RateNumbers(false, new double[most]);
    }

    static RateNumbers reading(RateSnapshot snapshot) {
        return new RateNumbers(true, snapshot.numbers());
    }

    RateSnapshot written(long lastSeen) {
        double[] all = new double[next];
        System.arraycopy(numbers, 0, all, 0, next);
        numbers = all;
        return new RateSnapshot(lastSeen, all);
    }

    /** A logarithm: the value itself when writing, what was written when reading. */
    double log(double value) {
        return number((float) value);
    }

    double[] logs(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = log(values[i]);
        }
        return values;
    }

    /** A count or a number of a window, exact up to 2^53. */
    long whole(long value) {
        return (long) number((double) value);
    }

    double exact(double value) {
        return number(value);
    }

    boolean flag(boolean value) {
        return number(value ? 1 : 0) > 0;
    }

    private double number(double value) {
        if (reads) {
            return numbers[next++];
        }
        numbers[next++] = value;
        return value;
    }
}
