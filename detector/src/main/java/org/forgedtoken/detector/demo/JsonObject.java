package org.forgedtoken.detector.demo;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object in the order in which its members are given; a null value leaves the member out. */
final class JsonObject {

    private final StringBuilder out = new StringBuilder(256).append('{');

    JsonObject text(String name, @Nullable String value) {
        return value == null ? this : raw(name, quote(value));
    }

    JsonObject number(String name, @Nullable Number value) {
        return value == null ? this : raw(name, value.toString());
    }

    JsonObject bool(String name, @Nullable Boolean value) {
        return value == null ? this : raw(name, value.toString());
    }

    JsonObject texts(String name, Collection<String> values) {
        return raw(name, values.stream().map(JsonObject::quote).collect(Collectors.joining(",", "[", "]")));
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
