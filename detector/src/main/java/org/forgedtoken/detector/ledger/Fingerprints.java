package org.forgedtoken.detector.ledger;

import java.util.SplittableRandom;

/**
 * Fingerprints of tokens' contents, 32 bits each, by multilinear hashing: whoever does not know the secret hits a given
 * fingerprint with a chance of 2⁻³² a try, and is told nothing by a miss (Lemire and Kaser, "Strongly universal string hashing
 * is fast", 2014). Immutable.
 */
public final class Fingerprints {
    /** Of a longer text only so many characters count; a digest has 64. */
    private static final int LONGEST = 64;

    private final long[] factors = new long[1 + LONGEST / 2];

    public Fingerprints(long secret) {
        SplittableRandom random = new SplittableRandom(secret);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextLong();
        }
    }

    /** The fingerprint of the content that has this digest. */
    public int of(String digest) {
        int words = Math.min(digest.length(), LONGEST) / 2;
        long sum = factors[0];
        for (int i = 0; i < words; i++) {
            long word = ((long) digest.charAt(2 * i) << Character.SIZE) | digest.charAt(2 * i + 1);
            sum += factors[i + 1] * word;
        }
        return (int) (sum >>> Integer.SIZE);
    }
}
