package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.CoverageMark;

/** A coverage mark's bytes. */
public final class CoverageMarkCodec implements Codec<CoverageMark> {
    @Override
    public void write(CoverageMark mark, ByteWriter out) {
        Wire.text(mark.issuer(), out);
        out.writeInt(mark.partition());
        out.writeInt(mark.partitions());
        Wire.list(mark.coverage(), FactsForm::stretch, out);
        out.writeLong(mark.maxSilence());
        out.writeLong(mark.heartbeatEvery());
        FactsForm.lateness(mark.lateness(), out);
        Wire.list(mark.holes(), FactsForm::hole, out);
        out.writeBoolean(mark.carrier());
        FactsForm.write(mark.facts(), out);
    }

    @Override
    public CoverageMark read(ByteReader in) throws IOException {
        return new CoverageMark(
                Wire.text(in),
                in.readInt(),
                in.readInt(),
                Wire.list(FactsForm::stretch, in),
                in.readLong(),
                in.readLong(),
                FactsForm.lateness(in),
                Wire.list(FactsForm::hole, in),
                in.readBoolean(),
                FactsForm.read(in));
    }
}
