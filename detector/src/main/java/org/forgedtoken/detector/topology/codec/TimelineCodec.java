package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.ledger.Heard;
import org.forgedtoken.detector.ledger.Heartbeats;
import org.forgedtoken.detector.ledger.IssuerSnapshot;
import org.forgedtoken.detector.ledger.PartitionTimeline;
import org.forgedtoken.detector.ledger.Recovery;
import org.forgedtoken.detector.ledger.Torn;

/** The bytes of all that an issuance partition has taught. */
public final class TimelineCodec implements Codec<PartitionTimeline.Snapshot> {
    @Override
    public void write(PartitionTimeline.Snapshot s, ByteWriter out) {
        Wire.map(s.timelines(), Wire::text, TimelineCodec::timeline, out);
        Wire.map(s.facts(), Wire::text, FactsForm::write, out);
        out.writeLong(s.newest());
        out.writeLong(s.previous());
        Heard.Loss pending = s.pending();
        out.writeBoolean(pending != null);
        if (pending != null) {
            HeardCodec.loss(pending, out);
        }
        Wire.list(s.losses(), TimelineCodec::missing, out);
    }

    @Override
    public PartitionTimeline.Snapshot read(ByteReader in) throws IOException {
        return new PartitionTimeline.Snapshot(
                Wire.map(Wire::text, TimelineCodec::timeline, in),
                Wire.map(Wire::text, FactsForm::read, in),
                in.readLong(),
                in.readLong(),
                in.readBoolean() ? HeardCodec.loss(in) : null,
                Wire.list(TimelineCodec::missing, in));
    }

    private static void missing(PartitionTimeline.Missing missing, ByteWriter out) {
        FactsForm.hole(missing.hole(), out);
        Wire.optional(missing.issuer(), out);
    }

    private static PartitionTimeline.Missing missing(ByteReader in) throws IOException {
        return new PartitionTimeline.Missing(FactsForm.hole(in), Wire.optional(in));
    }

    /** Most minutes follow each other, and have few issuances. */
    private static void perMinute(List<Long> packed, ByteWriter out) {
        out.writeSize(packed.size());
        long before = 0;
        for (long minute : packed) {
            out.writeNear((minute >> Integer.SIZE) - before);
            out.writeNear(minute & 0xffff_ffffL);
            before = minute >> Integer.SIZE;
        }
    }

    private static List<Long> perMinute(ByteReader in) throws IOException {
        int size = in.readSize();
        List<Long> packed = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += in.readNear();
            packed.add(before << Integer.SIZE | in.readNear());
        }
        return packed;
    }

    private static void timeline(IssuerSnapshot s, ByteWriter out) {
        Wire.list(s.gaps(), Wire::number, out);
        Wire.list(s.covered(), FactsForm::stretch, out);
        Wire.list(s.torn().between(), FactsForm::hole, out);
        Wire.map(s.torn().unread(), Wire::number, Wire::number, out);
        out.writeLong(s.torn().resolution());
        perMinute(s.issued(), out);
        Wire.map(s.recent(), Wire::number, (count, to) -> to.writeInt(count), out);
        Wire.map(s.late(), Wire::number, Wire::number, out);
        out.writeLong(s.recovery().heldAt());
        out.writeLong(s.recovery().giveUpAt());
        out.writeLong(s.recovery().newest());
        out.writeLong(s.recovery().moved());
        out.writeLong(s.settled());
        out.writeLong(s.newest());
        out.writeLong(s.heartbeats().until());
        out.writeLong(s.heartbeats().every());
        out.writeBoolean(s.carried());
        FactsForm.lateness(s.lateness(), out);
    }

    private static IssuerSnapshot timeline(ByteReader in) throws IOException {
        return new IssuerSnapshot(
                Wire.list(Wire::number, in),
                Wire.list(FactsForm::stretch, in),
                new Torn.State(Wire.list(FactsForm::hole, in), Wire.map(Wire::number, Wire::number, in), in.readLong()),
                perMinute(in),
                Wire.map(Wire::number, ByteReader::readInt, in),
                Wire.map(Wire::number, Wire::number, in),
                new Recovery.State(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                new Heartbeats.State(in.readLong(), in.readLong()),
                in.readBoolean(),
                FactsForm.lateness(in));
    }
}
