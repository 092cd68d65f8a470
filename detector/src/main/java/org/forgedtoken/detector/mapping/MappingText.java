package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping file as text: {@code key = value}, further values indented below, {@code #} before a remark. A backslash is a
 * backslash: regular expressions stand as they are.
 */
final class MappingText {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One value, and the number of its line. */
    record Value(int line, String text) {}

    /** A key, the number of its line, and its values in their order. */
    record Entry(String key, int line, List<Value> values) {
        /** Hands each value over; what is wrong with one is told with its line, and the others are read. */
        void each(Faults faults, Consumer<String> reading) {
            for (Value value : values) {
                try {
                    reading.accept(value.text());
                } catch (IllegalArgumentException e) {
                    faults.add(value.line(), key, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** Takes what is wrong. */
    interface Faults {
        void add(int line, String key, String rule);
    }

    private MappingText() {}

    /** Takes the lines apart; faults are told with the line's number. */
    static MappingText of(String text, BiConsumer<Integer, String> fault) {
        MappingText all = new MappingText();
        Entry open = null;
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            String bare = line.strip();
            if (bare.isEmpty() || bare.startsWith("#")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0))) {
                if (open == null) {
                    fault.accept(number, "an indented line continues a key, and there is none above it");
                } else {
                    open.values().add(new Value(number, bare));
                }
            } else {
                open = all.entry(bare, number, fault);
            }
        }
        return all;
    }

    /** Never null: a wrong line is told once, and what is indented below it belongs to it. */
    private Entry entry(String line, int number, BiConsumer<Integer, String> fault) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals).strip();
        Entry entry = new Entry(key, number, new ArrayList<>());
        if (equals < 0) {
            fault.accept(number, "must be 'key = value', an indented further value, or a remark after #");
            return entry;
        }
        String value = line.substring(equals + 1).strip();
        if (!value.isEmpty()) {
            entry.values().add(new Value(number, value));
        }
        Entry before = entries.putIfAbsent(key, entry);
        if (before != null) {
            fault.accept(number, "'" + key + "' stands on line " + before.line() + " already");
        }
        return entry;
    }

    Iterable<Entry> entries() {
        return entries.values();
    }

    @Nullable
    Entry entry(String key) {
        return entries.get(key);
    }
}
