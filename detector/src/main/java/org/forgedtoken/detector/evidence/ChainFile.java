package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.evidence.ChainWalk.HashedLines;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.settings.Trouble;

/** {@code chain.jsonl}: written last, over what the results are on the disk by then. */
public final class ChainFile {
    /** Its name. */
    public static final String NAME = "chain.jsonl";

    /** The results that are chained line by line, in this order. */
    static final List<String> LINED = List.of("alerts.jsonl", "incidents.jsonl");

    private ChainFile() {}

    /**
     * Chains the results of a replay.
     *
     * @param folder in which they lie
     * @param key signs the last value; empty: nobody does
     * @param chained hears of each line, and of how many there were of its file
     */
    public static void write(Path folder, Optional<EvidenceKey> key, LongConsumer chained) throws IOException {
        Chain chain = new Chain();
        try (OutputStream out = new BufferedOutputStream(OwnersFile.write(folder.resolve(NAME)))) {
            for (String name : LINED) {
                try (HashedLines lines = new HashedLines(folder.resolve(name))) {
                    for (HashedLines.Line line = lines.next(); line != null; line = lines.next()) {
                        write(out, link(chain, name, line.number(), line.sha256()));
                        chained.accept(line.number());
                    }
                }
            }
            // it has the hashes of all other results, and so they are in the chain, too
            write(out, link(chain, Manifest.NAME, 0, Sha256.of(folder.resolve(Manifest.NAME))));
            if (key.isPresent()) {
                write(out, signed(chain.value(), key.get()));
            }
        } catch (IOException e) {
            throw new IOException(NAME + " cannot be written: " + Trouble.with(e), e);
        }
    }

    private static ChainLine link(Chain chain, String file, long line, byte[] sha256) {
        return new ChainLine.Link(file, line, Sha256.hex(sha256), chain.add(sha256));
    }

    /** The line that vouches for a running value. */
    static ChainLine.Signed signed(String chain, EvidenceKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new ChainLine.Signed(
                chain,
                key.algorithm(),
                base64.encodeToString(key.publicHalf()),
                base64.encodeToString(key.sign(chain)));
    }

    private static void write(OutputStream out, ChainLine line) throws IOException {
        out.write(ChainLine.JSON.writeValueAsBytes(line));
        out.write('\n');
    }

    /**
     * A running SHA-256: each value is the hash of the 32 bytes of the value before it and the 32 bytes of what is added, and so
     * covers everything before it in its order. It begins with 32 bytes of zero.
     */
    static final class Chain {
        private final MessageDigest digest = Sha256.digest();
        private byte[] value;

        Chain() {
            this("0".repeat(64));
        }

        /** @param value from which it goes on, in hex */
        Chain(String value) {
            this.value = HexFormat.of().parseHex(value);
        }

        /** The running value with this hash behind it, in hex. */
        String add(byte[] sha256) {
            digest.update(value);
            value = digest.digest(sha256);
            return value();
        }

        /** The running value in hex. */
        String value() {
            return Sha256.hex(value);
        }
    }

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

                @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                long line,

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
}
