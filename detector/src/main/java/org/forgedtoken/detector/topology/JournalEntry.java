package org.forgedtoken.detector.topology;

import java.io.IOException;
import java.util.List;
import org.forgedtoken.detector.ledger.Heard;
import org.forgedtoken.detector.ledger.PartitionTimeline;
import org.forgedtoken.detector.topology.codec.ByteReader;
import org.forgedtoken.detector.topology.codec.ByteWriter;
import org.forgedtoken.detector.topology.codec.Codec;
import org.forgedtoken.detector.topology.codec.HeardCodec;
import org.forgedtoken.detector.topology.codec.TimelineCodec;

/** What READ writes down of its feeds. */
public sealed interface JournalEntry {
    /** An event time, or an offset. */
    record Mark(long value) implements JournalEntry {}

    /**
     * All that an issuance partition had taught.
     *
     * @param generation of the entries that were heard since; others are older
     */
    record Taught(long generation, PartitionTimeline.Snapshot timeline) implements JournalEntry {}

    /**
     * What was heard of records that came together.
     *
     * @param offset of the last of them
     */
    record Said(long generation, long offset, List<Heard> heard) implements JournalEntry {}

    /** The bytes of an entry. */
    final class JournalCodec implements Codec<JournalEntry> {
        private static final int MARK = 1;
        private static final int TAUGHT = 2;
        private static final int SAID = 3;

        private static final TimelineCodec TIMELINE = new TimelineCodec();
        private static final HeardCodec HEARD = new HeardCodec();

        @Override
        public void write(JournalEntry entry, ByteWriter out) {
            if (entry instanceof Mark mark) {
                out.writeByte(MARK);
                out.writeLong(mark.value());
            } else if (entry instanceof Taught taught) {
                out.writeByte(TAUGHT);
                out.writeLong(taught.generation());
                TIMELINE.write(taught.timeline(), out);
            } else if (entry instanceof Said said) {
                out.writeByte(SAID);
                out.writeLong(said.generation());
                out.writeLong(said.offset());
                HEARD.writeAll(said.heard(), out);
            }
        }

        @Override
        public JournalEntry read(ByteReader in) throws IOException {
            int kind = in.readByte();
            return switch (kind) {
                case MARK -> new Mark(in.readLong());
                case TAUGHT -> new Taught(in.readLong(), TIMELINE.read(in));
                case SAID -> new Said(in.readLong(), in.readLong(), HEARD.readAll(in));
                default -> throw new IOException("there is no journal entry of kind " + kind);
            };
        }
    }
}
