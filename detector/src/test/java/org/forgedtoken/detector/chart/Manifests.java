package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What Helm has rendered. */
record Manifests(List<JsonNode> all) {

    static Manifests of(String yaml) {
        return new Manifests(Chart.documents(yaml));
    }

    List<JsonNode> of(String kind, String nameEnd) {
        return all.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .filter(one -> one.at("/metadata/name").asText().endsWith(nameEnd))
                .toList();
    }

    List<JsonNode> every(String kind) {
        return of(kind, "");
    }

    List<String> kinds() {
        return all.stream()
                .map(one -> one.path("kind").asText())
                .distinct()
                .sorted()
                .toList();
    }

    /** The only one of its kind whose name ends so. */
    JsonNode one(String kind, String nameEnd) {
        List<JsonNode> found = of(kind, nameEnd);
        assertThat(found).as("manifests of kind %s named …%s", kind, nameEnd).hasSize(1);
        return found.get(0);
    }

    JsonNode one(String kind) {
        return one(kind, "");
    }

    JsonNode pod() {
        return one("StatefulSet").at("/spec/template");
    }

    JsonNode container() {
        return pod().at("/spec/containers/0");
    }

    /** The service that people and gateways ask, without the one for peers. */
    JsonNode service() {
        return named("Service", name());
    }

    String properties() {
        return named("ConfigMap", name()).at("/data/detector.properties").asText();
    }

    /** What every name begins with. */
    String name() {
        return one("StatefulSet").at("/metadata/name").asText();
    }

    private JsonNode named(String kind, String name) {
        return every(kind).stream()
                .filter(one -> one.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
