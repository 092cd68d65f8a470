package org.forgedtoken.detector.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads generated files in its own way, knowing nothing of how they were made. */
final class ReadFeeds {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReadFeeds() {}

    /** An access with a token; times in epoch ms. */
    record Use(
            long time,
            String source,
            String path,
            String token,
            @Nullable String account,
            @Nullable String key,
            @Nullable String client,
            boolean verified) {}

    /** All readable accesses with a token that were not refused. */
    static void accesses(Path folder, Consumer<Use> reader) throws IOException {
        lines(folder.resolve("access.jsonl"), record -> {
            boolean refused = record.path("status").asInt() == 401;
            if (refused || record.path("kind").asText().equals("refresh")) {
                return;
            }
            boolean raw = record.path("token").isTextual();
            JsonNode claims = raw ? claims(record) : record;
            String id = claims.path(raw ? "jti" : "token_id").asText("");
            String token = id.isEmpty() && !raw ? record.path("token_digest").asText("") : id;
            if (!token.isEmpty()) {
                reader.accept(new Use(
                        time(record.path("time")),
                        record.path("source_ip").asText(),
                        record.path("path").asText(),
                        token,
                        claims.path(raw ? "sub" : "account_id").textValue(),
                        claims.path(raw ? "kid" : "key_id").textValue(),
                        claims.path("client_id").textValue(),
                        record.path("signature_valid").asBoolean()));
            }
        });
    }

    private static JsonNode claims(JsonNode record) {
        String[] parts = record.path("token").asText().replace("Bearer ", "").split("\\.");
        try {
            ObjectNode payload =
                    (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            payload.set(
                    "kid",
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[0])).path("kid"));
            return payload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long time(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()).toEpochMilli() : time.asLong();
    }

    /** Every line that is an object with a time. */
    static void lines(Path file, Consumer<JsonNode> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode record = read(line);
                if (record.has("time") && !record.path("time").asText().equals("yesterday")) {
                    reader.accept(record);
                }
            }
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // One record is cut off on purpose.
            return JSON.createObjectNode();
        }
    }
}
