package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.step.TokenEvent;

/**
 * The bytes of token events in a row, each with its version in front: two values, one behind the other, are a value, so
 * that whoever sends many may pack them without a look into them.
 */
public final class TokenEventsCodec implements Codec<List<TokenEvent>> {
    private static final int RECENT_BITS = 12;
    private static final TokenEventCodec EVENT = new TokenEventCodec();

    private final ThreadLocal<ByteWriter> writers = ThreadLocal.withInitial(ByteWriter::new);
    private final Recent<String> recent = Recent.texts(RECENT_BITS);

    /** The first event's version is the row's. */
    @Override
    public void write(List<TokenEvent> events, ByteWriter out) {
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.writeByte(VERSION);
            }
            EVENT.write(events.get(i), out);
        }
    }

    @Override
    public List<TokenEvent> read(ByteReader in) throws IOException {
        List<TokenEvent> events = new ArrayList<>();
        events.add(EVENT.read(in));
        while (in.rest() > 0) {
            Codec.version(in);
            events.add(EVENT.read(in));
        }
        return events;
    }

    @Override
    public byte[] bytes(List<TokenEvent> events) {
        ByteWriter out = writers.get();
        out.clear();
        out.writeByte(VERSION);
        write(events, out);
        return out.toByteArray();
    }

    @Override
    public List<TokenEvent> value(byte[] bytes) {
        return value(new ByteReader(bytes, recent));
    }
}
