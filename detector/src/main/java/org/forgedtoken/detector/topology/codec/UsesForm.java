package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.Objects;
import org.forgedtoken.detector.alert.Involved.Who;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How what a token was used for is written in a pack of accesses: of each only that in which it differs from the one
 * before it, since there is one for every access. One instance writes, or reads, one pack.
 */
final class UsesForm {
    private static final int NONE = 0;
    private static final int SOME = 1;
    private static final int SAME_ISSUER = 2;
    private static final int SAME_KEY = 4;
    private static final int SAME_ENDPOINT = 8;
    private static final int SAME_VERDICT = 16;
    private static final int PROOF = 32;
    private static final int LONGEST = 255;

    private static final Verdict[] VERDICTS = Verdict.values();
    private static final Proof[] PROOFS = Proof.values();

    private Who before = new Who("", "", null, null, "", null, Verdict.ISSUED, Proof.NONE);

    /** Account and source are written already. */
    void write(@Nullable Who who, ByteWriter out) {
        if (who == null) {
            out.writeByte(NONE);
            return;
        }
        int form = SOME
                | (who.issuer().equals(before.issuer()) ? SAME_ISSUER : 0)
                | (Objects.equals(who.keyId(), before.keyId()) ? SAME_KEY : 0)
                | (Objects.equals(who.endpoint(), before.endpoint()) ? SAME_ENDPOINT : 0)
                | (who.verdict() == before.verdict() ? SAME_VERDICT : 0)
                | (who.proof() == Proof.NONE ? 0 : PROOF);
        out.writeByte(form);
        int common = common(who.token(), before.token());
        out.writeByte(common);
        Wire.text(who.token().substring(common), out);
        if ((form & SAME_ISSUER) == 0) {
            Wire.text(who.issuer(), out);
        }
        if ((form & SAME_KEY) == 0) {
            Wire.optional(who.keyId(), out);
        }
        if ((form & SAME_ENDPOINT) == 0) {
            Wire.optional(who.endpoint(), out);
        }
        if ((form & SAME_VERDICT) == 0) {
            out.writeByte(who.verdict().ordinal());
        }
        if ((form & PROOF) != 0) {
            out.writeByte(who.proof().ordinal());
        }
        before = who;
    }

    @Nullable
    Who read(@Nullable String account, String source, ByteReader in) throws IOException {
        int form = in.readByte();
        if (form == NONE) {
            return null;
        }
        int common = in.readUnsignedByte();
        if (common > before.token().length()) {
            throw new IOException("a token begins as one that is too short");
        }
        before = new Who(
                before.token().substring(0, common) + Wire.text(in),
                (form & SAME_ISSUER) != 0 ? before.issuer() : Wire.text(in),
                account,
                (form & SAME_KEY) != 0 ? before.keyId() : Wire.optional(in),
                source,
                (form & SAME_ENDPOINT) != 0 ? before.endpoint() : Wire.optional(in),
                (form & SAME_VERDICT) != 0 ? before.verdict() : Wire.constant(VERDICTS, in),
                (form & PROOF) != 0 ? Wire.constant(PROOFS, in) : Proof.NONE);
        return before;
    }

    /** So many characters are the same at the beginning; no character beyond the 16 bits is cut in two. */
    private static int common(String text, String other) {
        int most = Math.min(Math.min(text.length(), other.length()), LONGEST);
        int common = 0;
        while (common < most && text.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common > 0 && Character.isHighSurrogate(text.charAt(common - 1)) ? common - 1 : common;
    }
}
