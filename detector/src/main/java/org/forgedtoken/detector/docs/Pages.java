package org.forgedtoken.detector.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.forgedtoken.detector.metrics.KafkaMeters;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.topology.DetectorTopology;
import org.forgedtoken.detector.topology.Inputs;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.MeterLabels;
import org.forgedtoken.detector.topology.Step;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topics;

/** The generated pages of {@code topology-docs}: file name to text, for the default settings. */
public final class Pages {
    private static final String WRITTEN = "Written by `detector/bin/detector topology --docs topology-docs`: change the"
            + " program, not this page.\n\n";
    private static final int SOME_PARTITIONS = 3;
    private static final String KAFKA_METERS = """

        Kafka Streams' own meters begin with `kafka_stream_`, those of its consumers, producers and admin client with
        `kafka_consumer_`, `kafka_producer_` and `kafka_admin_client_`. They know topics and tasks; `detector_step_input` says
        which step that is. These are what the alert rules and dashboards are built on:

        """;
    private static final String KAFKA_STEPS = """

        The steps that are behind, in records:

        ```
        sum by (step) (
          kafka_consumer_fetch_manager_records_lag
          * on (topic) group_left (step) max by (topic, step) (detector_step_input)
        )
        ```

        What each step takes, in records a second:

        ```
        sum by (step) (
          rate(kafka_consumer_fetch_manager_records_consumed_total[5m])
          * on (topic) group_left (step) max by (topic, step) (detector_step_input)
        )
        ```
        """;

    private Pages() {}

    /** The topology with the default settings; its description does not depend on the number of partitions. */
    public static Topology topology() {
        StreamsConfig config = new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "docs",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "localhost:9092",
                "processing.exception.handler.global.enabled",
                true,
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        try (Meters meters = new Meters(
                MeterLabels.all(
                        Settings.defaults().get(Catalogue.INCIDENT_REPORTING).keySet()),
                InstantSource.system())) {
            return new DetectorTopology(
                            Settings.defaults(),
                            config,
                            SOME_PARTITIONS,
                            Inputs.WHOLE,
                            SignatureCheck.NONE,
                            meters,
                            "docs")
                    .get();
        }
    }

    /** All of them. */
    public static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("topology.md", topologyPage());
        pages.put("topics.md", topics());
        pages.put("stores.md", stores());
        pages.put("settings.md", settings());
        pages.put("metrics.md", metrics());
        return pages;
    }

    private static String topologyPage() {
        Topology topology = topology();
        Set<String> steps = Step.all().stream().map(Step::name).collect(Collectors.toSet());
        StringBuilder page = new StringBuilder("# Topology\n\n").append(WRITTEN);
        page.append("```mermaid\n")
                .append(TopologyDiagram.of(topology.describe(), steps))
                .append("```\n\n");
        page.append("Round: topics. Boxes: steps. Barrels: what a step remembers.\n\n");
        row(page, "step", "what it does");
        rule(page, 2);
        Step.all().forEach(step -> row(page, step.name(), step.sentence()));
        page.append("\n## As Kafka Streams describes it\n\n```\n")
                .append(topology.describe())
                .append("```\n");
        return page.toString();
    }

    private static String topics() {
        StringBuilder page = new StringBuilder("# Topics\n\n").append(WRITTEN);
        row(page, "topic", "way", "step", "key", "settings", "what it holds");
        rule(page, 6);
        for (Topic<?, ?> topic : Topics.of(Settings.defaults()).all()) {
            String config = new TreeMap<>(topic.config())
                    .entrySet().stream()
                            .map(entry -> "`" + entry.getKey() + '=' + entry.getValue() + "`")
                            .collect(Collectors.joining(" "));
            row(page, code(topic.name()), topic.way().label(), topic.step(), topic.keyText(), config, topic.sentence());
        }
        page.append("\n"
                + "The detector creates the topics that go out, and Kafka Streams the internal ones, under the"
                + " full name `<application.id>-<name>-repartition`; the number of their partitions"
                + " (`judge.partitions`) is fixed at the first start.\n");
        return page.toString();
    }

    private static String stores() {
        StringBuilder page = new StringBuilder("# Stores\n\n").append(WRITTEN);
        row(page, "store", "step", "kept", "key", "what it holds");
        rule(page, 5);
        for (Memory<?> memory : Memories.all()) {
            row(page, code(memory.name()), memory.stage(), memory.place().label(), memory.keyText(), memory.sentence());
        }
        page.append("\n"
                + "Each is logged to `<application.id>-<store>-changelog`, and read back from there after a"
                + " restart.\n\n"
                + "`"
                + Memories.BLOCK_LIST
                + "` and `"
                + Memories.COMPROMISED_KEYS
                + "` are no step's: every instance keeps in memory why and until when what is blocked, and"
                + " which keys have a verified incident that is open, and reads all of both from their topics"
                + " before it begins to work.\n");
        return page.toString();
    }

    private static String settings() {
        StringBuilder page = new StringBuilder("# Settings\n\n").append(WRITTEN);
        row(page, "setting", "default", "must be", "what it does");
        rule(page, 4);
        for (Setting<?> setting : Catalogue.all()) {
            String key = code(setting.key()) + (setting.perIssuer() ? ", " + code(setting.key() + ".<issuer>") : "");
            row(
                    page,
                    key,
                    setting.fallback().isEmpty() ? "" : code(setting.fallback()),
                    setting.kind().rule(),
                    setting.sentence());
        }
        page.append("\n"
                + "In the environment a setting is `DETECTOR_` and its key in capitals, with `_` for `.` and `-`:"
                + " `DETECTOR_LEDGER_GRACE`, and of a name that you give `DETECTOR_NOTIFY_OPS_SECRET` for"
                + " `notify.ops.secret`.\n\n"
                + "Everything under `kafka.` goes to the Kafka clients as it is, and wins over the detector's own"
                + " choice.\n");
        return page.toString();
    }

    private static String metrics() {
        StringBuilder page = new StringBuilder("# Metrics\n\n").append(WRITTEN);
        entries(page, Arrays.stream(Meter.values()).map(Meter::entry).toList());
        page.append("\nAll exist at 0 from the start, with every value of their labels (`regime` follows")
                .append(" `incident.reporting`), and no label takes a value from a record.\n\n");
        row(page, "metric", "label", "its values");
        rule(page, 3);
        labelValues(page);
        page.append("\n");
        row(page, "histogram", "upper ends of its buckets, in seconds");
        rule(page, 2);
        for (Meter meter : Meter.values()) {
            if (meter.type() == Meter.Type.HISTOGRAM) {
                row(page, code(meter.id()), joined(meter.buckets().stream().map(Pages::seconds)));
            }
        }
        page.append("\n"
                        + "A histogram has `_bucket`, `_sum` and `_count`, and beside it a gauge `_max`: the"
                        + " largest of the last")
                .append(" minutes.\n")
                .append(KAFKA_METERS);
        entries(page, KafkaMeters.all());
        page.append(KAFKA_STEPS);
        return page.toString();
    }

    private static void entries(StringBuilder page, List<Meter.Entry> meters) {
        row(page, "metric", "type", "labels", "unit", "what it says");
        rule(page, 5);
        for (Meter.Entry meter : meters) {
            row(
                    page,
                    code(meter.id()),
                    meter.type().name().toLowerCase(Locale.ROOT),
                    meter.labels().stream().map(Pages::code).collect(Collectors.joining(", ")),
                    meter.unit(),
                    meter.sentence());
        }
    }

    private static void labelValues(StringBuilder page) {
        Map<Meter, List<List<String>>> labels = MeterLabels.all(
                Settings.defaults().get(Catalogue.INCIDENT_REPORTING).keySet());
        for (Meter meter : Meter.values()) {
            for (int i = 0; i < meter.labels().size(); i++) {
                int place = i;
                String values = meter == Meter.STEP_INPUT
                        ? "from the topology"
                        : joined(labels.getOrDefault(meter, List.of()).stream()
                                .map(one -> one.get(place))
                                .distinct()
                                .sorted()
                                .map(Pages::code));
                row(page, code(meter.id()), code(meter.labels().get(place)), values);
            }
        }
    }

    private static String joined(Stream<String> values) {
        return values.collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ")
                .append(List.of(cells).stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    private static void rule(StringBuilder page, int cells) {
        page.append("|").append(" --- |".repeat(cells)).append('\n');
    }

    private static String code(String text) {
        return '`' + text + '`';
    }
}
