package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One manifest names what another has: a port, a label, a volume. A name that leads nowhere fails in no other way. */
class ChartWiringTest {
    private static final Pattern PATH = Pattern.compile("=(/(?:etc|var)/[^\\s,]+)");

    static Stream<Arguments> matrix() {
        return ChartManifestsTest.matrix();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void portsLeadToTheContainersPort(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        JsonNode container = manifests.container();
        assertThat(container.path("ports")).hasSize(1);
        String port = container.at("/ports/0/name").asText();
        int number = container.at("/ports/0/containerPort").asInt();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).at("/httpGet/port").asText())
                    .as(probe)
                    .isEqualTo(port);
        }
        for (JsonNode service : manifests.every("Service")) {
            assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo(port);
        }
        manifests
                .every("PodMonitor")
                .forEach(monitor -> assertThat(
                                monitor.at("/spec/podMetricsEndpoints/0/port").asText())
                        .isEqualTo(port));
        // A headless service has no port of its own: its clients need the pods' one.
        assertThat(peers(manifests).at("/spec/ports/0/port").asInt()).isEqualTo(number);
        assertThat(environment(container)).anyMatch(value -> value.endsWith(":" + number));
        assertThat(manifests.properties()).contains("\nhttp.port=" + number + "\n");
    }

    @Test
    void whatMustNotWaitHasAPortOfItsOwnWhereThatIsSet() {
        Manifests manifests =
                Chart.OURS.render("{http: {decisionPort: 8081}, config: {http.tls.keystore: /tls/web.p12}}");
        assertThat(manifests.properties()).contains("\ndecision.port=8081\n");
        assertThat(manifests.container().at("/ports/1/containerPort").asInt()).isEqualTo(8081);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode asked = manifests.container().path(probe).path("httpGet");
            assertThat(asked.path("port").asText()).isEqualTo("decision");
            assertThat(asked.path("scheme").asText()).isEqualTo("HTTPS");
        }
        assertThat(peers(manifests).at("/spec/ports/0/targetPort").asText()).isEqualTo("decision");
        assertThat(environment(manifests.container())).anyMatch(value -> value.endsWith(":8081"));
        assertThat(manifests
                        .one("NetworkPolicy")
                        .at("/spec/ingress/0/ports/0/port")
                        .asText())
                .isEqualTo("decision");
    }

    /** A restore is live and not ready; the start counts as live as soon as it answers. */
    @Test
    void probesTellARestoreFromAHang() {
        JsonNode container = Chart.OURS.render("{}").container();
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void selectorsFindThePods(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        JsonNode labels = manifests.pod().at("/metadata/labels");
        List<JsonNode> selectors = new ArrayList<>();
        selectors.add(manifests.one("StatefulSet").at("/spec/selector/matchLabels"));
        manifests.every("Service").forEach(one -> selectors.add(one.at("/spec/selector")));
        manifests.every("PodDisruptionBudget").forEach(one -> selectors.add(one.at("/spec/selector/matchLabels")));
        manifests.every("PodMonitor").forEach(one -> selectors.add(one.at("/spec/selector/matchLabels")));
        manifests.every("NetworkPolicy").forEach(one -> {
            selectors.add(one.at("/spec/podSelector/matchLabels"));
            selectors.add(one.at("/spec/ingress/0/from/0/podSelector/matchLabels"));
            selectors.add(one.at("/spec/egress/1/to/0/podSelector/matchLabels"));
        });
        JsonNode spec = manifests.pod().path("spec");
        spec.path("topologySpreadConstraints").forEach(one -> selectors.add(one.at("/labelSelector/matchLabels")));
        spec.findValues("podAntiAffinity").forEach(one -> selectors.addAll(one.findValues("matchLabels")));
        for (JsonNode selector : selectors) {
            assertThat(selector.size()).as("%s", selector).isEqualTo(2);
            selector.properties()
                    .forEach(one -> assertThat(labels.path(one.getKey())).isEqualTo(one.getValue()));
        }
    }

    @Test
    void onlyWhoIsNamedIsLetInAndNamesAreAskedOfTheCluster() {
        JsonNode policy = Chart.OURS.render("{}").one("NetworkPolicy").path("spec");
        assertThat(policy.at("/egress/0/to/0/namespaceSelector/matchLabels").toString())
                .isEqualTo("{\"kubernetes.io/metadata.name\":\"kube-system\"}");
        JsonNode named =
                Chart.OURS.render(ChartMatrix.EVERYTHING).one("NetworkPolicy").path("spec");
        assertThat(named.path("ingress")).hasSize(3);
        assertThat(named.at("/egress/0/to").toString())
                .contains("openshift-dns")
                .doesNotContain("kube-system");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void everyMountHasAVolumeAndEveryPathAMount(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        JsonNode spec = manifests.pod().path("spec");
        Set<String> volumes = names(spec.path("volumes"));
        manifests
                .one("StatefulSet")
                .at("/spec/volumeClaimTemplates")
                .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
        JsonNode mounts = manifests.container().path("volumeMounts");
        assertThat(names(mounts)).isEqualTo(volumes);
        List<String> mounted = new ArrayList<>();
        mounts.forEach(mount -> mounted.add(mount.path("mountPath").asText()));
        String told = manifests.properties() + "\n="
                + manifests.container().at("/args/2").asText();
        PATH.matcher(told)
                .results()
                .map(found -> found.group(1))
                .forEach(path -> assertThat(mounted).as(path).anyMatch(at -> path.startsWith(at)));
        Set<String> maps = manifests.every("ConfigMap").stream()
                .map(map -> map.at("/metadata/name").asText())
                .collect(Collectors.toSet());
        spec.path("volumes").findValues("configMap").forEach(map -> {
            String one = map.path("name").asText();
            assertThat(maps.contains(one) || values.contains(one)).as(one).isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void podsMayDoAsLittleAsTheyCan(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        JsonNode pod = manifests.pod().path("spec");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(65532);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        JsonNode container = manifests.container().path("securityContext");
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(container.at("/capabilities").size()).isEqualTo(1);
        manifests
                .every("ServiceAccount")
                .forEach(account -> assertThat(
                                account.path("automountServiceAccountToken").asBoolean(true))
                        .isFalse());
        assertThat(manifests.container().at("/resources/limits/memory").isMissingNode())
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void secretsAreNamedAndNeverWritten(String name, String values) {
        Manifests manifests = Chart.OURS.render(values);
        assertThat(manifests.every("Secret")).isEmpty();
        for (JsonNode one : manifests.container().path("env")) {
            if (one.path("name").asText().matches(".*(TOKEN|PASSWORD|JAAS).*")) {
                assertThat(one.has("value")).as("%s", one).isFalse();
                assertThat(one.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
                assertThat(one.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty();
            }
        }
        assertThat(manifests.properties())
                .doesNotContainIgnoringCase("password")
                .doesNotContain("token=");
    }

    @Test
    void membersAreKnownByNamesThatOutliveThem() {
        Manifests manifests = Chart.OURS.render("{}");
        Map<String, String> set = ChartSettingsTest.environment(manifests.container());
        assertThat(set).containsEntry("DETECTOR_KAFKA_GROUP_INSTANCE_ID", "pod-0");
        assertThat(set.get("DETECTOR_KAFKA_APPLICATION_SERVER"))
                .isEqualTo(
                        "pod-0." + peers(manifests).at("/metadata/name").asText() + ".security.svc.cluster.local:8080");
        assertThat(manifests.one("StatefulSet").at("/spec/serviceName"))
                .isEqualTo(peers(manifests).at("/metadata/name"));
        assertThat(peers(manifests).at("/spec/publishNotReadyAddresses").asBoolean())
                .isTrue();
        assertThat(manifests.one("StatefulSet").at("/spec/podManagementPolicy").asText())
                .isEqualTo("Parallel");
    }

    /** What is read at the start alone restarts the pods; what is read again does not. */
    @Test
    void aChangeRestartsPodsWhereItMust() {
        String before = checksum("exceptions: {entries: [{rule: a, entity: b, reason: c, until: d}]}");
        assertThat(checksum("exceptions: {entries: [{rule: a, entity: other, reason: c, until: d}]}"))
                .isEqualTo(before);
        assertThat(checksum("{}")).isNotEqualTo(before).isEqualTo(checksum("{podLabels: {a: b}}"));
        assertThat(checksum("{config: {ledger.grace: 3m}}")).isNotEqualTo(checksum("{}"));
        assertThat(checksum("{files: {a: '1'}}")).isNotEqualTo(checksum("{files: {a: '2'}}"));
    }

    @Test
    void thePolicyLetsThroughWhatIsNeeded() {
        Set<String> ports = egress(Chart.OURS.render("{}"));
        assertThat(ports).containsExactly("53/TCP", "53/UDP", "9092/TCP", "http/TCP");
        assertThat(egress(Chart.OURS.render(ChartMatrix.EVERYTHING)))
                .contains("9093/TCP", "9095/TCP", "8443/TCP")
                .doesNotContain("9094/TCP", "443/TCP");
        assertThat(egress(Chart.OURS.render("config: {jwks.a: 'https://a.example/k', jwks.b: 'http://b.example/k'}")))
                .contains("443/TCP", "80/TCP");
        assertThat(Chart.OURS.render("{}").one("NetworkPolicy").at("/spec/ingress"))
                .hasSize(1);
        assertThat(Chart.OURS
                        .render("{podMonitor: {enabled: true}}")
                        .one("NetworkPolicy")
                        .at("/spec/ingress"))
                .hasSize(2);
    }

    private static Set<String> egress(Manifests manifests) {
        Set<String> ports = new TreeSet<>();
        BiConsumer<JsonNode, Set<String>> add = (port, into) -> into.add(
                port.path("port").asText() + '/' + port.path("protocol").asText("TCP"));
        manifests
                .one("NetworkPolicy")
                .at("/spec/egress")
                .forEach(rule -> rule.path("ports").forEach(port -> add.accept(port, ports)));
        return ports;
    }

    private static String checksum(String values) {
        return Chart.OURS
                .render(values)
                .pod()
                .at("/metadata/annotations/checksum~1config")
                .asText();
    }

    private static JsonNode peers(Manifests manifests) {
        return manifests.one("Service", "-peers");
    }

    private static List<String> environment(JsonNode container) {
        return List.copyOf(ChartSettingsTest.environment(container).values());
    }

    private static Set<String> names(JsonNode all) {
        Set<String> names = new TreeSet<>();
        all.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
