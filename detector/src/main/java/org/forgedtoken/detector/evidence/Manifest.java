package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.settings.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: from what, by what and into what a replay was made. Of one that was read, any part may be missing: a
 * text is null then, a list empty. Times are the wall clock, RFC 3339.
 *
 * @param version of the program
 * @param commandLine as given, secrets hidden
 * @param outputs the results; none while they are being written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        @Nullable String version,
        List<String> commandLine,
        @Nullable String started,
        @Nullable String ended,
        List<Input> inputs,
        List<Output> outputs,
        List<Mapping> mappings,
        Map<String, Setting> settings) {
    /** Its name. */
    public static final String NAME = "manifest.json";

    /** ASCII alone, and as a line says it: what a stranger has put into a name cannot upset a terminal. */
    private static final JsonMapper JSON = ChainFile.ChainLine.JSON
            .rebuild()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public Manifest {
        commandLine = commandLine == null ? List.of() : List.copyOf(commandLine);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        mappings = mappings == null ? List.of() : List.copyOf(mappings);
        settings = settings == null ? Map.of() : settings;
    }

    /**
     * One input: a file, or a partition of a topic from {@code first} to before {@code next}.
     *
     * @param path as given
     * @param sha256Of what of a topic is hashed
     * @param sha256 lower-case hex; null where it was not read
     * @param skipped why it was not read
     * @param damaged why not all of it was read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Input(
            @Nullable String feed,
            @Nullable String path,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long first,
            @Nullable Long next,
            @Nullable String sha256Of,
            long bytes,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String sha256,

            long records,
            @Nullable String skipped,
            @Nullable String damaged) {}

    /** A result. */
    public record Output(@Nullable String path, @Nullable String sha256) {}

    /** How a feed was read. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mapping(
            String feed, String format, @Nullable String sha256) {}

    /** A setting as it held, and where it came from. */
    public record Setting(String value, String origin) {}

    /**
     * What these bytes say.
     *
     * @throws IOException where they are no manifest
     */
    public static Manifest read(byte[] json) throws IOException {
        Manifest manifest = JSON.readValue(json, Manifest.class);
        if (manifest == null) {
            throw new IOException("is no object");
        }
        return manifest;
    }

    /** Whether the replay had a key to sign with. */
    boolean isToBeSigned() {
        Setting key = settings.get(Catalogue.EVIDENCE_KEY.key());
        return key != null && !"".equals(key.value());
    }

    /** The file's content, but for its line feed. */
    public byte[] bytes() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(this)
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON to memory", e);
        }
    }
}
