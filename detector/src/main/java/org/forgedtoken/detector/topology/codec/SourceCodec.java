package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.rule.source.AccountNumber;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.rule.source.Walk;
import org.forgedtoken.detector.step.Episode;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what WATCH puts aside of a source. What came later stands at the end: a source that an earlier program put
 * aside is read without it, and begins its walk and its first day anew.
 */
public final class SourceCodec implements Codec<SourceSnapshot> {
    @Override
    public void write(SourceSnapshot source, ByteWriter out) {
        out.writeDouble(source.kept());
        Wire.list(source.uses(), SourceCodec::use, out);
        out.writeSize(0);
        out.writeSize(0);
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
        source.uses().forEach(use -> out.writeInt(use.settled()));
        Wire.list(source.walk(), SourceCodec::step, out);
        out.writeInt(source.first());
    }

    @Override
    public SourceSnapshot read(ByteReader in) throws IOException {
        double kept = in.readDouble();
        List<AccountUse> uses = Wire.list(SourceCodec::use, in);
        Wire.list(Wire::number, in);
        Wire.list(Wire::number, in);
        boolean apart = in.readBoolean();
        int depth = in.readInt();
        Map<Long, Long> unknown = Wire.map(Wire::number, Wire::number, in);
        long unvouched = in.readLong();
        String incident = Wire.optional(in);
        Episode fanOut = episode(in);
        Episode enumeration = episode(in);
        Episode unknownTold = episode(in);
        List<Involved> held = Wire.list(IncidentForms::involved, in);
        List<Involved> heldOfUnknown = Wire.list(IncidentForms::involved, in);
        List<Walk.Step> walk = List.of();
        int first = Integer.MIN_VALUE;
        if (in.rest() > 0) {
            List<AccountUse> settled = new ArrayList<>(uses.size());
            for (AccountUse use : uses) {
                settled.add(use.settledAt(in.readInt()));
            }
            uses = settled;
            walk = Wire.list(SourceCodec::step, in);
            first = in.readInt();
        }
        return new SourceSnapshot(
                kept,
                uses,
                walk,
                first,
                apart,
                depth,
                unknown,
                unvouched,
                incident,
                fanOut,
                enumeration,
                unknownTold,
                held,
                heldOfUnknown);
    }

    private static void step(Walk.Step step, ByteWriter out) {
        out.writeLong(step.time());
        out.writeInt(step.number().form());
        Wire.text(step.number().digits(), out);
        Constants.TRUST_CLASS.write(step.trust(), out);
    }

    private static Walk.Step step(ByteReader in) throws IOException {
        return new Walk.Step(
                in.readLong(), new AccountNumber(in.readInt(), Wire.text(in)), Constants.TRUST_CLASS.read(in));
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

    /** Before it is said otherwise, only what was forged is settled. */
    private static AccountUse use(ByteReader in) throws IOException {
        long account = in.readLong();
        int issued = in.readInt();
        int unvouched = in.readInt();
        int forged = in.readInt();
        return new AccountUse(account, issued, unvouched, forged, forged, in.readInt(), in.readInt());
    }
}
