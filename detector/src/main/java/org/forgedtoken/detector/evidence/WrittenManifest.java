package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.VisibleText;

/**
 * What {@code manifest.json} says of files. Once the chain has vouched for its bytes, only a forger without a chain's
 * signature can have put something else in it.
 *
 * @param outputs that the replay wrote
 * @param inputs that it read and that can be read again
 * @param once inputs that passed by once, in words: a standard input, a pipe
 */
record WrittenManifest(List<Stated> outputs, List<Stated> inputs, List<String> once) {

    /**
     * A file.
     *
     * @param path as it was given, relative to where the replay was started
     * @param sha256 in hex
     */
    record Stated(Path path, String sha256) {
        /** As it is to be shown. */
        String name() {
            return VisibleText.quoted(path.toString());
        }
    }

    static WrittenManifest read(Path file) throws IOException, BrokenEvidence {
        JsonNode json;
        try (InputStream in = Files.newInputStream(file)) {
            json = ChainLine.JSON.readTree(in);
        } catch (JacksonException | CharConversionException e) {
            throw new BrokenEvidence(ChainFile.MANIFEST, "is no JSON object.");
        }
        if (!json.path("inputs").isArray() || !json.path("outputs").isArray()) {
            throw new BrokenEvidence(ChainFile.MANIFEST, "names no inputs and outputs.");
        }
        List<Stated> outputs = new ArrayList<>();
        for (JsonNode output : json.path("outputs")) {
            Stated stated = stated(output);
            if (stated.path().getNameCount() != 1 || stated.path().isAbsolute()) {
                throw new BrokenEvidence(ChainFile.MANIFEST, "names the output " + stated.name() + " elsewhere.");
            }
            outputs.add(stated);
        }
        List<Stated> inputs = new ArrayList<>();
        List<String> once = new ArrayList<>();
        for (JsonNode input : json.path("inputs")) {
            if (input.has("topic")) {
                once.add("topic " + VisibleText.quoted(input.path("topic").asText()) + ", partition "
                        + input.path("partition").asLong());
            } else if (input.path("path").asText().equals("-")) {
                once.add("the standard input");
            } else {
                inputs.add(stated(input));
            }
        }
        return new WrittenManifest(outputs, inputs, once);
    }

    private static Stated stated(JsonNode file) throws BrokenEvidence {
        if (!file.path("path").isTextual() || !file.path("sha256").isTextual()) {
            throw new BrokenEvidence(ChainFile.MANIFEST, "has a file without path or sha256.");
        }
        try {
            return new Stated(
                    Path.of(file.path("path").textValue()), file.path("sha256").textValue());
        } catch (InvalidPathException e) {
            throw new BrokenEvidence(ChainFile.MANIFEST, "names a file that no file system can have.");
        }
    }
}
