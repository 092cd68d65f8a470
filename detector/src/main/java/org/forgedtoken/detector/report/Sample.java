package org.forgedtoken.detector.report;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.feed.Sha256;

/**
 * The newest value of each key, in bounded memory. While there are no more keys than that, it is exact. Where there are
 * more, it goes on with every second key, then every fourth …, by the key's fingerprint alone: a key that is kept has been
 * followed from its first line on, so that its value is right, and numbers are those of the kept keys times {@link #scale}.
 */
final class Sample<V> {
    private static final double SIGMAS = 3;
    private static final long MISSED = 6;

    private final Map<Fingerprint, V> held = new HashMap<>();
    private final int most;
    private int halvings;

    /** @param most keys that are held at a time */
    Sample(int most) {
        this.most = most;
    }

    /** The value of this key, instead of the one before. */
    void put(Fingerprint key, V value) {
        merge(key, value, (before, now) -> now);
    }

    /** The value of this key, together with the one before where there is one. */
    void merge(Fingerprint key, V value, BinaryOperator<V> both) {
        if (!key.isInSample(halvings)) {
            return;
        }
        held.merge(key, value, both);
        while (held.size() > most) {
            halvings++;
            held.keySet().removeIf(one -> !one.isInSample(halvings));
        }
    }

    Collection<V> values() {
        return Collections.unmodifiableCollection(held.values());
    }

    /** For how many keys each kept one stands; 1 where all are kept. */
    long scale() {
        return 1L << halvings;
    }

    boolean isExact() {
        return halvings == 0;
    }

    /** How many keys there are. */
    Count number() {
        return estimate(held.size(), scale());
    }

    /**
     * From the number in a sample of one in {@code scale}: three standard deviations of the binomial distribution, and what
     * a sample can miss altogether, of which the chance is e⁻⁶.
     */
    static Count estimate(long sampled, long scale) {
        long number = sampled * scale;
        if (scale == 1) {
            return Count.exact(number);
        }
        double deviation = Math.sqrt((double) number * (scale - 1));
        return new Count(number, (long) Math.ceil(SIGMAS * deviation) + MISSED * scale);
    }

    /** The first half of a text's SHA-256: whoever chooses the text can neither make two alike nor choose the sample. */
    record Fingerprint(long high, long low) {

        static Fingerprint of(String text) {
            ByteBuffer hash = ByteBuffer.wrap(Sha256.of(text));
            return new Fingerprint(hash.getLong(), hash.getLong());
        }

        /** Whether it belongs to a sample of one in 2 to the power of {@code halvings}; samples are nested. */
        boolean isInSample(int halvings) {
            return (low & ((1L << halvings) - 1)) == 0;
        }
    }
}
