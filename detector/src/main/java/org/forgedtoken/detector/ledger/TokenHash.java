package org.forgedtoken.detector.ledger;

import java.nio.ByteBuffer;

/**
 * The first 96 bits of SHA-256 over a token key's text, which stand for the key in the ledger. An attacker chooses the ids of
 * what he forges, but not those of what is issued: with 50 million tokens in the ledger one in 2⁷⁰ forged ones meets an entry,
 * and finding one takes as many tries, by one who knows all ids that were issued. He need not look: whoever knows an issued id
 * can present the id itself. Two texts of one's own that meet (2⁴⁸ tries) help only where an issuer takes the one from its
 * user, and then into an entry of that user's account.
 */
public record TokenHash(long high, int low) {
    /** So many bytes. */
    public static final int BYTES = Long.BYTES + Integer.BYTES;

    /** The hash that {@link #bytes} gave; throws where the length is another. */
    public static TokenHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a ledger's key has " + BYTES + " bytes, and this one " + bytes.length);
        }
        ByteBuffer both = ByteBuffer.wrap(bytes);
        return new TokenHash(both.getLong(), both.getInt());
    }

    /** Its bytes, the highest first. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putInt(low).array();
    }
}
