package org.forgedtoken.detector.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;

/** The compose file: no container runs in a test, but all that it names is there, and the detector takes its settings. */
class ComposeTest {
    private static final Path FOLDER = Path.of("..", "helm", "compose");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    /** A secret that must be given, and what is said where it is not. */
    private static final Pattern GIVEN = Pattern.compile("\\$\\{\\w+:\\?[^}]+}");

    private final JsonNode compose = read("compose.yaml");

    private static JsonNode read(String file) {
        try {
            return YAML.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    private List<String> volumes() {
        List<String> all = new ArrayList<>();
        compose.path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> all.add(volume.asText())));
        return all;
    }

    @Test
    void allThatIsMountedIsThere() {
        assertThat(volumes()).hasSizeGreaterThan(5);
        for (String volume : volumes()) {
            String source = volume.substring(0, volume.indexOf(':'));
            if (source.startsWith(".")) {
                assertThat(FOLDER.resolve(source)).as(volume).exists();
            } else {
                assertThat(compose.path("volumes").has(source)).as(volume).isTrue();
            }
        }
    }

    @Test
    void theDetectorTakesItsSettings() {
        Map<String, String> environment = new LinkedHashMap<>();
        compose.at("/services/detector/environment")
                .propertyStream()
                .forEach(one -> environment.put(
                        one.getKey(),
                        GIVEN.matcher(one.getValue().asText()).replaceAll("a-secret-of-thirty-two-characters")));
        List<String> names =
                Catalogue.all().stream().map(Setting::environmentName).toList();
        assertThat(environment.keySet()).allMatch(name -> names.contains(name) || name.startsWith("DETECTOR_KAFKA_"));

        Settings settings = Settings.read(new Sources(Optional.empty(), environment, Map.of()));

        String servers = settings.kafka().get("bootstrap.servers");
        assertThat(compose.at("/services/kafka/environment/KAFKA_ADVERTISED_LISTENERS")
                        .asText())
                .contains("INSIDE://" + servers);
        assertThat(compose.at("/services/topics/command/0").asText())
                .contains(servers, settings.get(Catalogue.TOPIC_ACCESS) + ' ' + settings.get(Catalogue.TOPIC_ISSUANCE));
        assertThat(read("prometheus.yaml")
                        .at("/scrape_configs/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("detector:" + settings.get(Catalogue.HTTP_PORT));
    }

    @Test
    void servicesDependOnEachOtherOnlyIfTheyAreThere() {
        compose.path("services")
                .forEach(service -> service.path("depends_on")
                        .fieldNames()
                        .forEachRemaining(
                                other -> assertThat(compose.path("services").has(other))
                                        .as(other)
                                        .isTrue()));
    }

    /** Published on this machine alone: there is a broker without a password among them. */
    @Test
    void nothingIsOpenToTheNetwork() {
        compose.path("services")
                .forEach(service -> service.path("ports")
                        .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void prometheusAndGrafanaLookWhereTheFilesAre() throws IOException {
        assertThat(volumes())
                .contains(
                        "../rules:/etc/prometheus/rules:ro",
                        "../dashboards:"
                                + read("grafana-dashboards.yaml")
                                        .at("/providers/0/options/path")
                                        .asText() + ":ro");
        assertThat(read("prometheus.yaml").at("/rule_files/0").asText()).isEqualTo("rules/*.yaml");
        assertThat(read("grafana-datasource.yaml").at("/datasources/0/type").asText())
                .isEqualTo("prometheus");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "compose.yaml", "prometheus.yaml", "grafana-datasource.yaml", "grafana-dashboards.yaml");
        }
    }
}
