package org.forgedtoken.detector.reading.signature;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, and what they say of a signature. {@code INVALID} silences every other rule for the
 * token, so it is said only where none of them has signed it. Where one has, but proves nothing (it is weak, or published
 * for something else), that is {@code UNKNOWN}, and the ledger decides.
 */
public final class KeySet {
    static final KeySet EMPTY = new KeySet(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final List<IssuerKey> keys;
    private final boolean named;

    /**
     * What the keys say of one token.
     *
     * @param signature {@code UNKNOWN} also where a key may have been replaced since, or is still to be published
     * @param lacksKey whether the token may mean a key that is not here: keys rotate
     * @param otherKey whether another key has signed it than the one that it names
     */
    record Result(Signature signature, boolean lacksKey, boolean otherKey) {}

    /** A set with public keys in it has been published; a secret in it is no secret, and proves nothing. */
    private KeySet(List<IssuerKey> keys) {
        boolean published = keys.stream().anyMatch(key -> !key.isSecret());
        this.keys = keys.stream().filter(key -> !published || !key.isSecret()).toList();
        this.named = keys.stream().anyMatch(key -> key.keyId() != null);
    }

    /**
     * Reads a JWK set (RFC 7517, section 5), or one JWK. A key that cannot be read is left out; the others count.
     *
     * @throws IOException where it is no JSON object; the message has nothing of it, since a key may be a secret
     */
    public static KeySet read(byte[] json) throws IOException {
        Map<String, Object> set;
        try {
            set = JSON.readValue(json, OBJECT);
        } catch (IOException e) { // also of bytes that are no text
            throw new IOException("no JSON object");
        }
        if (set == null) {
            throw new IOException("no JSON object");
        }
        List<IssuerKey> keys = new ArrayList<>();
        for (Object member : set.get("keys") instanceof List<?> several ? several : List.of(set)) {
            IssuerKey key = member instanceof Map<?, ?> ? IssuerKey.of(JSON.convertValue(member, OBJECT)) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        return new KeySet(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How many checks a token costs at most. */
    int size() {
        return keys.size();
    }

    /** What is known of a signature, by the key that the token names, else by any. */
    Result check(SignedText token, JwsAlgorithm algorithm) {
        String keyId = token.keyId();
        // an issuer that publishes nameless keys may still name them in its tokens
        List<IssuerKey> meant = with(keyId, keyId);
        List<IssuerKey> possible = meant.isEmpty() ? with(keyId, null) : meant;
        Signature signature = check(possible, token, algorithm);
        if (signature != Signature.INVALID) {
            return new Result(signature, false, false);
        }
        List<IssuerKey> others =
                keys.stream().filter(key -> !possible.contains(key)).toList();
        Signature other = check(others, token, algorithm);
        if (other == Signature.VALID) {
            return new Result(other, false, true);
        }
        // a token that names no key may have been signed by one that has since been replaced
        boolean lacksKey = keys.isEmpty() || (keyId == null ? named : meant.isEmpty());
        return new Result(lacksKey ? Signature.UNKNOWN : other, lacksKey, false);
    }

    private static Signature check(List<IssuerKey> possible, SignedText token, JwsAlgorithm algorithm) {
        Signature signature = Signature.INVALID;
        for (IssuerKey key : possible) {
            if (key.signed(token, algorithm)) {
                if (key.provesWith(algorithm)) {
                    return Signature.VALID;
                }
                signature = Signature.UNKNOWN;
            }
        }
        return signature;
    }

    /** The keys of this name; of a token that names none, all. */
    private List<IssuerKey> with(@Nullable String keyId, @Nullable String name) {
        return keys.stream()
                .filter(key -> keyId == null || Objects.equals(name, key.keyId()))
                .toList();
    }
}
