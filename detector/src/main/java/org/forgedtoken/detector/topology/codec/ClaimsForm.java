package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.jspecify.annotations.Nullable;

/**
 * How what is said of a token is written: first which of it there is, then that; times by what they are off another one. A
 * key that ends in the token's id is its beginning alone, which is the same for all tokens of an issuer.
 */
final class ClaimsForm {
    static final int TOKEN_ID = 1;
    static final int ACCOUNT = 2;
    static final int CLIENT = 4;
    static final int KEY_ID = 8;
    static final int ISSUED_AT = 16;
    static final int EXPIRES_AT = 32;
    /** The last one for which one byte does. */
    static final int DIGEST = 64;

    static final int KIND = 128;
    static final int ID_ABSENT = 256;

    /** In the place of an {@link IdentityKind}. */
    static final int BEFORE_ID = 0xff;

    private static final IdentityKind[] KINDS = IdentityKind.values();

    private ClaimsForm() {}

    /** A token and the key under which it goes. */
    record Keyed(TokenKey key, TokenClaims claims) {}

    private static void write(TokenClaims token, long time, ByteWriter out) {
        out.writeSize(bit(token.tokenId(), TOKEN_ID)
                | bit(token.account(), ACCOUNT)
                | bit(token.client(), CLIENT)
                | bit(token.keyId(), KEY_ID)
                | bit(token.digest(), DIGEST)
                | bit(token.kind(), KIND)
                | (Times.known(token.issuedAt()) ? ISSUED_AT : 0)
                | (Times.known(token.expiresAt()) ? EXPIRES_AT : 0)
                | (token.idAbsent() ? ID_ABSENT : 0));
        Wire.text(token.issuer(), out);
        there(token.tokenId(), out);
        there(token.digest(), out);
        there(token.account(), out);
        there(token.client(), out);
        there(token.keyId(), out);
        if (Times.known(token.issuedAt())) {
            out.writeNear(token.issuedAt() - time);
        }
        if (Times.known(token.expiresAt())) {
            out.writeNear(token.expiresAt() - time);
        }
        there(token.kind(), out);
    }

    private static TokenClaims claims(long time, ByteReader in) throws IOException {
        int form = in.readUnsigned();
        String issuer = Wire.recent(in);
        return new TokenClaims(
                issuer,
                (form & TOKEN_ID) == 0 ? null : Wire.text(in),
                (form & ID_ABSENT) != 0,
                (form & DIGEST) == 0 ? null : Wire.text(in),
                (form & ACCOUNT) == 0 ? null : Wire.text(in),
                (form & CLIENT) == 0 ? null : Wire.recent(in),
                (form & KEY_ID) == 0 ? null : Wire.recent(in),
                (form & ISSUED_AT) == 0 ? Times.UNKNOWN : time + in.readNear(),
                (form & EXPIRES_AT) == 0 ? Times.UNKNOWN : time + in.readNear(),
                (form & KIND) == 0 ? null : Wire.recent(in));
    }

    /** @param time near the token's times, epoch ms; whoever reads knows it */
    static void write(TokenKey key, TokenClaims token, long time, ByteWriter out) {
        int before = beforeId(key, token.tokenId());
        if (before > 0) {
            out.writeByte(BEFORE_ID);
            out.writeText(key.text(), before, 0);
        } else {
            out.writeByte(key.kind().ordinal());
            Wire.text(key.text(), out);
        }
        write(token, time, out);
    }

    static Keyed read(long time, ByteReader in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind != BEFORE_ID) {
            TokenKey key = new TokenKey(Wire.constant(KINDS, kind), Wire.text(in));
            return new Keyed(key, claims(time, in));
        }
        String before = Wire.recent(in);
        TokenClaims token = claims(time, in);
        if (token.tokenId() == null) {
            throw new IOException("a key is to end in an id that is not there");
        }
        return new Keyed(new TokenKey(IdentityKind.ID, before.concat(token.tokenId())), token);
    }

    /** So many characters come before the id, or 0 where the key is not made so. */
    private static int beforeId(TokenKey key, @Nullable String id) {
        String text = key.text();
        if (key.kind() != IdentityKind.ID || id == null || !text.endsWith(id)) {
            return 0;
        }
        int before = text.length() - id.length();
        return before > 0 && text.charAt(before - 1) == '|' ? before : 0;
    }

    private static int bit(@Nullable String text, int bit) {
        return text == null ? 0 : bit;
    }

    private static void there(@Nullable String text, ByteWriter out) {
        if (text != null) {
            Wire.text(text, out);
        }
    }
}
