package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One pass over one JSON object in the native format; fields that mean nothing are passed over. */
final class RecordParser {
    /** A record is a few hundred bytes; what is larger is no record. */
    static final int MAX_BYTES = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(100)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .build())
            .build();

    private RecordParser() {}

    /**
     * Fills the fields.
     *
     * @throws Refused with the reason; the fields found up to there stay, so that a broken record may still have a time
     */
    static void parse(byte @Nullable [] value, Fields fields) {
        if (value == null || isBlank(value)) {
            throw new Refused(RejectReason.EMPTY);
        }
        if (value.length > MAX_BYTES) {
            throw new Refused(RejectReason.TOO_LARGE);
        }
        byte[] text = Unicode.mend(value);
        for (int i = 0; i < 4 && i < text.length; i++) {
            if (text[i] == 0) {
                // Jackson would take it for UTF-16 or UTF-32; records are UTF-8.
                throw new Refused(RejectReason.NOT_JSON);
            }
        }
        try (JsonParser parser = JSON.createParser(text)) {
            object(parser, fields);
        } catch (IOException e) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    private static void object(JsonParser parser, Fields fields) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw new Refused(
                    first == null || parser.nextToken() != null ? RejectReason.NOT_JSON : RejectReason.NOT_AN_OBJECT);
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            NativeField field = NativeField.named(name);
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else {
                put(parser, value, field, fields);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    private static void put(JsonParser parser, JsonToken value, NativeField field, Fields fields) throws IOException {
        switch (value) {
            case VALUE_STRING -> fields.put(field, Unicode.mend(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(field, new Fields.Numeral(parser.getText()));
            case VALUE_TRUE, VALUE_FALSE -> fields.put(field, parser.getBooleanValue());
            case VALUE_NULL -> fields.put(field, "");
            default -> {
                parser.skipChildren();
                fields.putComposite(field);
            }
        }
    }

    private static boolean isBlank(byte[] value) {
        for (byte b : value) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }
}
