package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of which all forms are made. */
final class Wire {
    private Wire() {}

    /** Writes one item. */
    interface Writer<T> {
        void write(T item, ByteWriter out);
    }

    /** Reads one item. */
    interface Reader<T> {
        T read(ByteReader in) throws IOException;
    }

    static void text(String text, ByteWriter out) {
        out.writeText(text, 0);
    }

    static String text(ByteReader in) throws IOException {
        return in.readText(in.readSize());
    }

    /** A text that comes again and again, read as the same object. */
    static String recent(ByteReader in) throws IOException {
        return in.readRecent(in.readSize());
    }

    static void optional(@Nullable String text, ByteWriter out) {
        if (text == null) {
            out.writeSize(0);
        } else {
            out.writeText(text, 1);
        }
    }

    static @Nullable String optional(ByteReader in) throws IOException {
        int size = in.readSize();
        return size == 0 ? null : in.readText(size - 1);
    }

    static @Nullable String optionalRecent(ByteReader in) throws IOException {
        int size = in.readSize();
        return size == 0 ? null : in.readRecent(size - 1);
    }

    static <T> void list(List<T> list, Writer<? super T> writer, ByteWriter out) {
        out.writeSize(list.size());
        for (T item : list) {
            writer.write(item, out);
        }
    }

    static <T> List<T> list(Reader<? extends T> reader, ByteReader in) throws IOException {
        int size = in.readSize();
        List<T> list = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return List.copyOf(list);
    }

    static <K, V> void map(Map<K, V> map, Writer<? super K> key, Writer<? super V> value, ByteWriter out) {
        out.writeSize(map.size());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            key.write(entry.getKey(), out);
            value.write(entry.getValue(), out);
        }
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> map(Reader<K> key, Reader<V> value, ByteReader in)
            throws IOException {
        int size = in.readSize();
        SortedMap<K, V> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key.read(in), value.read(in));
        }
        return map;
    }

    static void flag(Boolean flag, ByteWriter out) {
        out.writeBoolean(flag);
    }

    static Boolean flag(ByteReader in) throws IOException {
        return in.readBoolean();
    }

    static void number(Long number, ByteWriter out) {
        out.writeLong(number);
    }

    static Long number(ByteReader in) throws IOException {
        return in.readLong();
    }
}
