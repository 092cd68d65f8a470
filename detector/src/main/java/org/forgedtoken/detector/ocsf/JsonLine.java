package org.forgedtoken.detector.ocsf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object on one line; a field whose value is not known is left out. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    /** ASCII alone: so even a lone surrogate comes back as the same string. */
    private static final JsonFactory ASCII_JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator json;

    private JsonLine(JsonGenerator json) {
        this.json = json;
    }

    /** What stands between two braces or brackets. */
    interface Content {
        void write() throws IOException;
    }

    /** What stands in the object itself. */
    interface Body {
        void write(JsonLine json) throws IOException;
    }

    /** The object in UTF-8; texts from records have to go through {@link #text}. */
    static byte[] utf8(Body body) {
        return bytes(JSON, body);
    }

    /** The object in ASCII, for values that must come back exactly as they are. */
    static byte[] ascii(Body body) {
        return bytes(ASCII_JSON, body);
    }

    private static byte[] bytes(JsonFactory factory, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            body.write(new JsonLine(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** A text that a stranger may have written. */
    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, VisibleText.of(value));
        }
    }

    /** A text as it is: one of ours, or a value that others compare. */
    void exact(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    /** An event time in epoch ms. */
    void time(String name, long value) throws IOException {
        if (Times.known(value)) {
            json.writeNumberField(name, value);
        }
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void object(String name, Content content) throws IOException {
        json.writeFieldName(name);
        item(content);
    }

    void list(String name, Content items) throws IOException {
        json.writeArrayFieldStart(name);
        items.write();
        json.writeEndArray();
    }

    /** An object in a list. */
    void item(Content content) throws IOException {
        json.writeStartObject();
        content.write();
        json.writeEndObject();
    }

    /** A text in a list. */
    void item(String value) throws IOException {
        json.writeString(value);
    }
}
