package org.forgedtoken.detector.rule.rate;

import java.util.Arrays;

/**
 * A rate state as bytes, to be kept and taken up again. An account that was seen a few times takes about 40, one with a
 * habit about 350; nothing is rounded, so that it makes no difference when, or whether, a state was put aside.
 *
 * @param lastSeen the newest event time that went in, to a block, epoch ms
 * @param state as the state wrote it; the first byte says what kind of state
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record RateSnapshot(long lastSeen, byte[] state) {
    @Override
    public boolean equals(Object other) {
        return other instanceof RateSnapshot snapshot
                && snapshot.lastSeen == lastSeen
                && Arrays.equals(snapshot.state, state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return lastSeen + " " + state.length + " bytes";
    }
}
