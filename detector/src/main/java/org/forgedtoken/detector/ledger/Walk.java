package org.forgedtoken.detector.ledger;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a ledger's entries in the order of their places, and then through those that stand apart, which goes on
 * where it is whatever is put or removed meanwhile: what is put on the way may be met or not. Copies nothing.
 */
final class Walk {
    private final Part[] parts;
    private final Map<TokenHash, byte[]> apart;
    private int part;
    private int place = -1;
    private @Nullable Iterator<TokenHash> hashes;
    private @Nullable TokenHash hash;
    private byte @Nullable [] value;

    /** @param apart a map that may change under its iterators */
    Walk(Part[] parts, ConcurrentMap<TokenHash, byte[]> apart) {
        this.parts = parts;
        this.apart = apart;
    }

    /** Goes to the next entry; returns whether there is one. */
    boolean advance() {
        while (part < parts.length) {
            place = parts[part].next(place + 1);
            if (place >= 0) {
                return true;
            }
            part++;
        }
        hashes = hashes == null ? apart.keySet().iterator() : hashes;
        value = null;
        while (value == null && hashes.hasNext()) {
            hash = hashes.next();
            value = apart.get(hash); // an iterator may be one removal behind
        }
        return value != null;
    }

    IssuedToken token() {
        return value == null ? parts[part].token(place) : TokenForm.token(value);
    }

    TokenHash hash() {
        return value == null || hash == null ? parts[part].hash(place) : hash;
    }
}
