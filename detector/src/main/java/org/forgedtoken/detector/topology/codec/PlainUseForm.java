package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.Locale;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.NativeField;
import org.forgedtoken.detector.reading.PlainFields;

/**
 * Reads of a use, as {@link TokenEventCodec} writes it, what JUDGE asks of an ordinary one, where it lies in the bytes. What
 * is written otherwise than such a use is left to that codec.
 */
final class PlainUseForm {
    private PlainUseForm() {}

    /**
     * Writes one out of its record, byte for byte as {@link TokenEventCodec} writes the event that the ordinary steps make
     * of that record.
     *
     * @param use with a key that ends in the token's id
     * @param record of which all texts are plain
     * @param topic with the partition: an origin up to its offset
     */
    static void write(PlainUse use, PlainFields record, byte[] topic, long offset, ByteWriter out) {
        out.writeByte(TokenEventCodec.USED);
        out.writeNear(use.time());
        out.writeByte(ClaimsForm.BEFORE_ID);
        int id = record.to(NativeField.TOKEN_ID) - record.from(NativeField.TOKEN_ID) - 2;
        out.writeBytes(use.key(), 0, use.key().length - id, 0);
        out.writeSize(ClaimsForm.TOKEN_ID
                | bit(record, NativeField.ACCOUNT_ID, ClaimsForm.ACCOUNT)
                | bit(record, NativeField.CLIENT_ID, ClaimsForm.CLIENT)
                | bit(record, NativeField.KEY_ID, ClaimsForm.KEY_ID)
                | bit(record, NativeField.ISSUED_AT, ClaimsForm.ISSUED_AT)
                | bit(record, NativeField.EXPIRES_AT, ClaimsForm.EXPIRES_AT)
                | bit(record, NativeField.KIND, ClaimsForm.KIND));
        Wire.text(use.issuer(), out);
        there(record, NativeField.TOKEN_ID, out);
        there(record, NativeField.ACCOUNT_ID, out);
        there(record, NativeField.CLIENT_ID, out);
        there(record, NativeField.KEY_ID, out);
        if (record.has(NativeField.ISSUED_AT)) {
            out.writeNear(use.issuedAt() - use.time());
        }
        if (record.has(NativeField.EXPIRES_AT)) {
            out.writeNear(use.expiresAt() - use.time());
        }
        if (record.has(NativeField.KIND)) {
            Wire.text(record.clean(NativeField.KIND).toLowerCase(Locale.ROOT), out);
        }
        optional(record, NativeField.SOURCE_IP, out);
        optional(record, NativeField.USER_AGENT, out);
        optional(record, NativeField.METHOD, out);
        optional(record, NativeField.PATH, record.pathTo(), out);
        out.writeNear(record.status());
        optional(record, NativeField.REQUEST_ID, out);
        out.writeByte((record.has(NativeField.SIGNATURE_VALID) ? Signature.VALID : Signature.UNKNOWN).ordinal());
        out.writeBoolean(true); // accepted
        out.writeNumbered(topic, offset);
        out.writeBoolean(true); // presented plainly
    }

    private static int bit(PlainFields record, NativeField field, int bit) {
        return record.has(field) ? bit : 0;
    }

    private static void there(PlainFields record, NativeField field, ByteWriter out) {
        if (record.has(field)) {
            out.writeBytes(record.bytes(), record.from(field) + 1, record.to(field) - 1, 0);
        }
    }

    private static void optional(PlainFields record, NativeField field, ByteWriter out) {
        optional(record, field, record.to(field) - 1, out);
    }

    private static void optional(PlainFields record, NativeField field, int to, ByteWriter out) {
        if (record.has(field)) {
            out.writeBytes(record.bytes(), record.from(field) + 1, to, 1);
        } else {
            out.writeSize(0);
        }
    }

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
        int path = in.skipOptional();
        use.request(source, path, in.at());
        in.readNear(); // status
        in.skipOptional(); // request id
        boolean isSignatureGood = in.readUnsignedByte() != Signature.INVALID.ordinal();
        boolean isAccepted = in.readBoolean();
        in.readRange(); // origin
        boolean isPresentedPlainly = in.readBoolean();
        return isSignatureGood && isAccepted && isPresentedPlainly;
    }
}
