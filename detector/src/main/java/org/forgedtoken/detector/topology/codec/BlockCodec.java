package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.step.Block;

/** A block entry's bytes, as GROUP remembers it. */
public final class BlockCodec implements Codec<Block> {
    @Override
    public void write(Block block, ByteWriter out) {
        BlockEntry entry = block.entry();
        Wire.text(entry.key(), out);
        FeedForms.claims(entry.token(), out);
        Constants.RULE.write(entry.reason(), out);
        Wire.text(entry.alertUid(), out);
        out.writeLong(entry.since());
        out.writeLong(entry.until());
        out.writeLong(block.writtenUntil());
    }

    @Override
    public Block read(ByteReader in) throws IOException {
        BlockEntry entry = new BlockEntry(
                Wire.text(in),
                FeedForms.claims(in),
                Constants.RULE.read(in),
                Wire.text(in),
                in.readLong(),
                in.readLong());
        return new Block(entry, in.readLong());
    }
}
