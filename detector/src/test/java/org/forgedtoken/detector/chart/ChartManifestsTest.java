package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartManifestsTest {

    static Stream<Arguments> matrix() {
        return ChartMatrix.all().entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void everyFieldIsOneThatKubernetesKnows(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        assertThat(manifests.kinds()).contains("StatefulSet", "Service", "ConfigMap");
        for (JsonNode manifest : manifests.all()) {
            assertThatCode(() -> KubernetesTypes.check(manifest))
                    .as("%s", manifest)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void namesAndLabelsAreLegalAndNoNameIsTwice(String name, String values) {
        Set<String> seen = new HashSet<>();
        for (JsonNode manifest : Chart.OURS.render(values).all()) {
            String one = manifest.at("/metadata/name").asText();
            assertThat(one).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            assertThat(seen.add(manifest.path("kind").asText() + ' ' + one))
                    .as(one)
                    .isTrue();
            assertThat(manifest.at("/metadata/labels/app.kubernetes.io~1instance")
                            .asText())
                    .isEqualTo(Chart.RELEASE);
            manifest.at("/metadata/labels")
                    .properties()
                    .forEach(label -> assertThat(label.getValue().asText())
                            .as(label.getKey())
                            .matches("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"));
        }
    }

    @Test
    void switchesMakeWhatTheySayAndNothingElse() {
        assertThat(Chart.OURS.render("{}").kinds())
                .containsExactly(
                        "ConfigMap",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "Service",
                        "ServiceAccount",
                        "StatefulSet");
        assertThat(kinds("{networkPolicy: {enabled: false}}")).doesNotContain("NetworkPolicy");
        assertThat(kinds("{podDisruptionBudget: {enabled: false}}")).doesNotContain("PodDisruptionBudget");
        assertThat(kinds("{serviceAccount: {create: false}}")).doesNotContain("ServiceAccount");
        assertThat(kinds("{podMonitor: {enabled: true}}")).contains("PodMonitor");
        assertThat(kinds("{strimzi: {topics: {enabled: true}}}")).contains("KafkaTopic");
        assertThat(kinds("{strimzi: {user: {enabled: true}}}")).contains("KafkaUser");
        JsonNode pod =
                Chart.OURS.render("{persistence: {enabled: false, size: 2Gi}}").one("StatefulSet");
        assertThat(pod.at("/spec/volumeClaimTemplates").isMissingNode()).isTrue();
        assertThat(pod.at("/spec/template/spec/volumes/0/emptyDir/sizeLimit").asText())
                .isEqualTo("2Gi");
    }

    private static Iterable<String> kinds(String values) {
        return Chart.OURS.render(values).kinds();
    }

    /** The checks above are worth something only if they see a slip, however deep it lies. */
    @ParameterizedTest
    @CsvSource({
        "StatefulSet, /spec, podManagmentPolicy",
        "StatefulSet, /spec/template/spec, terminationGracePeriod",
        "StatefulSet, /spec/template/spec/containers/0/securityContext, readOnlyRootFileSystem",
        "StatefulSet, /spec/template/spec/containers/0/livenessProbe/httpGet, url",
        "StatefulSet, /spec/volumeClaimTemplates/0/spec, size",
        "Service, /spec/ports/0, protocl",
        "PodDisruptionBudget, /spec, maxUnavailble",
        "NetworkPolicy, /spec/ingress/0/ports/0, ports",
        "PodMonitor, /spec/podMetricsEndpoints/0, scrapeIntervall",
        "PodMonitor, /spec, podMetricEndpoints",
        "KafkaTopic, /spec, partition",
        "KafkaUser, /spec/authorization/acls/0, operatons",
        "KafkaUser, /spec/authentication, kind"
    })
    void aMisspeltFieldIsSeen(String kind, String place, String field) {
        JsonNode manifest =
                Chart.OURS.render(ChartMatrix.EVERYTHING).every(kind).get(0).deepCopy();
        ((ObjectNode) manifest.at(place)).put(field, "x");
        assertThatThrownBy(() -> KubernetesTypes.check(manifest)).hasMessageContaining(field);
    }

    @Test
    void aVersionNeverStandsWhereKubernetesForbidsChange() {
        JsonNode set = Chart.OURS.render("{}").one("StatefulSet");
        for (String place :
                new String[] {"/spec/selector/matchLabels", "/spec/volumeClaimTemplates/0/metadata/labels"}) {
            assertThat(Set.copyOf(set.at(place).properties().stream()
                            .map(Map.Entry::getKey)
                            .toList()))
                    .as(place)
                    .containsExactlyInAnyOrder("app.kubernetes.io/name", "app.kubernetes.io/instance");
        }
    }
}
