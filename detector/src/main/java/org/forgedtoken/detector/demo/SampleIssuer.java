package org.forgedtoken.detector.demo;

import java.util.List;

/**
 * An identity provider of the sample.
 *
 * @param setsIds whether its tokens carry a {@code jti}; without one a token is known by its digest
 * @param keys the keys that it signs with, one after the other, the first one from ever on
 */
record SampleIssuer(String name, boolean setsIds, List<Signing> keys) {

    /** From {@code since} on, epoch ms, this key signs. */
    record Signing(long since, SigningKey key) {}

    SampleIssuer {
        keys = List.copyOf(keys);
    }

    /** An issuer with one key. */
    static SampleIssuer of(String name, boolean setsIds, SigningKey key) {
        return new SampleIssuer(name, setsIds, List.of(new Signing(Long.MIN_VALUE, key)));
    }

    /** The key that signs at this time, epoch ms. */
    SigningKey keyAt(long time) {
        SigningKey key = keys.get(0).key();
        for (Signing signing : keys) {
            if (signing.since() <= time) {
                key = signing.key();
            }
        }
        return key;
    }
}
