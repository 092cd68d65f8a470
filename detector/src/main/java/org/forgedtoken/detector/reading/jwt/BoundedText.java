package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what a claim may be long: a stranger writes it, and every record, store and key that it gets into must stay
 * small. A longer text becomes its SHA-256 (reference/identity.md), on both feeds alike, so that equal claims stay equal.
 */
public final class BoundedText {
    /** Bytes of UTF-8; longer than any id in use. */
    public static final int MOST = 512;

    /** Of a character of Java's. */
    private static final int MOST_BYTES = 3;

    private BoundedText() {}

    public static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    public static String of(String text) {
        if (text.length() <= MOST / MOST_BYTES) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST
                ? text
                : "sha256:" + HexFormat.of().formatHex(TokenDigest.sha256().digest(bytes));
    }

    /**
     * So much of a text, without half a character, and a mark that it is cut. Without what followed, a token can show that was
     * none before.
     */
    public static String beginning(String text, int length, String mark) {
        return text.length() <= length ? text : JwtScan.strike(Unicode.mend(text.substring(0, length)) + mark);
    }
}
