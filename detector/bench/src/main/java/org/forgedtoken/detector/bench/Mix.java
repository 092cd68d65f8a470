package org.forgedtoken.detector.bench;

/** Random numbers by their place instead of their order, so that any record of a feed can be made alone. */
final class Mix {
    private Mix() {}

    /** The {@code i}th number of a stream: the finalizer of SplittableRandom over a sum of multiples. */
    static long of(long seed, int stream, long i) {
        long z = seed + 0x9e3779b97f4a7c15L * (i + 1) + 0xd1b54a32d192ed03L * stream;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
