package org.forgedtoken.detector.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules and dashboards that the chart takes in as they are. */
public final class HelmFiles {
    /** Prometheus' rules. */
    public static final Path RULES = Path.of("..", "helm", "rules");

    private static final Path DASHBOARDS = Path.of("..", "helm", "dashboards");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private HelmFiles() {}

    /**
     * An expression.
     *
     * @param place the file, and which rule or panel in it
     * @param text as Prometheus gets it
     */
    public record Expression(String place, String text) {}

    /** The files of rules, in their order. */
    public static List<Path> ruleFiles() {
        return files(RULES, ".yaml");
    }

    /** All rules. */
    public static List<JsonNode> rules() {
        return ruleFiles().stream()
                .map(file -> read(YAML, file))
                .flatMap(file -> Stream.of(file.get("groups")).flatMap(JsonNode::valueStream))
                .flatMap(group -> group.get("rules").valueStream())
                .toList();
    }

    /** The rules that make alerts. */
    public static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** Each dashboard, by the name of its file. */
    public static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> all = new TreeMap<>();
        files(DASHBOARDS, ".json").forEach(file -> all.put(file.getFileName().toString(), read(JSON, file)));
        return all;
    }

    /** What a dashboard shows, without the rows that part it. */
    public static List<JsonNode> panels(JsonNode dashboard) {
        return dashboard
                .get("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** Every expression of the rules. */
    public static List<Expression> ofRules() {
        return rules().stream()
                .map(rule -> new Expression(
                        rule.path("alert").asText(rule.path("record").asText()),
                        rule.get("expr").asText()))
                .toList();
    }

    /** Every expression of the dashboards, for all jobs, and for five minutes where Grafana would choose. */
    public static List<Expression> ofDashboards() {
        return dashboards().entrySet().stream()
                .flatMap(file -> panels(file.getValue()).stream()
                        .flatMap(panel -> panel.get("targets")
                                .valueStream()
                                .map(target -> new Expression(
                                        file.getKey() + ": "
                                                + panel.get("title").asText(),
                                        chosen(target.get("expr").asText())))))
                .toList();
    }

    private static String chosen(String text) {
        return text.replace("$__rate_interval", "5m").replace("$__range", "5m").replace("$job", ".*");
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
