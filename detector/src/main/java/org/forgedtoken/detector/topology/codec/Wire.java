package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of which all forms are made. */
final class Wire {
    /** More than any value may have: a broken length must not take the memory. */
    private static final int MOST = 64 << 20;

    private Wire() {}

    /** Writes one item. */
    interface Writer<T> {
        void write(T item, DataOutput out) throws IOException;
    }

    /** Reads one item. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static void text(String text, DataOutput out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        size(utf8.length, out);
        out.write(utf8);
    }

    static String text(DataInput in) throws IOException {
        byte[] utf8 = new byte[size(in)];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static void optional(@Nullable String text, DataOutput out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            text(text, out);
        }
    }

    static @Nullable String optional(DataInput in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    static void constant(@Nullable Enum<?> constant, DataOutput out) throws IOException {
        text(constant == null ? "" : constant.name(), out);
    }

    static <E extends Enum<E>> E constant(Class<E> type, DataInput in) throws IOException {
        E constant = optionalConstant(type, in);
        if (constant == null) {
            throw new IOException(type.getSimpleName() + " is missing");
        }
        return constant;
    }

    static <E extends Enum<E>> @Nullable E optionalConstant(Class<E> type, DataInput in) throws IOException {
        String name = text(in);
        if (name.isEmpty()) {
            return null;
        }
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no " + type.getSimpleName() + ' ' + name, e);
        }
    }

    static <T> void list(List<T> list, Writer<? super T> writer, DataOutput out) throws IOException {
        size(list.size(), out);
        for (T item : list) {
            writer.write(item, out);
        }
    }

    static <T> List<T> list(Reader<? extends T> reader, DataInput in) throws IOException {
        int size = size(in);
        List<T> list = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return List.copyOf(list);
    }

    static <K, V> void map(Map<K, V> map, Writer<? super K> key, Writer<? super V> value, DataOutput out)
            throws IOException {
        size(map.size(), out);
        for (Map.Entry<K, V> entry : map.entrySet()) {
            key.write(entry.getKey(), out);
            value.write(entry.getValue(), out);
        }
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> map(Reader<K> key, Reader<V> value, DataInput in)
            throws IOException {
        int size = size(in);
        SortedMap<K, V> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key.read(in), value.read(in));
        }
        return map;
    }

    static void number(Long number, DataOutput out) throws IOException {
        out.writeLong(number);
    }

    static Long number(DataInput in) throws IOException {
        return in.readLong();
    }

    /** Seven bits a byte, the lowest first. */
    static void size(int size, DataOutput out) throws IOException {
        int rest = size;
        while (rest >= 0x80) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static int size(DataInput in) throws IOException {
        int size = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int bits = in.readByte();
            size |= (bits & 0x7f) << shift;
            if (bits >= 0) {
                if (size < 0 || size > MOST) {
                    throw new EOFException("a length of " + size + " cannot be");
                }
                return size;
            }
        }
        throw new IOException("a length has no end");
    }
}
