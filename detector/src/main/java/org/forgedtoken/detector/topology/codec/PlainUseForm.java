package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;

/**
 * Reads of a use, as {@link TokenEventCodec} writes it, what JUDGE asks of an ordinary one, where it lies in the bytes. What
 * is written otherwise than such a use is left to that codec.
 */
final class PlainUseForm {
    private PlainUseForm() {}

    /**
     * Reads one, from behind its kind; the reader stands behind it then.
     *
     * @return false where it is no plain use; then {@code use} says nothing
     */
    static boolean read(ByteReader in, PlainUse use) throws IOException {
        long time = in.readNear();
        boolean isPlain = in.readUnsignedByte() == ClaimsForm.BEFORE_ID;
        if (!isPlain) {
            return false;
        }
        int before = in.readRange();
        int beforeTo = in.at();
        int form = in.readUnsigned();
        String issuer = Wire.recent(in);
        if ((form & ClaimsForm.TOKEN_ID) == 0 || (form & (ClaimsForm.DIGEST | ClaimsForm.ID_ABSENT)) != 0) {
            return false;
        }
        int id = in.readRange();
        byte[] key = in.joined(before, beforeTo, id, in.at());
        use.begin(in.bytes(), key, issuer);
        isPlain = in.isAscii(before, beforeTo) && in.isAscii(id, in.at());
        if ((form & ClaimsForm.ACCOUNT) != 0) {
            int account = in.readRange();
            use.account(account, in.at());
            isPlain &= account < in.at() && in.isAscii(account, in.at());
        }
        use.client(
                (form & ClaimsForm.CLIENT) == 0 ? null : Wire.recent(in),
                (form & ClaimsForm.KEY_ID) == 0 ? null : Wire.recent(in));
        use.times(
                time,
                (form & ClaimsForm.ISSUED_AT) == 0 ? Times.UNKNOWN : time + in.readNear(),
                (form & ClaimsForm.EXPIRES_AT) == 0 ? Times.UNKNOWN : time + in.readNear());
        if ((form & ClaimsForm.KIND) != 0) {
            in.readRange();
        }
        return isRequestPlain(in, use) && isPlain;
    }

    private static boolean isRequestPlain(ByteReader in, PlainUse use) throws IOException {
        String source = Source.of(Wire.optional(in));
        in.skipOptional(); // user agent
        in.skipOptional(); // method
        use.request(source, Wire.optional(in));
        in.readNear(); // status
        in.skipOptional(); // request id
        boolean isSignatureGood = in.readUnsignedByte() != Signature.INVALID.ordinal();
        boolean isAccepted = in.readBoolean();
        in.readRange(); // origin
        boolean isPresentedPlainly = in.readBoolean();
        return isSignatureGood && isAccepted && isPresentedPlainly;
    }
}
