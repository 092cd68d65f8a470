package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartSchemaTest {
    /** What the chart sets itself, so that it agrees with the manifests. */
    private static final Set<String> THE_CHARTS_OWN =
            Set.of("http.port", "http.host", "decision.port", "canary.secret", "exceptions.file");

    /** What comes from a secret, by the environment. */
    private static final Set<String> SECRETS = Set.of("http.token", "http.peer-secret", "http.tls.password");

    /** Of commands that people start. */
    private static final Set<String> OF_NO_SERVER = Set.of("evidence.key");

    /** Handed on as Kubernetes writes it, which checks it. */
    private static final Set<String> HANDED_ON = Set.of("global", "affinity", "dnsConfig", "valueFrom");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 0 | replicas",
                "replicas: three | replicas",
                "replicas: 1.5 | replicas",
                "standbys: -1 | standbys",
                "replica: 3 | replica",
                "image: {repository: ''} | repository",
                "image: {digest: 'sha256:12'} | digest",
                "image: {tags: '1'} | tags",
                "kafka: {bootstrapServers: broker} | bootstrapServers",
                "kafka: {bootstrapServers: ''} | bootstrapServers",
                "kafka: {securityProtocol: TLS} | securityProtocol",
                "kafka: {sasl: {password: x}} | password",
                "kafka: {sasl: {jaasConfig: x}} | jaasConfig",
                "kafka: {applicationId: 'a b'} | applicationId",
                "kafka: {sessionTimeoutMs: 10} | sessionTimeoutMs",
                "http: {port: 80} | port",
                "http: {token: secret} | token",
                "http: {tokenSecret: {name: ''}} | name",
                "http: {tokenSecret: {value: x}} | value",
                "config: {http.token: secret} | http.token",
                "config: {http.host: 127.0.0.1} | http.host",
                "config: {kafka.sasl.jaas.config: x} | kafka.sasl.jaas.config",
                "config: {kafka.ssl.keystore.password: x} | kafka.ssl.keystore.password",
                "config: {kafka.producer.ssl.keystore.key: x} | kafka.producer.ssl.keystore.key",
                "config: {kafka.sasl.oauthbearer.client.credentials.client.secret: x} | secret",
                "config: {kafka.state.dir: /x} | kafka.state.dir",
                "config: {kafka.application.server: a:1} | kafka.application.server",
                "config: {ledger.grcae: 5m} | ledger.grcae",
                "config: {ledger.grace: 5 minutes} | ledger.grace",
                "config: {ledger.grace: 5} | ledger.grace",
                "config: {pending.max: 1} | pending.max",
                "config: {block.keys: 'yes'} | block.keys",
                "config: {token.identity.https://a.example: jti} | token.identity",
                "config: {jwks: 'https://me:pw@a.example/keys'} | jwks",
                "config: {topic.alerts: 'a b'} | topic.alerts",
                "config: {notify.ops.secret: x} | notify.ops.secret",
                "config: {notify.chat.url: 'https://hooks.slack.com/services/T/B/x'} | notify.chat.url",
                "config: {notify.ops.url: 'http://events.example/'} | notify.ops.url",
                "config: {notify.ops.format: mail} | notify.ops.format",
                "files: {'../x': a} | x",
                "exceptions: {entries: [{rule: source-fan-out, entity: a, reason: b}]} | until",
                "exceptions: {entries: [{rule: a, entity: a, network: b, reason: b, until: c}]} | entries",
                "exceptions: {entries: [{rule: a, entities: a, reason: b, until: c}]} | entities",
                "extraEnv: [{name: DETECTOR_HTTP_TOKEN, value: x}] | valueFrom",
                "extraEnv: [{name: KEYSTORE_PASSWORD, value: x}] | valueFrom",
                "extraEnv: [{name: A, valu: x}] | valu",
                "java: {maxRamPercentage: 95} | maxRamPercentage",
                "java: {options: ['-Xmx1g -Xms1g']} | options",
                "persistence: {size: big} | size",
                "persistence: {accessMode: ReadWriteMany} | accessMode",
                "resources: {limits: {memory: null}} | memory",
                "resources: {limits: {ram: 1Gi}} | ram",
                "probes: {liveness: {periodSeconds: 0}} | periodSeconds",
                "probes: {livenes: {periodSeconds: 1}} | livenes",
                "terminationGracePeriodSeconds: 5 | terminationGracePeriodSeconds",
                "'{terminationGracePeriodSeconds: 45, preStopSleepSeconds: 40}' | preStopSleepSeconds",
                "user: 0 | user",
                "podDisruptionBudget: {maxUnavailable: 0} | maxUnavailable",
                "antiAffinity: hard | antiAffinity",
                "podLabels: {a: 1} | podLabels",
                "service: {type: ExternalName} | type",
                "networkPolicy: {kafkaPorts: [0]} | kafkaPorts",
                "podMonitor: {interval: often} | interval",
                "dashboards: {labels: {grafana_dashboard: null}} | labels",
                "strimzi: {apiVersion: v1alpha1} | apiVersion",
                "strimzi: {topics: {partitions: {token-alerts: 1}}} | token-alerts",
                "strimzi: {user: {authentication: password}} | authentication"
            })
    void refuses(String values, String named) {
        String yaml = values.strip();
        assertThatThrownBy(() -> Chart.OURS.render(yaml)).hasMessageContaining(named);
    }

    @Test
    void takesNumbersAndWordsWhereASettingDoes() {
        assertThatCode(() -> Chart.OURS.render("config: {judge.partitions: auto, ledger.max-silence: auto}"))
                .doesNotThrowAnyException();
        assertThatCode(() -> Chart.OURS.render("config: {judge.partitions: 6, ledger.max-silence: 90s}"))
                .doesNotThrowAnyException();
    }

    @Test
    void knowsEverySettingAndNoOther() throws IOException {
        JsonNode config = Chart.OURS.file("values.schema.json").at("/properties/config");
        Set<String> settings =
                Catalogue.all().stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
        settings.removeIf(key -> key.contains("<name>"));
        Set<String> known = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        config.path("properties").properties().forEach(one -> {
            if (!one.getKey().startsWith("kafka.")) {
                (one.getValue().isBoolean() ? refused : known).add(one.getKey());
            }
        });
        settings.removeAll(THE_CHARTS_OWN);
        settings.removeAll(OF_NO_SERVER);
        settings.removeAll(SECRETS);
        assertThat(known).isEqualTo(settings);
        assertThat(refused)
                .containsAll(THE_CHARTS_OWN)
                .containsAll(OF_NO_SERVER)
                .containsAll(SECRETS)
                .hasSize(9);
        for (Setting<?> setting : Catalogue.all()) {
            String key = setting.key().replace(".", "\\.");
            boolean named = key.contains("<name>");
            String pattern = named ? '^' + key.replace("<name>", "[a-z0-9]{1,32}") + '$' : '^' + key + "\\..+$";
            assertThat(config.path("patternProperties").has(pattern))
                    .as(setting.key())
                    .isEqualTo(named || setting.perIssuer());
        }
    }

    @Test
    void leavesNoObjectOpen() throws IOException {
        List<String> open = new ArrayList<>();
        collectOpen("", Chart.OURS.file("values.schema.json"), open);
        assertThat(open)
                .allMatch(place ->
                        HANDED_ON.contains(place.substring(place.lastIndexOf('/') + 1)) || place.endsWith("/items"));
    }

    private static void collectOpen(String place, JsonNode schema, List<String> open) {
        if (schema.path("type").asText().equals("object")) {
            JsonNode more = schema.path("additionalProperties");
            if (!more.isObject() && more.asBoolean(true)) {
                open.add(place);
            }
        }
        if (schema.isContainerNode()) {
            schema.properties().forEach(one -> collectOpen(place + '/' + one.getKey(), one.getValue(), open));
        }
    }

    @Test
    void everyValueHasADefaultAndEveryDefaultAPlaceInTheSchema() throws IOException {
        JsonNode schema = Chart.OURS.file("values.schema.json");
        Set<String> named = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(named::add);
        named.remove("global");
        Set<String> given = new TreeSet<>();
        Chart.OURS.file("values.yaml").fieldNames().forEachRemaining(given::add);
        assertThat(given).isEqualTo(named);
        for (String one : given) {
            JsonNode inner = schema.at("/properties/" + one + "/properties");
            if (inner.isObject() && !one.equals("config")) {
                Set<String> below = new TreeSet<>();
                inner.fieldNames().forEachRemaining(below::add);
                Chart.OURS.file("values.yaml").path(one).fieldNames().forEachRemaining(below::remove);
                assertThat(below).as("without a default in %s", one).isEmpty();
            }
        }
    }

    /** A comment stands above each value, or above what it is part of. */
    @Test
    void everyValueIsExplained() throws IOException {
        List<String> bare = new ArrayList<>();
        Map<Integer, Boolean> explained = new HashMap<>();
        boolean comment = false;
        for (String line : Files.readAllLines(Chart.OURS.folder().resolve("values.yaml"))) {
            String text = line.strip();
            int depth = line.length() - line.stripLeading().length();
            if (!text.startsWith("#") && (text.contains(": ") || text.endsWith(":"))) {
                boolean known = comment || explained.getOrDefault(depth - 2, false);
                explained.put(depth, known);
                if (!known && !text.endsWith(":")) {
                    bare.add(line);
                }
            }
            comment = text.startsWith("#");
        }
        assertThat(bare).isEmpty();
    }
}
