package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * One key that an issuer publishes. It cannot print itself: it may be a secret.
 */
final class IssuerKey {
    private final @Nullable String keyId;
    private final Key key;
    private final @Nullable JwsAlgorithm published;
    private final boolean sound;

    /**
     * @param published the only algorithm that it is meant for; null: any that takes it
     * @param sound whether it is meant for signatures, and too strong to be broken
     */
    IssuerKey(@Nullable String keyId, Key key, @Nullable JwsAlgorithm published, boolean sound) {
        this.keyId = keyId;
        this.key = key;
        this.published = published;
        this.sound = sound;
    }

    @Nullable
    String keyId() {
        return keyId;
    }

    boolean isSecret() {
        return key instanceof javax.crypto.SecretKey;
    }

    boolean fits(JwsAlgorithm algorithm) {
        return algorithm.takes(key);
    }

    /** Whether a signature by this key proves anything: the key is sound, and used as it was published. */
    boolean provesWith(JwsAlgorithm algorithm) {
        boolean longEnough = !isSecret() || algorithm.isLongEnough(key.getEncoded().length * 8);
        return sound && longEnough && (published == null || algorithm.satisfies(published));
    }

    boolean signed(SignedText token, JwsAlgorithm algorithm) {
        try {
            return algorithm.verifies(key, token.text().getBytes(StandardCharsets.US_ASCII), token.signature());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "key";
    }
}
