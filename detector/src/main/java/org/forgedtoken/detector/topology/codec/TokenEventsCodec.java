package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.step.Pause;
import org.forgedtoken.detector.step.TokenEvent;

/**
 * The bytes of token events in a row, each with its version in front: two values, one behind the other, are a value, so
 * that whoever sends many may pack them without a look into them.
 */
public final class TokenEventsCodec implements Codec<List<TokenEvent>> {
    private static final int RECENT_BITS = 12;
    /** Bytes of an event. */
    private static final int USUAL_SIZE = 256;

    private static final TokenEventCodec EVENT = new TokenEventCodec();

    private final ThreadLocal<ByteWriter> writers = ThreadLocal.withInitial(ByteWriter::new);
    private final Recent<String> recent = Recent.texts(RECENT_BITS);
    private final Pause pause = new Pause();

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
        if (events.get(0) instanceof TokenEvent.Written written) {
            return written.bytes();
        }
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

    /** The events of such a value, plain uses in a row as {@link TokenEvent.Plain}: of ordinary ones no object is made. */
    public List<TokenEvent> forJudge(byte[] bytes) {
        if (pause.skips(bytes.length / USUAL_SIZE)) {
            return value(bytes);
        }
        ByteReader in = new ByteReader(bytes, recent);
        List<TokenEvent> events = new ArrayList<>();
        try {
            Run run = new Run(bytes);
            while (in.rest() > 0) {
                int start = in.at();
                Codec.version(in);
                if (in.readByte() == TokenEventCodec.USED && PlainUseForm.read(in, run.uses.next())) {
                    run.add(start);
                    continue;
                }
                in.goTo(start + 1);
                run = run.end(events);
                events.add(EVENT.read(in));
            }
            run.end(events);
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException("It cannot be read: " + e.getMessage(), e);
        }
    }

    /** Plain uses one behind the other, and where each begins. */
    private final class Run {
        private final byte[] bytes;
        private final TokenEvent.Plain uses = new TokenEvent.Plain(this::whole, true);
        private int[] starts = new int[64];

        Run(byte[] bytes) {
            this.bytes = bytes;
        }

        void add(int start) {
            if (uses.size() == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[uses.size()] = start;
            uses.add();
        }

        /** Puts these behind other events; returns what takes up those that come next. */
        Run end(List<TokenEvent> events) {
            if (uses.size() == 0) {
                return this;
            }
            events.add(uses);
            pause.saw(uses.size(), uses.size());
            return new Run(bytes);
        }

        private Supplier<TokenEvent> whole(int number) {
            int start = starts[number];
            byte[] all = bytes; // and not this run: it may be asked much later
            return () -> {
                pause.saw(0, -1);
                ByteReader in = new ByteReader(all, recent);
                in.goTo(start + 1);
                try {
                    return EVENT.read(in);
                } catch (IOException e) {
                    throw new UncheckedIOException("It cannot be read: " + e.getMessage(), e);
                }
            };
        }
    }
}
