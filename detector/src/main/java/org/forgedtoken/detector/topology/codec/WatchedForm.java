package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Watched;

/**
 * How accesses are written in a pack. Nearly all are one use of an issued token of which no more need be said: of these
 * there are only the time since the one before, the account and the source. One instance writes, or reads, one pack.
 */
final class WatchedForm {
    private static final TrustClass[] CLASSES = TrustClass.values();

    private final UsesForm uses = new UsesForm();
    private long before;

    void write(Watched seen, ByteWriter out) {
        boolean isPlain =
                seen.count() == 1 && seen.trust() == TrustClass.ISSUED && seen.incident() == null && seen.who() == null;
        out.writeBoolean(isPlain);
        out.writeNear(seen.time() - before);
        before = seen.time();
        Wire.optional(seen.account(), out);
        Wire.text(seen.source(), out);
        if (!isPlain) {
            out.writeNear(seen.count());
            out.writeByte(seen.trust().ordinal());
            Wire.optional(seen.incident(), out);
            uses.write(seen.who(), out);
        }
    }

    /** As {@link #write} does of such a use. */
    void writeOrdinary(long time, byte[] account, String source, ByteWriter out) {
        out.writeBoolean(true);
        out.writeNear(time - before);
        before = time;
        out.writeBytes(account, 1);
        Wire.text(source, out);
    }

    Watched read(ByteReader in) throws IOException {
        boolean isPlain = in.readBoolean();
        before += in.readNear();
        String account = Wire.optional(in);
        String source = Wire.text(in);
        if (isPlain) {
            return new Watched(before, 1, account, source, TrustClass.ISSUED, null, null);
        }
        long count = in.readNear();
        return new Watched(
                before,
                count,
                account,
                source,
                Wire.constant(CLASSES, in),
                Wire.optional(in),
                uses.read(account, source, in));
    }
}
