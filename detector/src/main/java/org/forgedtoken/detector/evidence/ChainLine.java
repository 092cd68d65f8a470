package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** A line of {@code chain.jsonl}: a link for each line of a result, one for the manifest, and at the end the signature. */
sealed interface ChainLine {
    ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** The running value up to here, in hex. */
    String chain();

    /** Writes its members. */
    void write(JsonGenerator json) throws IOException;

    /**
     * What comes next in the chain.
     *
     * @param file its name
     * @param line of the file, from 1; 0: all of it
     * @param sha256 of that, in hex
     */
    record Link(String file, long line, String sha256, String chain) implements ChainLine {
        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeStringField("file", file);
            if (line > 0) {
                json.writeNumberField("line", line);
            }
            json.writeStringField("sha256", sha256);
            json.writeStringField("chain", chain);
        }
    }

    /**
     * Who vouches for the last value.
     *
     * @param algorithm as the JDK calls it
     * @param publicKey SubjectPublicKeyInfo in base64
     * @param signature of the running value, as ASCII hex, in base64
     */
    record Signed(String chain, String algorithm, String publicKey, String signature) implements ChainLine {
        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeStringField("chain", chain);
            json.writeStringField("algorithm", algorithm);
            json.writeStringField("public_key", publicKey);
            json.writeStringField("signature", signature);
        }
    }

    /**
     * A line as it was read.
     *
     * @throws IOException where it is none
     */
    static ChainLine of(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        if (json.has("signature")) {
            List<String> texts = texts(json, 4, "chain", "algorithm", "public_key", "signature");
            return new Signed(texts.get(0), texts.get(1), texts.get(2), texts.get(3));
        }
        boolean ofLine = json.path("line").canConvertToExactIntegral();
        List<String> texts = texts(json, ofLine ? 4 : 3, "file", "sha256", "chain");
        return new Link(texts.get(0), ofLine ? json.path("line").longValue() : 0, texts.get(1), texts.get(2));
    }

    private static List<String> texts(JsonNode json, int members, String... names) throws IOException {
        if (json.size() != members) {
            throw new IOException("has other members than a link or a signature");
        }
        for (String name : names) {
            if (!json.path(name).isTextual()) {
                throw new IOException("has no text " + name);
            }
        }
        return List.of(names).stream().map(name -> json.path(name).textValue()).toList();
    }
}
