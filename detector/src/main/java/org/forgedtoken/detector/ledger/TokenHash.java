package org.forgedtoken.detector.ledger;

import java.nio.ByteBuffer;

/**
 * The first 128 bits of SHA-256 over a token key's text, which stand for the key in the ledger. An attacker chooses token
 * ids: with a hash that can be turned round, one could be made that meets an honest token's entry.
 */
public record TokenHash(long high, long low) {
    /** So many bytes. */
    public static final int BYTES = 16;

    /** The hash that {@link #bytes} gave; throws where the length is another. */
    public static TokenHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a ledger's key has 16 bytes, and this one " + bytes.length);
        }
        ByteBuffer both = ByteBuffer.wrap(bytes);
        return new TokenHash(both.getLong(), both.getLong());
    }

    /** Its 16 bytes, the highest first. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
