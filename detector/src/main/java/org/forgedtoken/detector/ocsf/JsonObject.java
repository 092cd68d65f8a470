package org.forgedtoken.detector.ocsf;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is to be written: topics, result files and answers of pages are made of these. Members come in the order
 * in which they were put; one whose value is not known is left out, and the first of a name stays.
 */
public final class JsonObject {
    private static final JsonMapper JSON = new JsonMapper();

    /** ASCII alone: so even a lone surrogate comes back as the same string. */
    private static final JsonMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** A value as it is: a text of ours, or one that others compare; a number, a flag, an object, a list or map of these. */
    public JsonObject put(String name, @Nullable Object value) {
        if (value != null) {
            members.putIfAbsent(name, value);
        }
        return this;
    }

    /** The same, and {@code null} is written where there is none. */
    public JsonObject putOrNull(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** All members of another. */
    JsonObject putAll(JsonObject others) {
        others.members.forEach(this::put);
        return this;
    }

    /** A text that a stranger may have written. */
    public JsonObject text(String name, @Nullable String value) {
        return put(name, value == null ? null : VisibleText.of(value));
    }

    /** An event time in epoch ms. */
    public JsonObject time(String name, long value) {
        return put(name, Times.known(value) ? value : null);
    }

    /** A text that is JSON already. */
    public JsonObject ready(String name, String json) {
        return put(name, new RawValue(json));
    }

    /** A list of such. */
    public JsonObject ready(String name, Collection<String> all) {
        return put(name, all.stream().map(RawValue::new).toList());
    }

    /** An object that is left out where it has no member. */
    public JsonObject some(String name, JsonObject object) {
        return put(name, object.members.isEmpty() ? null : object);
    }

    /** A list that is left out where nothing is in it. */
    public JsonObject some(String name, Collection<?> list) {
        return put(name, list.isEmpty() ? null : list);
    }

    @JsonValue
    Map<String, @Nullable Object> members() {
        return members;
    }

    /** It on one line; texts from records have to go through {@link #text}. */
    @Override
    public String toString() {
        return text(JSON, false);
    }

    /** It in UTF-8, on one line; texts from records have to go through {@link #text}. */
    public byte[] utf8() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** It in ASCII, on one line, for values that must come back exactly as they are. */
    public byte[] ascii() {
        return text(ASCII_JSON, false).getBytes(StandardCharsets.US_ASCII);
    }

    /** It in ASCII, for people to read. */
    public byte[] pretty() {
        return text(ASCII_JSON, true).getBytes(StandardCharsets.US_ASCII);
    }

    private String text(JsonMapper mapper, boolean pretty) {
        try {
            return pretty
                    ? mapper.writerWithDefaultPrettyPrinter().writeValueAsString(members)
                    : mapper.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
    }
}
