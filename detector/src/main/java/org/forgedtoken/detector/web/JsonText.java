package org.forgedtoken.detector.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;

/** Writes answers in JSON. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** What stands in an object. */
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Answers 200 with an object. */
    static void answer(HttpExchange exchange, Content content) throws IOException {
        answer(exchange, 200, content);
    }

    /** Answers with an object. */
    static void answer(HttpExchange exchange, int status, Content content) throws IOException {
        Answer.send(exchange, status, "application/json", object(content));
    }

    /** An object in UTF-8, on one line. */
    static byte[] object(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A list of texts that are JSON already, as the topic has them. */
    static void ready(JsonGenerator json, String name, Collection<String> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (String item : items) {
            json.writeRawValue(item);
        }
        json.writeEndArray();
    }

    /** A list of whole numbers. */
    static void numbers(JsonGenerator json, String name, Collection<? extends Number> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (Number number : numbers) {
            json.writeNumber(number.longValue());
        }
        json.writeEndArray();
    }
}
