package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topics;
import org.junit.jupiter.api.Test;

/** Topics and rights, against what the detector itself makes and asks for. */
class ChartStrimziTest {
    private static final String ALL =
            "strimzi: {topics: {enabled: true, partitions: {access: 12, issuance: 3}}, user: {enabled: true}}";

    @Test
    void topicsThatGoOutAreAsTheDetectorWouldMakeThem() {
        Map<String, JsonNode> made = topics(Chart.OURS.render(ALL));
        Topics topics = Topics.of(Settings.defaults());
        assertThat(made.keySet())
                .isEqualTo(topics.all().stream()
                        .filter(topic -> topic.way() != Topic.Way.INTERNAL)
                        .map(Topic::name)
                        .collect(Collectors.toSet()));
        for (Topic<?, ?> topic : topics.all(Topic.Way.OUT)) {
            assertThat(config(made.get(topic.name()))).as(topic.name()).containsAllEntriesOf(topic.config());
        }
        for (Topic<?, ?> topic : topics.all(Topic.Way.OPTIONAL)) {
            assertThat(config(made.get(topic.name()))).as(topic.name()).containsEntry("cleanup.policy", "compact");
        }
        assertThat(config(made.get("access-log"))).containsEntry("cleanup.policy", "delete");
    }

    @Test
    void aTopicStaysWhenTheReleaseGoes() {
        topics(Chart.OURS.render(ALL))
                .values()
                .forEach(topic -> assertThat(topic.at("/metadata/annotations/helm.sh~1resource-policy")
                                .asText())
                        .isEqualTo("keep"));
    }

    @Test
    void namesAndRetentionFollowTheSettings() {
        Manifests manifests = Chart.OURS.render(ChartMatrix.EVERYTHING);
        Settings settings = Settings.read(new Sources(
                Optional.empty(), Map.of(), Map.of("topic.alerts", "shop.alerts", "alerts.retention", "365d")));
        Topic<?, ?> alerts = Topics.of(settings).alerts();
        assertThat(config(topics(manifests).get("shop.alerts"))).containsAllEntriesOf(alerts.config());
        assertThat(operations(manifests, "topic", "shop.alerts")).contains("Write");
    }

    @Test
    void rightsAreForEachTopicWhatIsDoneWithIt() {
        Manifests manifests = Chart.OURS.render(ALL);
        Topics topics = Topics.of(Settings.defaults());
        for (Topic<?, ?> topic : topics.all(Topic.Way.IN)) {
            assertThat(operations(manifests, "topic", topic.name())).containsExactly("Describe", "Read");
        }
        for (Topic<?, ?> topic : topics.all(Topic.Way.OUT)) {
            assertThat(operations(manifests, "topic", topic.name())).contains("Create", "Describe", "Write");
        }
        assertThat(operations(manifests, "topic", "signing-keys")).containsExactly("Describe", "Read");
        assertThat(operations(manifests, "topic", "detector-actions")).containsExactly("Describe", "Read", "Write");
        assertThat(operations(manifests, "cluster", "")).isEmpty();
    }

    /** A canary is planted among the accesses, and only who plants may write there. */
    @Test
    void onlyACanaryNeedsToWriteAccesses() {
        String user = "strimzi: {user: {enabled: true}}\n";
        assertThat(operations(Chart.OURS.render(user + "config: {canary.interval: 5m}"), "topic", "access-log"))
                .contains("Write");
        assertThat(operations(Chart.OURS.render(user + "config: {canary.interval: 0s}"), "topic", "access-log"))
                .doesNotContain("Write");
    }

    /** The user's secret has the user's name, and the pods look for it there. */
    @Test
    void thePodsFindTheUsersSecret() {
        Manifests manifests =
                Chart.OURS.render("{kafka: {securityProtocol: SASL_SSL}, strimzi: {user: {enabled: true}}}");
        JsonNode jaas = null;
        for (JsonNode one : manifests.container().path("env")) {
            jaas = one.path("name").asText().equals("DETECTOR_KAFKA_SASL_JAAS_CONFIG") ? one : jaas;
        }
        assertThat(jaas).isNotNull();
        assertThat(jaas.at("/valueFrom/secretKeyRef/name"))
                .isEqualTo(manifests.one("KafkaUser").at("/metadata/name"));
    }

    private static Map<String, JsonNode> topics(Manifests manifests) {
        return manifests.every("KafkaTopic").stream()
                .collect(Collectors.toMap(topic -> topic.at("/spec/topicName").asText(), topic -> topic));
    }

    private static Map<String, String> config(JsonNode topic) {
        Map<String, String> config = new HashMap<>();
        topic.at("/spec/config")
                .properties()
                .forEach(one -> config.put(one.getKey(), one.getValue().asText()));
        return config;
    }

    private static Set<String> operations(Manifests manifests, String type, String name) {
        Set<String> operations = new TreeSet<>();
        for (JsonNode acl : manifests.one("KafkaUser").at("/spec/authorization/acls")) {
            if (acl.at("/resource/type").asText().equals(type)
                    && acl.at("/resource/name").asText().equals(name)) {
                acl.path("operations").forEach(one -> operations.add(one.asText()));
            }
        }
        return operations;
    }
}
