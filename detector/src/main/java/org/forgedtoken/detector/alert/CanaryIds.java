package org.forgedtoken.detector.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * The ids of canaries: 64 hex digits, a nonce and the first half of its HMAC-SHA-256 together with issuer and time, so that
 * whoever has the secret knows one again. Without a secret nobody does. Safe for use by several threads.
 */
public final class CanaryIds {
    private static final int HALF = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final boolean isKept;

    /** @param secret null: one that is not kept, so that no id is known again */
    public CanaryIds(@Nullable String secret) {
        this.isKept = secret != null;
        this.key = secret == null ? nonce() : secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The next id that nobody can guess. */
    public String next(String issuer, long time) {
        return of(nonce(), issuer, time);
    }

    /** Whether the access is of such a token: its id, or its digest where tokens are known by that, was made here. */
    public boolean isOne(AccessRecord access) {
        TokenClaims token = access.token();
        String id = token.tokenId() != null ? token.tokenId() : token.digest();
        if (!isKept || id == null || id.length() != 4 * HALF) {
            return false;
        }
        try {
            byte[] nonce = HexFormat.of().parseHex(id, 0, 2 * HALF);
            return MessageDigest.isEqual(
                    id.getBytes(StandardCharsets.UTF_8),
                    of(nonce, token.issuer(), access.time()).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false; // no hex digits
        }
    }

    private String of(byte[] nonce, String issuer, long time) {
        byte[] use = (issuer + '\n' + time + '\n').getBytes(StandardCharsets.UTF_8);
        HexFormat hex = HexFormat.of();
        return hex.formatHex(nonce) + hex.formatHex(Sha256.hmac(key, use, nonce), 0, HALF);
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[HALF];
        RANDOM.nextBytes(nonce);
        return nonce;
    }
}
