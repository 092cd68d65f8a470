package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.rule.rate.RateSnapshot;

/**
 * A value's bytes.
 *
 * @param <T> the values, never null
 */
public interface Codec<T> {
    /** The format of all values; another one is refused. It rises with each change of what a store or an internal topic holds. */
    int VERSION = 5;

    /** Of values of this type. */
    @SuppressWarnings("unchecked") // the one that is written by hand is of its type
    static <T> Codec<T> of(Class<T> type) {
        return type == RateSnapshot.class ? (Codec<T>) new RateSnapshotCodec() : new RecordCodec<>(type);
    }

    /** Writes the value without its version. */
    void write(T value, ByteWriter out);

    /** Reads what {@link #write} wrote. */
    T read(ByteReader in) throws IOException;

    /** The value with its version in front. */
    default byte[] bytes(T value) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        write(value, out);
        return out.toByteArray();
    }

    /** The value of {@link #bytes}; bytes of another version, or broken ones, are refused with an exception. */
    default T value(byte[] bytes) {
        return value(new ByteReader(bytes, Recent.NONE));
    }

    /** The value of which all bytes are. */
    default T value(ByteReader in) {
        try {
            version(in);
            T value = read(in);
            if (in.rest() > 0) {
                throw new IOException(in.rest() + " bytes are left over");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("It cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the version, and refuses any but this program's. */
    static void version(ByteReader in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("stored in form " + version + ", but this program knows form " + VERSION);
        }
    }
}
