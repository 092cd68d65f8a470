package org.forgedtoken.detector.topology.codec;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/**
 * Values of any type that is ever stored, from a seed: with absent parts, unknown times, and texts of all scripts.
 */
final class Samples {
    private static final String[] TEXTS = {
        "", "shop", "a|b%7C:c", "naïve café", "漢字 \u202e x", "😀 \0 end", "x".repeat(3000)
    };

    private final Set<Object> met = new HashSet<>();
    private final int texts;
    private final int longest;
    private final SplittableRandom random;

    private Samples(long seed, int texts, int longest) {
        this.texts = texts;
        this.longest = longest;
        this.random = new SplittableRandom(seed);
    }

    /** Of all sizes. */
    static Samples ofAllSizes(long seed) {
        return new Samples(seed, TEXTS.length, 300);
    }

    /** Few bytes. */
    static Samples small(long seed) {
        return new Samples(seed, TEXTS.length - 1, 1);
    }

    /** What has been chosen so far: records, constants, parts that are there and such as are not. */
    Set<Object> met() {
        return met;
    }

    <T> T of(Class<T> type) {
        return type.cast(any(type));
    }

    private Object any(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            return Map.class.isAssignableFrom(raw) ? map(of[0], of[1]) : collection(raw, of[0]);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isSealed()) {
            return any(choice(records(raw)
                    .sorted(Comparator.comparing(Class::getSimpleName))
                    .toArray(Class<?>[]::new)));
        }
        if (raw.isEnum()) {
            return choice(raw.getEnumConstants());
        }
        return raw.isRecord() ? consistent(record(raw)) : plain(raw);
    }

    private Object plain(Class<?> type) {
        if (type == String.class) {
            return TEXTS[random.nextInt(texts)] + random.nextInt(100);
        } else if (type == long.class || type == Long.class) {
            return number();
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(600);
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == double.class) {
            return random.nextDouble();
        } else if (type == byte[].class) {
            byte[] bytes = new byte[random.nextInt(longest + 1)];
            random.nextBytes(bytes);
            return bytes;
        }
        if (type == AccountUse.class) {
            return new AccountUse(
                    random.nextLong(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt());
        }
        throw new IllegalArgumentException("nothing stored is a " + type);
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> Times.UNKNOWN;
            case 1 -> Long.MAX_VALUE;
            case 2 -> -1;
            case 3 -> random.nextInt(100);
            default -> random.nextLong(2_000_000_000_000L);
        };
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean absent = isNullable(components[i].getAnnotatedType()) && random.nextInt(3) == 0;
            met.add(components[i] + " " + absent);
            values[i] = absent ? null : any(components[i].getGenericType());
        }
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made of " + Arrays.toString(values), e);
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return !(type instanceof AnnotatedParameterizedType) && type.isAnnotationPresent(Nullable.class);
    }

    /** Who used what is packed with account and source left out. */
    private static Object consistent(Object value) {
        if (!(value instanceof Watched seen) || seen.who() == null) {
            return value;
        }
        Involved.Who who = seen.who();
        return new Watched(seen.time(), seen.count(), who.account(), who.source(), seen.trust(), seen.incident(), who);
    }

    private Object collection(Class<?> type, Type of) {
        Collection<Object> all = SortedSet.class.isAssignableFrom(type) ? new TreeSet<>() : new ArrayList<>();
        for (int i = size(); i > 0; i--) {
            all.add(any(of));
        }
        return all;
    }

    private Object map(Type key, Type value) {
        Map<Object, Object> map = new TreeMap<>();
        for (int i = Math.min(4, size()); i > 0; i--) {
            map.put(any(key), any(value));
        }
        return map;
    }

    private int size() {
        return random.nextInt(200) == 0 ? longest : random.nextInt(Math.min(4, longest + 1));
    }

    private <T> T choice(T[] all) {
        T chosen = all[random.nextInt(all.length)];
        met.add(chosen);
        return chosen;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(Samples::records);
        }
        // a pack on its way out is read as another record, and what is no record is not written
        return type == WatchBatch.Written.class || !type.isRecord() ? Stream.of() : Stream.of(type);
    }
}
