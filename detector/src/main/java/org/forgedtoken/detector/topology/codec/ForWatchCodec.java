package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.step.Watched;

/** The bytes of what goes to WATCH: judged accesses by hand, since they are as many as records. */
public final class ForWatchCodec implements Codec<WatchBatch> {
    private static final int SELDOM = 0;
    private static final int PACK = 1;

    private static final RecordCodec<WatchBatch.Messages> MESSAGES = new RecordCodec<>(WatchBatch.Messages.class);

    @Override
    public void write(WatchBatch batch, ByteWriter out) {
        if (batch instanceof WatchBatch.Pack read) {
            WatchedPack pack = new WatchedPack(read.partition());
            read.accesses().forEach(pack::add);
            write(new WatchBatch.Written(pack), out);
        } else if (batch instanceof WatchBatch.Written written) {
            out.writeByte(PACK);
            out.writeInt(written.pack().partition());
            written.pack().write(out);
        } else if (batch instanceof WatchBatch.Messages messages) {
            out.writeByte(SELDOM);
            MESSAGES.write(messages, out);
        }
    }

    @Override
    public WatchBatch read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PACK -> new WatchBatch.Pack(in.readInt(), accesses(in));
            case SELDOM -> MESSAGES.read(in);
            default -> throw new IOException("there is nothing of kind " + kind + " for WATCH");
        };
    }

    private static List<Watched> accesses(ByteReader in) throws IOException {
        int size = in.readSize();
        List<Watched> accesses = new ArrayList<>(size);
        WatchedForm form = new WatchedForm();
        for (int i = 0; i < size; i++) {
            accesses.add(form.read(in));
        }
        return accesses;
    }
}
