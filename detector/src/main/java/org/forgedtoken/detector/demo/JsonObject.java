package org.forgedtoken.detector.demo;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object in the order in which its members are given; a null value leaves the member out. */
final class JsonObject {

    private final StringBuilder out = new StringBuilder(256).append('{');

    /** All components of a record but these, by their names in snake case. */
    static JsonObject of(Record record, String... without) {
        return new JsonObject().members(record, without);
    }

    /** The same, behind what is there. */
    JsonObject members(Record record, String... without) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            try {
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Record part) {
                    members(part, without);
                } else if (!List.of(without).contains(name)) {
                    put(name, value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    /** @param value a number, a truth value, texts, a map, a {@link JsonObject}, or what is a text when printed */
    JsonObject put(String name, @Nullable Object value) {
        return value == null ? this : raw(name, json(value));
    }

    /** A member whose value is JSON already. */
    JsonObject raw(String name, String json) {
        if (out.length() > 1) {
            out.append(',');
        }
        out.append(quote(name)).append(':').append(json);
        return this;
    }

    @Override
    public String toString() {
        return out + "}";
    }

    private static String json(Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof JsonObject) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> members) {
            JsonObject object = new JsonObject();
            members.forEach((name, member) -> object.put(name.toString(), member));
            return object.toString();
        }
        return value instanceof Collection<?> values
                ? values.stream().map(JsonObject::json).collect(Collectors.joining(",", "[", "]"))
                : quote(value.toString());
    }

    static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
