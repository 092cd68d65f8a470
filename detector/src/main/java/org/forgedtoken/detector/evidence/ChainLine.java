package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** A line of {@code chain.jsonl}: a link for each line of a result, one for the manifest, and at the end the signature. */
sealed interface ChainLine {
    /** No member may be missing but a line, or be there twice, and there is no other one. */
    JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The running value up to here, in hex. */
    String chain();

    /**
     * What comes next in the chain.
     *
     * @param file its name
     * @param line of the file, from 1; 0: all of it
     * @param sha256 of that, in hex
     */
    record Link(
            String file,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long line,
            String sha256,
            String chain) implements ChainLine {}

    /**
     * Who vouches for the last value.
     *
     * @param algorithm as the JDK calls it
     * @param publicKey SubjectPublicKeyInfo in base64
     * @param signature of the running value, as ASCII hex, in base64
     */
    record Signed(String chain, String algorithm, String publicKey, String signature) implements ChainLine {}

    /**
     * A line as it was read.
     *
     * @throws IOException where it is none
     */
    static ChainLine of(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        if (!json.isObject()) {
            throw new IOException("is no object");
        }
        return json.has("signature") ? JSON.treeToValue(json, Signed.class) : JSON.treeToValue(json, Link.class);
    }
}
