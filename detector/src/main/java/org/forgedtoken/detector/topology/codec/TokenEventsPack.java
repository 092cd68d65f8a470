package org.forgedtoken.detector.topology.codec;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.reading.PlainFields;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * Events of tokens for one judging task, each written as it comes: as objects, thousands that wait for the pack's end would be
 * copied by each collection, and out of the processor's cache when they are written. Not thread-safe.
 */
public final class TokenEventsPack {
    private static final int MOST = 1_000;
    /** A record may have 8 MiB, and one event up to about that. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final TokenEventCodec EVENT = new TokenEventCodec();

    private final ByteWriter written = new ByteWriter();
    private @Nullable String key;
    private int size;

    /** Puts it behind the others. */
    public void add(TokenEvent.OfToken event) {
        key = key == null ? event.key().text() : key;
        written.writeByte(Codec.VERSION);
        EVENT.write(event, written);
        size++;
    }

    /**
     * The same of a use that is written plainly in its record.
     *
     * @param topic with the partition, as its origin begins
     */
    public void add(PlainUse use, PlainFields record, byte[] topic, long offset) {
        key = key == null ? new String(use.key(), StandardCharsets.UTF_8) : key;
        written.writeByte(Codec.VERSION);
        PlainUseForm.write(use, record, topic, offset, written);
        size++;
    }

    /** The key of the first of them, which leads to their task; null where there are none. */
    public @Nullable String key() {
        return key;
    }

    /** Whether it is to be sent before more come. */
    public boolean isFull() {
        return size >= MOST || written.size() >= MOST_BYTES;
    }

    /** All of them; from here on there are none. */
    public TokenEvent.Written take() {
        TokenEvent.Written all = new TokenEvent.Written(written.toByteArray());
        written.clear();
        key = null;
        size = 0;
        return all;
    }
}
