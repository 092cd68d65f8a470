package org.forgedtoken.detector.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.TokenKey;

/** Hashes token keys. Not thread-safe: each thread has its own. */
public final class TokenHashing {
    private static final int SHA_BYTES = 32;
    private static final byte NOT_ASCII = (byte) 0xff;

    private final MessageDigest sha = Sha256.digest();
    private final byte[] digest = new byte[SHA_BYTES];
    private final ByteBuffer numbers = ByteBuffer.wrap(digest);

    /** The hash under which the ledger has the key's token. */
    public TokenHash of(TokenKey key) {
        return of(exact(key.text()));
    }

    /** The same of a key's text in ASCII. */
    TokenHash of(byte[] text) {
        sha.update(text, 0, text.length);
        try {
            sha.digest(digest, 0, SHA_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes have room for SHA-256", e);
        }
        return new TokenHash(numbers.getLong(0), numbers.getInt(Long.BYTES));
    }

    /** UTF-8 writes a question mark for half a character, and so two texts alike: what is not ASCII is written otherwise. */
    private static byte[] exact(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
        if (ascii.length == text.length() && !Texts.hasSurrogate(text)) {
            return ascii;
        }
        ByteBuffer units = ByteBuffer.allocate(1 + 2 * text.length());
        units.put(NOT_ASCII);
        for (int i = 0; i < text.length(); i++) {
            units.putChar(text.charAt(i));
        }
        return units.array();
    }
}
