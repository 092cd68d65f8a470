package org.forgedtoken.detector.reading.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.signature.SignatureCheck.Result;
import org.jspecify.annotations.Nullable;

/** What became of the tokens that were checked last; the least recently used are forgotten. */
final class CheckedTokens {
    private final Map<Key, Result> results;

    /** 128 bits of a SHA-256 over the token and its signature: nobody can make two tokens share one. */
    record Key(long high, long low) {}

    CheckedTokens(int limit) {
        results = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Result> eldest) {
                return size() > limit;
            }
        };
    }

    static Key key(String issuer, String digest, byte[] signature) {
        MessageDigest sha = TokenDigest.sha256();
        sha.update(digest.getBytes(StandardCharsets.US_ASCII)); // of fixed length, so nothing shifts into it
        sha.update(issuer.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(sha.digest(signature));
        return new Key(hash.getLong(), hash.getLong());
    }

    synchronized @Nullable Result get(Key key) {
        return results.get(key);
    }

    synchronized void put(Key key, Result result) {
        results.put(key, result);
    }
}
