package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.forgedtoken.detector.helm.HelmFiles;
import org.forgedtoken.detector.helm.HelmFiles.Expression;
import org.forgedtoken.detector.helm.PromQl;
import org.forgedtoken.detector.helm.PrometheusServer;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a running detector: one forged token pages, and every panel's expression finds its series. */
@Tag("system")
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMinutes(1);

    /** The steps that take records from a topic, as the panels name them. */
    private static final List<String> STEPS =
            List.of("READ", "JUDGE", "WATCH-ACCOUNTS", "WATCH-SOURCES", "GROUP", "INCIDENTS");

    @TempDir
    Path folder;

    @Test
    void oneForgedTokenPagesAndEveryPanelHasItsSeries() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        String good = Feeds.token("good", "alice", past);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "paged", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = KafkaDetector.start(settings(rig), "test")) {
            detector.awaitRunning();
            feeds.issue(good, past);
            feeds.heartbeats(past.minusSeconds(60), Instant.now());
            try (PrometheusServer prometheus = PrometheusServer.start(folder, detector.address())) {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(value(prometheus, "detector_ready")).isEqualTo("1");
                    assertThat(value(
                                    prometheus,
                                    "detector_incidents_total{kind=\"key-compromise\",activity=\"create\"}"))
                            .isEqualTo("0");
                });
                feeds.use(good, past.plusSeconds(1));
                feeds.send("access", null, "\"time\":\"nonsense\"");
                feeds.send("issuance", null, "\"time\":\"nonsense\"");
                assertThat(firing(prometheus)).doesNotContain("ForgedTokenIncident", "CriticalTokenAlert");

                long sent = System.nanoTime();
                feeds.useVerified(Feeds.token("forged", "mallory", past), past.plusSeconds(3));
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> assertThat(firing(prometheus)).contains("ForgedTokenIncident"));
                System.out.printf(
                        "Prometheus: from the forged record to the firing page %.1f s%n",
                        (System.nanoTime() - sent) / 1e9);

                theIncidentIsThePage(prometheus);
                everyExpressionFindsItsSeries(prometheus, feeds, past);
                await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    everyMeterIsScraped(prometheus);
                    kafkasMetersSpeakOfSteps(prometheus);
                });
            }
        }
    }

    /** Beside the forged token there is a canary each 2 s: it pages nobody. */
    private static Settings settings(Rig rig) {
        return Settings.read(new Sources(
                Optional.empty(), Map.of(), rig.set("a", Map.of("canary.interval", "2s", "canary.within", "5m"))));
    }

    private static void theIncidentIsThePage(PrometheusServer prometheus) throws Exception {
        JsonNode page = prometheus.alerts().stream()
                .filter(alert -> name(alert).equals("ForgedTokenIncident"))
                .findFirst()
                .orElseThrow();
        assertThat(page.at("/labels/severity").asText()).isEqualTo("critical");
        assertThat(page.at("/labels/kind").asText()).isEqualTo("key-compromise");
        assertThat(page.at("/annotations/summary").asText()).isEqualTo("New incident: key-compromise");
        assertThat(page.toString()).doesNotContain("<no value>");
        assertThat(prometheus.query("detector_alerts_total{rule=\"token-never-issued\", activity=\"create\"} > 0"))
                .hasSize(1);
    }

    /** Each metric, with each label by which it is chosen, summed up or joined. */
    private static void everyExpressionFindsItsSeries(PrometheusServer prometheus, Feeds feeds, Instant past) {
        List<Expression> all = Stream.concat(HelmFiles.ofDashboards().stream(), HelmFiles.ofRules().stream())
                .toList();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            feeds.heartbeats(past, Instant.now());
            List<String> faults = new ArrayList<>();
            for (Expression expression : all) {
                prometheus.query(expression.text());
                missing(prometheus, expression).forEach(fault -> faults.add(expression.place() + ": " + fault));
            }
            assertThat(faults).isEmpty();
        });
    }

    private static List<String> missing(PrometheusServer prometheus, Expression expression) throws Exception {
        List<String> faults = new ArrayList<>();
        PromQl promQl = PromQl.of(expression.text());
        Set<String> labels = new TreeSet<>(promQl.made());
        for (PromQl.Selector selector : promQl.selectors()) {
            JsonNode series = prometheus.query("last_over_time(" + selector.metric() + "[5m])");
            if (series.isEmpty()) {
                faults.add("no series " + selector.metric());
            }
            Set<String> of = new TreeSet<>();
            series.forEach(one -> one.get("metric").fieldNames().forEachRemaining(of::add));
            selector.matchers().stream()
                    .filter(match -> !of.contains(match.label()))
                    .forEach(match -> faults.add(selector.metric() + " has no label " + match.label()));
            labels.addAll(of);
        }
        promQl.groupings().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> faults.add("no label " + label));
        return faults;
    }

    private static void everyMeterIsScraped(PrometheusServer prometheus) throws Exception {
        theCatalogueHasEachMeterOfTheDetector(prometheus);
        for (Meter meter : Meter.values()) {
            String name = meter.entry().type() == Meter.Type.HISTOGRAM ? meter.id() + "_bucket" : meter.id();
            assertThat(prometheus.query(name)).as(name).isNotEmpty();
        }
        // The core alone, by default.
        assertThat(prometheus.query("count by (__name__) ({__name__=~\"kafka_.+\"})"))
                .hasSizeLessThanOrEqualTo(Meter.ofKafka().size());
        // What Kafka records only when told to in more detail is there and is never a number.
        for (Meter.Entry meter : Meter.ofKafka()) {
            JsonNode series = prometheus.query(meter.id() + " >= 0");
            assertThat(series).as(meter.id()).isNotEmpty();
            assertThat(series.get(0).get("metric").fieldNames())
                    .toIterable()
                    .as(meter.id())
                    .containsAll(meter.labels());
        }
    }

    /** Under its name and with its labels, and those of the target. */
    private static void theCatalogueHasEachMeterOfTheDetector(PrometheusServer prometheus) throws Exception {
        Map<String, Meter> known = new TreeMap<>();
        for (Meter meter : Meter.values()) {
            if (meter.entry().type() == Meter.Type.HISTOGRAM) {
                List.of("_bucket", "_count", "_sum", "_max").forEach(ending -> known.put(meter.id() + ending, meter));
            } else {
                known.put(meter.id(), meter);
            }
        }
        for (JsonNode one : prometheus.query("{__name__=~\"detector_.+\"}")) {
            String name = one.at("/metric/__name__").asText();
            assertThat(known).containsKey(name);
            Set<String> labels = new TreeSet<>();
            one.get("metric").fieldNames().forEachRemaining(labels::add);
            labels.removeAll(Set.of("__name__", "job", "instance", "namespace", "le"));
            assertThat(labels)
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(known.get(name).labels());
        }
        assertThat(prometheus.query("count by (__name__) ({__name__=~\"detector_.+\"})"))
                .hasSize(known.size());
    }

    private static void kafkasMetersSpeakOfSteps(PrometheusServer prometheus) throws Exception {
        for (Expression panel : HelmFiles.ofDashboards()) {
            if (panel.text().matches("(sum|max) by \\(step\\).*")) {
                JsonNode series = prometheus.query(panel.text());
                assertThat(series.valueStream()
                                .map(one -> one.at("/metric/step").asText()))
                        .as(panel.place())
                        .containsAnyElementsOf(STEPS)
                        .allMatch(STEPS::contains);
            }
        }
        JsonNode lag = prometheus.query("detector:step_lag:records");
        assertThat(lag.valueStream().map(one -> one.at("/metric/step").asText()))
                .containsAll(STEPS);
    }

    private static List<String> firing(PrometheusServer prometheus) throws Exception {
        return prometheus.alerts().stream()
                .filter(alert -> alert.get("state").asText().equals("firing"))
                .map(PrometheusIT::name)
                .toList();
    }

    private static String name(JsonNode alert) {
        return alert.at("/labels/alertname").asText();
    }

    /** Of the only series that an expression gives; empty where there is none. */
    private static String value(PrometheusServer prometheus, String expression) throws Exception {
        JsonNode series = prometheus.query(expression);
        return series.isEmpty() ? "" : series.get(0).get("value").get(1).asText();
    }
}
