package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what a claim may be long: a stranger writes it, and every record, store and key that it gets into must stay
 * small. A longer text becomes its beginning and its SHA-256, on both feeds alike, so that equal claims stay equal.
 */
final class BoundedText {
    /** Longer than any id in use. */
    static final int MOST = 512;

    private static final int KEPT = 256;

    private BoundedText() {}

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /**
     * So much of a text, without half a character, and a mark that it is cut. Without what followed, a token can show that was
     * none before.
     */
    static String beginning(String text, int length, String mark) {
        return JwtScan.strike(Unicode.mend(text.substring(0, length)) + mark);
    }

    static String of(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return beginning(text, KEPT, "...") + "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
