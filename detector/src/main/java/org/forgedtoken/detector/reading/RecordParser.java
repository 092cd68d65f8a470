package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.reading.jwt.Unicode;
import org.jspecify.annotations.Nullable;

/** One pass over one JSON object in the native format; fields that mean nothing are passed over. */
public final class RecordParser {
    /** All headers that the largest of servers takes by default, 1 MiB, with six characters for each in JSON. */
    public static final int MAX_BYTES = 8 << 20;
    /** Nothing here calls itself for what lies deeper: claims that a gateway logs may be nested as their issuer likes. */
    private static final int DEEPEST = 10_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .build())
            .build();

    private RecordParser() {}

    /** Which field of a feed has a name; null where it means nothing there. */
    interface Naming {
        @Nullable
        NativeField field(String name);
    }

    /**
     * Fills the fields.
     *
     * @throws Refused with the reason; the fields found up to there stay, so that a broken record may still have a time
     */
    static void parse(byte @Nullable [] value, Fields fields, Naming naming) {
        beginningIfTooLarge(value, beginning -> parse(beginning, fields, naming));
        if (fields.takePlain(stated(value))) {
            return;
        }
        try (JsonParser parser = open(stated(value))) {
            object(parser, (name, token) -> {
                NativeField field = naming.field(name);
                if (field == null) {
                    parser.skipChildren();
                } else {
                    fields.put(field, token.isStructStart() ? composite(parser) : value(parser, token));
                }
            });
        } catch (IOException e) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    /** The record's bytes, of which there are some. */
    public static byte[] stated(byte @Nullable [] value) {
        if (value == null || isBlank(value)) {
            throw new Refused(RejectReason.EMPTY);
        }
        return value;
    }

    /** The same, of which there are not too many either. */
    static byte[] bounded(byte @Nullable [] value) {
        beginningIfTooLarge(value, beginning -> {});
        return stated(value);
    }

    /**
     * Refuses a record that is too large, of which the beginning is read first: it may say when it was and whose.
     */
    public static void beginningIfTooLarge(byte @Nullable [] value, Consumer<byte[]> reading) {
        if (value == null || value.length <= MAX_BYTES) {
            return;
        }
        try {
            reading.accept(Arrays.copyOf(value, MAX_BYTES));
        } catch (Refused cutOff) {
            // what was found up to there stays
        }
        throw new Refused(RejectReason.TOO_LARGE);
    }

    /** A parser of what is taken for UTF-8 throughout. */
    public static JsonParser open(byte[] value) throws IOException {
        byte[] text = Unicode.mend(value);
        for (int i = 0; i < 4 && i < text.length; i++) {
            if (text[i] == 0) {
                // Jackson would take it for UTF-16 or UTF-32; records are UTF-8.
                throw new Refused(RejectReason.NOT_JSON);
            }
        }
        return JSON.createParser(text);
    }

    /** Takes the members of an object. */
    public interface Members {
        /** Takes one member; the parser stands on its value, and is left on the value's end. */
        void take(String name, JsonToken value) throws IOException;
    }

    /** Reads one JSON object, behind which there must be nothing. */
    public static void object(JsonParser parser, Members members) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw new Refused(
                    first == null || parser.nextToken() != null ? RejectReason.NOT_JSON : RejectReason.NOT_AN_OBJECT);
        }
        members(parser, members);
        if (parser.nextToken() != null) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    /** Reads the object on whose beginning the parser stands. */
    public static void members(JsonParser parser, Members members) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            members.take(name, parser.nextToken());
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    /** The array or object on whose beginning the parser stands; it is left on the end. */
    public static Fields.Composite composite(JsonParser parser) throws IOException {
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        List<String> texts = new ArrayList<>(2);
        int values = 0;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new Refused(RejectReason.NOT_JSON);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            values += token.isStructStart() || token.isScalarValue() ? 1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            }
        }
        return new Fields.Composite(texts, list ? values : -1);
    }

    /** The value on which the parser stands, as {@link Fields#put} takes it; null is the same as an empty text. */
    public static Object value(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Fields.Numeral(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> "";
            default -> Fields.Composite.UNKNOWN;
        };
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
