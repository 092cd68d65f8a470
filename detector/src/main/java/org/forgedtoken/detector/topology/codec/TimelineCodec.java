package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.IssuerTimeline;
import org.forgedtoken.detector.ledger.PartitionTimeline;
import org.forgedtoken.detector.ledger.Recovery;

/** The bytes of all that an issuance partition has taught. */
public final class TimelineCodec implements Codec<PartitionTimeline.Snapshot> {
    @Override
    public void write(PartitionTimeline.Snapshot s, ByteWriter out) {
        Wire.map(s.timelines(), Wire::text, TimelineCodec::timeline, out);
        Wire.map(s.facts(), Wire::text, FactsForm::write, out);
        out.writeLong(s.newest());
        out.writeLong(s.previous());
        out.writeBoolean(s.lossPending());
        Wire.list(s.losses(), FactsForm::stretch, out);
    }

    @Override
    public PartitionTimeline.Snapshot read(ByteReader in) throws IOException {
        return new PartitionTimeline.Snapshot(
                Wire.map(Wire::text, TimelineCodec::timeline, in),
                Wire.map(Wire::text, FactsForm::read, in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                Wire.list(FactsForm::stretch, in));
    }

    private static void timeline(IssuerTimeline.Snapshot s, ByteWriter out) {
        Wire.list(s.gaps(), Wire::number, out);
        Wire.list(s.covered(), FactsForm::stretch, out);
        Wire.list(s.lost(), FactsForm::stretch, out);
        Wire.map(s.recent(), Wire::number, (count, to) -> to.writeInt(count), out);
        Wire.map(s.late(), Wire::number, Wire::number, out);
        out.writeLong(s.recovery().heldAt());
        out.writeLong(s.recovery().giveUpAt());
        out.writeLong(s.recovery().newest());
        out.writeLong(s.recovery().moved());
        out.writeLong(s.settled());
        out.writeLong(s.newest());
        FactsForm.lateness(s.lateness(), out);
    }

    private static IssuerTimeline.Snapshot timeline(ByteReader in) throws IOException {
        return new IssuerTimeline.Snapshot(
                Wire.list(Wire::number, in),
                Wire.list(FactsForm::stretch, in),
                Wire.list(FactsForm::stretch, in),
                Wire.map(Wire::number, ByteReader::readInt, in),
                Wire.map(Wire::number, Wire::number, in),
                new Recovery.State(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                FactsForm.lateness(in));
    }
}
