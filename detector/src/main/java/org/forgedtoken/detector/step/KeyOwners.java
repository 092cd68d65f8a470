package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;

/** Whose key an id names, as far as the keys feed has listed it under one issuer; kept over a restart. */
public interface KeyOwners {
    long UNLISTED = 0;
    /** Several issuers list a key of the id. */
    long SEVERAL = 1;

    /** {@link #UNLISTED}, {@link #SEVERAL}, or a number for the issuer. */
    long of(String keyId);

    void put(String keyId, long owner);

    /** The issuer lists a key of this id. */
    default void list(String issuer, String keyId) {
        long known = of(keyId);
        long owner = (1L << 32) + issuer.hashCode();
        if (known != owner && known != SEVERAL) {
            put(keyId, known == UNLISTED ? owner : SEVERAL);
        }
    }

    /** For as long as this process runs. */
    static KeyOwners inMemory() {
        Map<String, Long> owners = new HashMap<>();
        return new KeyOwners() {
            @Override
            public long of(String keyId) {
                return owners.getOrDefault(keyId, UNLISTED);
            }

            @Override
            public void put(String keyId, long owner) {
                owners.put(keyId, owner);
            }
        };
    }
}
