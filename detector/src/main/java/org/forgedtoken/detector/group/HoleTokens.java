package org.forgedtoken.detector.group;

import java.util.Arrays;

/**
 * How many distinct tokens are missing because of one hole. Of a hole; and of each token that is counted exactly, which is an
 * entry of its own and says nothing more ({@link #ONE}).
 *
 * @param since where the hole begins, epoch ms
 * @param until where it ends, epoch ms
 * @param told how many its alert has spoken of last; 0 where there is none
 * @param saved how many the sketch counted when it was written
 * @param sketch of them; empty while they are counted exactly
 */
@SuppressWarnings("ArrayRecordComponent") // its bytes, compared here
public record HoleTokens(long since, long until, long told, long saved, byte[] sketch) {
    static final HoleTokens ONE = new HoleTokens(0, 0, 0, 0, new byte[0]);

    HoleTokens told(long count) {
        return new HoleTokens(since, until, count, saved, sketch);
    }

    HoleTokens sketched(long count, byte[] bytes) {
        return new HoleTokens(since, until, told, count, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HoleTokens that
                && since == that.since
                && until == that.until
                && told == that.told
                && saved == that.saved
                && Arrays.equals(sketch, that.sketch);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(since) * 31 + Arrays.hashCode(sketch);
    }
}
