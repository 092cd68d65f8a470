package org.forgedtoken.detector.topology.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A value's bytes.
 *
 * @param <T> the values, never null
 */
public interface Codec<T> {
    /** The form in which all values are written; another one is refused. */
    int VERSION = 1;

    /** Writes the value without its version. */
    void write(T value, DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote. */
    T read(DataInput in) throws IOException;

    /** The value with its version in front. */
    default byte[] bytes(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The value of {@link #bytes}; bytes of another version, or broken ones, are refused with an exception. */
    default T value(byte[] bytes) {
        try {
            ByteArrayInputStream all = new ByteArrayInputStream(bytes);
            DataInputStream in = new DataInputStream(all);
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("stored in form " + version + ", but this program knows form " + VERSION);
            }
            T value = read(in);
            if (all.available() > 0) {
                throw new IOException(all.available() + " bytes are left over");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(getClass().getSimpleName() + " cannot read: " + e.getMessage(), e);
        }
    }
}
