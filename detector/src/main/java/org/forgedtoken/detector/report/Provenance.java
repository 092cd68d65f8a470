package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.reading.JsonTree;

/**
 * From what and by what the results were made, as {@code manifest.json} tells it.
 *
 * @param version of the program
 * @param commandLine as given, secrets hidden
 * @param started RFC 3339, wall clock; empty where it is not told
 * @param outputs name → SHA-256 of the results as they were written; empty while they are being written
 */
public record Provenance(
        String version, List<String> commandLine, String started, List<Input> inputs, Map<String, String> outputs) {

    public Provenance {
        commandLine = List.copyOf(commandLine);
        inputs = List.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /**
     * One input.
     *
     * @param feed its name
     * @param path as given; of a topic, its name and partition
     * @param sha256 lower-case hex; empty where it was not read
     * @param remark why not all of it was read; empty where it was
     */
    public record Input(String feed, String path, long bytes, long records, String sha256, String remark) {}

    static Provenance of(JsonTree manifest) {
        List<Input> inputs = new ArrayList<>();
        for (JsonTree input : manifest.at("inputs").items()) {
            String skipped = input.at("skipped").text();
            inputs.add(new Input(
                    input.at("feed").text(),
                    name(input),
                    input.at("bytes").number(0),
                    input.at("records").number(0),
                    input.at("sha256").text(),
                    skipped.isEmpty() ? input.at("damaged").text() : skipped));
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        for (JsonTree output : manifest.at("outputs").items()) {
            outputs.put(output.at("path").text(), output.at("sha256").text());
        }
        List<String> commandLine =
                manifest.at("command_line").items().stream().map(JsonTree::text).toList();
        return new Provenance(
                manifest.at("version").text(),
                commandLine,
                manifest.at("started").text(),
                inputs,
                outputs);
    }

    private static String name(JsonTree input) {
        String topic = input.at("topic").text();
        return topic.isEmpty()
                ? input.at("path").text()
                : topic + '-' + input.at("partition").number(0);
    }
}
