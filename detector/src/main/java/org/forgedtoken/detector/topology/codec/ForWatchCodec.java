package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.step.Watched;

/** The bytes of what goes to WATCH: judged accesses by hand, since they are as many as records. */
public final class ForWatchCodec implements Codec<ForWatch> {
    private static final int SELDOM = 0;
    private static final int PACK = 1;

    private static final RecordCodec<ForWatch.Seldom> RECORDS = new RecordCodec<>(ForWatch.Seldom.class);

    @Override
    public void write(ForWatch message, ByteWriter out) {
        if (message instanceof ForWatch.Pack read) {
            WatchedPack pack = new WatchedPack(read.partition());
            read.accesses().forEach(pack::add);
            write(new ForWatch.Written(pack), out);
        } else if (message instanceof ForWatch.Written written) {
            out.writeByte(PACK);
            out.writeInt(written.pack().partition());
            written.pack().write(out);
        } else if (message instanceof ForWatch.Seldom seldom) {
            out.writeByte(SELDOM);
            RECORDS.write(seldom, out);
        }
    }

    @Override
    public ForWatch read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PACK -> new ForWatch.Pack(in.readInt(), accesses(in));
            case SELDOM -> RECORDS.read(in);
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
