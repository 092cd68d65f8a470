package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.jspecify.annotations.Nullable;

/**
 * A mapping file as text, and all that is wrong with it: {@code key = value}, further values indented below, {@code #} before
 * a remark. A backslash is a backslash: regular expressions stand as they are.
 */
final class MappingText {
    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    /** What is wrong, by line; 0: with the file as a whole. */
    private final SortedMap<Integer, List<String>> faults = new TreeMap<>();

    /** One value, and the number of its line. */
    record Value(int line, String text) {}

    /** A key, the number of its line, and its values in their order. */
    record Entry(String key, int line, List<Value> values) {
        /** Its one value; empty where there is none, or several. */
        String single() {
            return values.size() == 1 ? values.get(0).text() : "";
        }
    }

    /** Takes the lines of this file apart. */
    MappingText(String file, String text) {
        this.file = file;
        Entry open = null;
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            String bare = line.strip();
            if (bare.isEmpty() || bare.startsWith("#")) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0))) {
                open = entry(bare, number);
            } else if (open != null) {
                open.values().add(new Value(number, bare));
            } else {
                fault(number, "", "an indented line continues a key, and there is none above it");
            }
        }
    }

    /** Never null: a wrong line is told once, and what is indented below it belongs to it. */
    private Entry entry(String line, int number) {
        int equals = line.indexOf('=');
        Entry entry = new Entry(equals < 0 ? line : line.substring(0, equals).strip(), number, new ArrayList<>());
        if (equals < 0) {
            fault(number, "", "must be 'key = value', an indented further value, or a remark after #");
            return entry;
        }
        String value = line.substring(equals + 1).strip();
        if (!value.isEmpty()) {
            entry.values().add(new Value(number, value));
        }
        Entry before = entries.putIfAbsent(entry.key(), entry);
        if (before != null) {
            fault(number, "", "'" + entry.key() + "' stands on line " + before.line() + " already");
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

    /** Hands each value of a key over; what is wrong with one is told with its line, and the others are read. */
    void each(String key, Consumer<String> reading) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        for (Value value : entry.values()) {
            try {
                reading.accept(value.text());
            } catch (IllegalArgumentException e) {
                fault(value.line(), key, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Something is wrong with a line; 0: with the file as a whole. */
    void fault(int line, String key, String rule) {
        String place = (line == 0 ? "" : ", line " + line) + (key.isEmpty() ? "" : ", " + key);
        faults.computeIfAbsent(line, some -> new ArrayList<>()).add("\n  " + file + place + ": " + rule);
    }

    /** Something is wrong with a key, and not with one of its values. */
    void fault(Entry entry, String rule) {
        fault(entry.line(), entry.key(), rule);
    }

    /** @throws WrongMapping with every fault that was found, if any was */
    void throwFaults() {
        List<String> all = faults.values().stream().flatMap(List::stream).toList();
        if (!all.isEmpty()) {
            throw new WrongMapping((all.size() == 1 ? "Wrong mapping:" : "Wrong mappings:") + String.join("", all));
        }
    }
}
