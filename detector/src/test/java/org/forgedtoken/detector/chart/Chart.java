package org.forgedtoken.detector.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The chart of this repository, or a copy of it, as Helm renders it. */
record Chart(Path folder) {
    static final Chart OURS = new Chart(Path.of("..", "helm"));

    static final String RELEASE = "shop";
    static final String NAMESPACE = "security";
    static final String KUBERNETES = "1.34.0";

    static final YAMLMapper YAML = new YAMLMapper();

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    /**
     * The manifests of a release with these values.
     *
     * @param values YAML, over the chart's own
     * @throws RuntimeException with Helm's words, where it refuses
     */
    Manifests render(String values) {
        return RENDERED.computeIfAbsent(folder + "\n" + values, key -> renderNow(values));
    }

    private Manifests renderNow(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return Manifests.of(asked(helm -> helm.template()
                        .withName(RELEASE)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Helm says of the chart: one question at a time, since its library does not promise more. */
    <T> T asked(Function<Helm, T> question) {
        synchronized (Chart.class) {
            return question.apply(new Helm(folder));
        }
    }

    /** A copy with another file in it. */
    Chart with(Path copy, String name, String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path from : all.toList()) {
                Path to = copy.resolve(folder.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
        }
        Path file = copy.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new Chart(copy);
    }

    JsonNode file(String name) throws IOException {
        return YAML.readTree(folder.resolve(name).toFile());
    }

    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return all.readAll().stream()
                    .filter(document -> document.isObject() && !document.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
