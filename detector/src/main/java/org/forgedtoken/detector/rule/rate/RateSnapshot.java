package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/**
 * A rate state as plain numbers, to be kept and taken up again. An account's has about 140, most of them nothing; the
 * logarithms are rounded to floats.
 *
 * @param lastSeen the newest event time that went in, to a block, epoch ms
 * @param numbers in the order in which the state wrote them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RateSnapshot(long lastSeen, double[] numbers) {
    @Override
    public boolean equals(Object other) {
        return other instanceof RateSnapshot snapshot
                && snapshot.lastSeen == lastSeen
                && Arrays.equals(snapshot.numbers, numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return lastSeen + " " + Arrays.toString(numbers);
    }
}
