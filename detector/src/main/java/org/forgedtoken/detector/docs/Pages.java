package org.forgedtoken.detector.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.DetectorTopology;
import org.forgedtoken.detector.topology.Inputs;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.MeterLabels;
import org.forgedtoken.detector.topology.StepInput;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topics;

/** The generated pages of {@code topology-docs}: file name to text, for the default settings. */
public final class Pages {
    private static final String WRITTEN = "Written by `detector/bin/detector topology --docs topology-docs`: change the"
            + " program, not this page.\n\n";
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("docs.pages");
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
                "application.id",
                "docs",
                "bootstrap.servers",
                "localhost:9092",
                "processing.exception.handler.global.enabled",
                true,
                "ensure.explicit.internal.resource.naming",
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
        return new TreeMap<>(Map.of(
                "topology.md", page("Topology", topologyText()),
                "topics.md", page("Topics", topics()),
                "stores.md", page("Stores", stores()),
                "settings.md", page("Settings", settings()),
                "metrics.md", page("Metrics", metrics())));
    }

    private static String page(String title, String text) {
        return "# " + title + "\n\n" + WRITTEN + text;
    }

    private static String topologyText() {
        Topology topology = topology();
        return """
            ```mermaid
            %s```

            Round: topics. Boxes: steps. Barrels: what a step remembers.

            %s
            ## As Kafka Streams describes it

            ```
            %s```
            """.formatted(
                TopologyDiagram.of(topology.describe()),
                table("step | what it does", StepInput.STEPS.stream().map(step -> row(step, said("step." + step)))),
                topology.describe());
    }

    private static String topics() {
        return table(
                        "topic | way | step | key | settings | what it holds",
                        Topics.of(Settings.defaults()).all().stream()
                                .map(topic -> row(
                                        code(topic.name()),
                                        topic.way().label(),
                                        topic.step(),
                                        said("topic." + named(topic) + ".key"),
                                        config(topic),
                                        said("topic." + named(topic)))))
                + """

                The detector creates the topics that go out, and Kafka Streams the internal ones, under the full name\
                 `<application.id>-<name>-repartition`; the number of their partitions (`judge.partitions`) is fixed at the\
                 first start.
                """;
    }

    /** Without the number of the form of what it holds. */
    private static String named(Topic<?, ?> topic) {
        return topic.name().replaceFirst("-\\d+$", "");
    }

    private static String config(Topic<?, ?> topic) {
        return new TreeMap<>(topic.config())
                .entrySet().stream()
                        .map(entry -> code(entry.getKey() + '=' + entry.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String stores() {
        return table(
                        "store | step | kept | key | what it holds",
                        Memories.all().stream()
                                .map(memory -> row(
                                        code(memory.name()),
                                        memory.stage(),
                                        memory.place().label(),
                                        said("store." + memory.name() + ".key"),
                                        said("store." + memory.name()))))
                + """

                Each is logged to `<application.id>-<store>-changelog`, and read back from there after a restart.

                `%s` and `%s` are no step's: every instance keeps in memory why and until when what is blocked, and which\
                 keys have a verified incident that is open, and reads all of both from their topics before it begins to\
                 work.
                """.formatted(Memories.BLOCK_LIST, Memories.COMPROMISED_KEYS);
    }

    private static String settings() {
        return table(
                        "setting | default | must be | what it does",
                        Catalogue.all().stream()
                                .map(setting -> row(
                                        code(setting.key())
                                                + (setting.perIssuer() ? ", " + code(setting.key() + ".<issuer>") : ""),
                                        setting.fallback().isEmpty() ? "" : code(setting.fallback()),
                                        setting.kind().rule(),
                                        said("setting." + setting.key()))))
                + """

                In the environment a setting is `DETECTOR_` and its key in capitals, with `_` for `.` and `-`:\
                 `DETECTOR_LEDGER_GRACE`, and of a name that you give `DETECTOR_NOTIFY_OPS_SECRET` for `notify.ops.secret`.

                Everything under `kafka.` goes to the Kafka clients as it is, and wins over the detector's own choice.
                """;
    }

    private static String metrics() {
        return meters(Arrays.stream(Meter.values()).map(Meter::entry))
                + """

                All exist at 0 from the start, with every value of their labels (`regime` follows `incident.reporting`),\
                 and no label takes a value from a record.

                """
                + table(
                        "metric | label | its values",
                        Arrays.stream(Meter.values()).flatMap(Pages::labels))
                + "\n"
                + table(
                        "histogram | upper ends of its buckets, in seconds",
                        Arrays.stream(Meter.values())
                                .filter(meter -> meter.type() == Meter.Type.HISTOGRAM)
                                .map(meter -> row(
                                        code(meter.id()),
                                        joined(meter.buckets().stream().map(Pages::seconds)))))
                + """

                A histogram has `_bucket`, `_sum` and `_count`, and beside it a gauge `_max`: the largest of the last\
                 minutes.
                """
                + KAFKA_METERS
                + meters(Meter.ofKafka().stream())
                + KAFKA_STEPS;
    }

    private static String meters(Stream<Meter.Entry> meters) {
        return table(
                "metric | type | labels | unit | what it says",
                meters.map(meter -> row(
                        code(meter.id()),
                        meter.type().name().toLowerCase(Locale.ROOT),
                        joined(meter.labels().stream().map(Pages::code)),
                        meter.unit(),
                        meter.sentence())));
    }

    private static Stream<String> labels(Meter meter) {
        List<List<String>> all = MeterLabels.all(
                        Settings.defaults().get(Catalogue.INCIDENT_REPORTING).keySet())
                .getOrDefault(meter, List.of());
        return IntStream.range(0, meter.labels().size()).mapToObj(place -> {
            Stream<String> values =
                    all.stream().map(one -> one.get(place)).distinct().sorted();
            return row(
                    code(meter.id()),
                    code(meter.labels().get(place)),
                    meter == Meter.STEP_INPUT ? "from the topology" : joined(values.map(Pages::code)));
        });
    }

    private static String joined(Stream<String> values) {
        return values.collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /** @param heads parted by bars */
    private static String table(String heads, Stream<String> rows) {
        int columns = heads.split(" \\| ").length;
        return "| " + heads + " |\n|" + " --- |".repeat(columns) + "\n" + rows.collect(Collectors.joining());
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String said(String of) {
        return TEXTS.getString(of);
    }

    private static String code(String text) {
        return '`' + text + '`';
    }
}
