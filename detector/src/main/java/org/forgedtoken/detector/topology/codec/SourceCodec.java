package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.step.Episode;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.jspecify.annotations.Nullable;

/** The bytes of what WATCH puts aside of a source. */
public final class SourceCodec implements Codec<SourceSnapshot> {
    @Override
    public void write(SourceSnapshot source, ByteWriter out) {
        out.writeDouble(source.kept());
        Wire.list(source.uses(), SourceCodec::use, out);
        Wire.list(source.refuted(), Wire::number, out);
        Wire.list(source.uncovered(), Wire::number, out);
        out.writeBoolean(source.apart());
        out.writeInt(source.depth());
        Wire.map(source.unknown(), Wire::number, Wire::number, out);
        out.writeLong(source.unvouched());
        Wire.optional(source.incident(), out);
        episode(source.fanOut(), out);
        episode(source.enumeration(), out);
        episode(source.unknownTold(), out);
        Wire.list(source.held(), IncidentForms::involved, out);
        Wire.list(source.heldOfUnknown(), IncidentForms::involved, out);
    }

    @Override
    public SourceSnapshot read(ByteReader in) throws IOException {
        return new SourceSnapshot(
                in.readDouble(),
                Wire.list(SourceCodec::use, in),
                Wire.list(Wire::number, in),
                Wire.list(Wire::number, in),
                in.readBoolean(),
                in.readInt(),
                Wire.map(Wire::number, Wire::number, in),
                in.readLong(),
                Wire.optional(in),
                episode(in),
                episode(in),
                episode(in),
                Wire.list(IncidentForms::involved, in),
                Wire.list(IncidentForms::involved, in));
    }

    static void episode(@Nullable Episode episode, ByteWriter out) {
        out.writeBoolean(episode != null);
        if (episode != null) {
            out.writeLong(episode.start());
            out.writeLong(episode.last());
            out.writeLong(episode.count());
        }
    }

    static @Nullable Episode episode(ByteReader in) throws IOException {
        return in.readBoolean() ? new Episode(in.readLong(), in.readLong(), in.readLong()) : null;
    }

    private static void use(AccountUse use, ByteWriter out) {
        out.writeLong(use.account());
        out.writeInt(use.issued());
        out.writeInt(use.unvouched());
        out.writeInt(use.forged());
        out.writeInt(use.since());
        out.writeInt(use.counted());
    }

    private static AccountUse use(ByteReader in) throws IOException {
        return new AccountUse(in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
