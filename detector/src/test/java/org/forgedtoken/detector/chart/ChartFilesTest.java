package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and boards are files of their own, which the chart takes in as they are. */
class ChartFilesTest {
    private static final String ON = "{prometheusRule: {enabled: true}, dashboards: {enabled: true}}";

    private static final String RULES = """
        groups:
          - name: one
            interval: 30s
            rules:
              - alert: Bad
                expr: |
                  sum(x{a=~"b|c"}) > 1e7
                    and y
                for: 5m
                labels: {severity: critical}
                annotations: {summary: '{{ $labels.a }} is {{ $value | humanize }}'}
        """;

    private static final String BOARD = "{\n\t\"title\": \"{{ x }} é\",\n  \"panels\": []\n}\n";

    @Test
    void everyRuleOfEveryFileIsTakenIn() throws IOException {
        ArrayNode groups = Chart.YAML.createArrayNode();
        for (Path file : files("rules", ".yaml")) {
            groups.addAll((ArrayNode) Chart.YAML.readTree(file.toFile()).path("groups"));
        }
        List<JsonNode> rules = Chart.OURS.render(ON).every("PrometheusRule");
        assertThat(rules).hasSize(groups.isEmpty() ? 0 : 1);
        rules.forEach(rule -> assertThat(rule.at("/spec/groups")).isEqualTo(groups));
    }

    @Test
    void linksLeadWhereTheSettingsSay() {
        String config = "config: {runbook.base-url: 'https://wiki/runbook', http.base-url: 'https://detector/'}, ";
        JsonNode rules =
                Chart.OURS.render(ON.replace("{prom", "{" + config + "prom")).one("PrometheusRule");
        for (JsonNode rule : rules.findValues("annotations")) {
            if (rule.has("summary")) {
                assertThat(rule.get("runbook_url").asText()).startsWith("https://wiki/runbook#");
                assertThat(rule.get("dashboard_url").asText()).isEqualTo("https://detector/");
            }
        }
        assertThat(rules.toString()).doesNotContain("topology-docs");
    }

    @Test
    void everyBoardIsAConfigMapOfItsOwn() throws IOException {
        List<JsonNode> boards = boards(Chart.OURS);
        List<Path> files = files("dashboards", ".json");
        assertThat(boards).hasSize(files.size());
        for (Path file : files) {
            String name = file.getFileName().toString();
            assertThat(boards).filteredOn(board -> board.path("data").has(name)).hasSize(1);
            assertThat(boards.stream()
                            .map(board -> board.path("data").path(name).asText())
                            .filter(text -> !text.isEmpty()))
                    .containsExactly(Files.readString(file));
        }
    }

    @Test
    void aRuleWithTemplatesOfItsOwnIsTakenInAsItIs(@TempDir Path copy) throws IOException {
        Chart chart = Chart.OURS.with(copy, "rules/99-more.yaml", RULES);
        JsonNode rule = chart.render(ON).one("PrometheusRule");
        JsonNode groups = rule.at("/spec/groups");
        assertThat(groups.get(groups.size() - 1))
                .isEqualTo(Chart.YAML.readTree(RULES).at("/groups/0"));
        KubernetesTypes.check(rule);
    }

    /** As a manifest, since Helm renders its notes at an installation alone. */
    @Test
    void theNotesWarnOfPlaintext(@TempDir Path copy) throws IOException {
        String notes = Files.readString(Chart.OURS.folder().resolve("templates/NOTES.txt"));
        Chart chart = Chart.OURS.with(
                copy,
                "templates/notes.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: told}\ndata:\n  notes: |\n" + notes.indent(4));
        assertThat(notes(chart, "{}"))
                .contains("WARNING: kafka.securityProtocol is PLAINTEXT", "No gateway may ask yet");
        assertThat(notes(chart, "{kafka: {securityProtocol: SASL_PLAINTEXT}}")).contains("WARNING: ");
        assertThat(notes(chart, ChartMatrix.EVERYTHING))
                .contains("Gateways ask")
                .doesNotContain("WARNING", "No gateway");
    }

    private static String notes(Chart chart, String values) {
        return chart.render(values).one("ConfigMap", "told").at("/data/notes").asText();
    }

    @Test
    void theExampleTalksToKafkaEncrypted() throws IOException {
        String readme = Files.readString(Chart.OURS.folder().resolve("README.md"));
        String example = readme.substring(readme.indexOf("```yaml\n") + 8, readme.lastIndexOf("```"));
        Manifests manifests = Chart.OURS.render(example);
        assertThat(manifests.properties()).contains("kafka.security.protocol=SASL_SSL\n");
        for (JsonNode manifest : manifests.all()) {
            KubernetesTypes.check(manifest);
        }
    }

    /** What others install is whole: the same as from the folder. */
    @Test
    void theChartIsPacked() {
        Chart.OURS.asked(
                helm -> helm.packageIt().withDestination(Path.of("target")).call());
        Chart packed = new Chart(Path.of("target/forged-token-detector-0.1.0.tgz"));
        assertThat(packed.render(ON).all()).isEqualTo(Chart.OURS.render(ON).all());
    }

    @Test
    void aFileThatHoldsNoRulesIsLeftOut(@TempDir Path copy) throws IOException {
        Chart chart = Chart.OURS.with(copy, "rules/99-tests.yaml", "rule_files: [a.yaml]\ntests: []\n");
        assertThat(chart.render(ON).every("PrometheusRule"))
                .isEqualTo(Chart.OURS.render(ON).every("PrometheusRule"));
    }

    @Test
    void aBoardIsTakenInToTheLastByte(@TempDir Path copy) throws IOException {
        Chart chart = Chart.OURS.with(copy, "dashboards/99-Of_Mine.json", BOARD);
        JsonNode board = chart.render(ON).one("ConfigMap", "-99-of-mine");
        assertThat(board.at("/data/99-Of_Mine.json").asText()).isEqualTo(BOARD);
        assertThat(board.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        KubernetesTypes.check(board);
    }

    private static List<JsonNode> boards(Chart chart) {
        return chart.render(ON).every("ConfigMap").stream()
                .filter(map -> map.at("/metadata/labels").has("grafana_dashboard"))
                .toList();
    }

    private static List<Path> files(String folder, String end) throws IOException {
        Path path = Chart.OURS.folder().resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
