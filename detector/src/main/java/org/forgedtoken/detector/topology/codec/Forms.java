package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.forgedtoken.detector.rule.source.AccountUse;

/** How values of a type are written. */
final class Forms {
    private static final Codec<Long> LONG = form((number, out) -> out.writeNear(number), ByteReader::readNear);
    private static final Codec<Boolean> FLAG = form((flag, out) -> out.writeBoolean(flag), ByteReader::readBoolean);
    private static final Map<Class<?>, Codec<?>> PLAIN = Map.of(
            String.class, form(Wire::text, Wire::text),
            long.class, LONG,
            Long.class, LONG,
            int.class, form((Integer number, ByteWriter out) -> out.writeInt(number), ByteReader::readInt),
            double.class,
                    form(
                            (Double number, ByteWriter out) -> out.writeLong(Double.doubleToRawLongBits(number)),
                            in -> Double.longBitsToDouble(in.readLong())),
            boolean.class, FLAG,
            Boolean.class, FLAG,
            byte[].class, form((byte[] bytes, ByteWriter out) -> out.writeBytes(bytes), ByteReader::readBytes),
            AccountUse.class, form(Forms::use, Forms::use));

    private Forms() {}

    private interface Writer<T> {
        void write(T value, ByteWriter out);
    }

    private interface Reader<T> {
        T read(ByteReader in) throws IOException;
    }

    private static <T> Codec<T> form(Writer<T> writer, Reader<? extends T> reader) {
        return new Codec<>() {
            @Override
            public void write(T value, ByteWriter out) {
                writer.write(value, out);
            }

            @Override
            public T read(ByteReader in) throws IOException {
                return reader.read(in);
            }
        };
    }

    /** Of records, enums, lists, sorted sets, maps, texts, numbers, flags and bytes. */
    @SuppressWarnings("unchecked") // the form is made for the type
    static <T> Codec<T> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            return (Codec<T>)
                    (Map.class.isAssignableFrom(raw)
                            ? map(of(of[0]), of(of[1]))
                            : collection(SortedSet.class.isAssignableFrom(raw), of(of[0])));
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isSealed()) {
            return (Codec<T>) oneOf(records(raw)
                    .sorted(Comparator.comparing(Class::getSimpleName))
                    .toList());
        }
        if (raw.isEnum()) {
            Enum<?>[] all = (Enum<?>[]) raw.getEnumConstants();
            return (Codec<T>)
                    form((Enum<?> one, ByteWriter out) -> out.writeByte(one.ordinal()), in -> Wire.constant(all, in));
        }
        if (raw.isRecord()) {
            return (Codec<T>) new RecordForm(raw);
        }
        Codec<?> plain = PLAIN.get(raw);
        if (plain == null) {
            throw new IllegalArgumentException("nothing that is stored may be a " + type);
        }
        return (Codec<T>) plain;
    }

    private static void use(AccountUse use, ByteWriter out) {
        out.writeLong(use.account());
        for (int time :
                new int[] {use.issued(), use.unvouched(), use.settled(), use.forged(), use.since(), use.counted()}) {
            out.writeInt(time);
        }
    }

    private static AccountUse use(ByteReader in) throws IOException {
        return new AccountUse(
                in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    /**
     * In any order: that of a sealed type without a list of its own is the one in which the compiler came upon them. What is
     * no record is never written.
     */
    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(Forms::records);
        }
        return type.isRecord() ? Stream.of(type) : Stream.empty();
    }

    private static Codec<Object> oneOf(List<Class<?>> records) {
        List<Codec<Object>> forms = records.stream().map(Forms::<Object>of).toList();
        return form(
                (value, out) -> {
                    int place = records.indexOf(value.getClass());
                    out.writeByte(place);
                    forms.get(place).write(value, out);
                },
                in -> {
                    int place = in.readUnsignedByte();
                    if (place >= forms.size()) {
                        throw new IOException("there is no record at place " + place);
                    }
                    return forms.get(place).read(in);
                });
    }

    private static <T> Codec<Collection<T>> collection(boolean sorted, Codec<T> item) {
        return form(
                (all, out) -> {
                    out.writeSize(all.size());
                    for (T one : all) {
                        item.write(one, out);
                    }
                },
                in -> {
                    int size = in.readSize();
                    Collection<T> all = sorted ? new TreeSet<>() : new ArrayList<>(Math.min(size, 1024));
                    for (int i = 0; i < size; i++) {
                        all.add(item.read(in));
                    }
                    return all;
                });
    }

    private static <K, V> Codec<Map<K, V>> map(Codec<K> keys, Codec<V> values) {
        return form(
                (all, out) -> {
                    out.writeSize(all.size());
                    for (Map.Entry<K, V> entry : all.entrySet()) {
                        keys.write(entry.getKey(), out);
                        values.write(entry.getValue(), out);
                    }
                },
                in -> {
                    int size = in.readSize();
                    Map<K, V> all = new TreeMap<>();
                    for (int i = 0; i < size; i++) {
                        all.put(keys.read(in), values.read(in));
                    }
                    return all;
                });
    }
}
