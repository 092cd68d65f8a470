package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One JSON object that every parser reads alike: UTF-8, nothing around it, no member name twice at any depth. */
public final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNumberLength(JwtReader.MAX_LENGTH)
                    .build())
            .build();

    private static final ObjectMapper TREES =
            new ObjectMapper(JSON).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private StrictJson() {}

    /** Takes the members of an object. */
    public interface Members {
        /** Takes one member; the parser stands on its value, and is left on the value's end. */
        void take(String name, JsonToken value, JsonParser parser) throws IOException;
    }

    /**
     * The object as a whole.
     *
     * @throws Unreadable where it is not such an object
     */
    public static JsonNode tree(byte[] json) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        read(json, (name, value, parser) -> tree.set(name, TREES.readTree(parser)));
        return tree;
    }

    /**
     * Hands each member over.
     *
     * @throws Unreadable where it is not such an object
     */
    public static void read(byte[] json, Members members) {
        if (!startsPlainly(json) || !Unicode.isUtf8(json)) {
            throw new Unreadable("no JSON object in UTF-8");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("no JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                members.take(name, value, parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new Unreadable("something behind the JSON object");
            }
        } catch (IOException e) {
            throw new Unreadable("broken JSON, or a member name twice");
        }
    }

    /** No byte-order mark, and no byte 0, which Jackson would take for UTF-16. */
    private static boolean startsPlainly(byte[] json) {
        for (int i = 0; i < 4 && i < json.length; i++) {
            if (json[i] == 0) {
                return false;
            }
        }
        return json.length > 0 && json[0] > 0;
    }
}
