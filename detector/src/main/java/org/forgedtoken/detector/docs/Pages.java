package org.forgedtoken.detector.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.report.Page;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.DetectorTopology;
import org.forgedtoken.detector.topology.Inputs;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.MeterLabels;
import org.forgedtoken.detector.topology.StepInput;
import org.forgedtoken.detector.topology.Topics;

/** The generated pages of {@code topology-docs}: file name to text, for the default settings. */
public final class Pages {
    private static final int SOME_PARTITIONS = 3;
    private static final Map<Meter, List<List<String>>> LABELS = MeterLabels.all(
            Settings.defaults().get(Catalogue.INCIDENT_REPORTING).keySet());

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
        try (Meters meters = new Meters(LABELS, InstantSource.system())) {
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
        Topology topology = topology();
        Map<String, Object> values = new HashMap<>(Map.of(
                "texts", ResourceBundle.getBundle("docs.pages"),
                "diagram", TopologyDiagram.of(topology.describe()),
                "description", topology.describe().toString(),
                "steps", StepInput.STEPS,
                "allTopics", Topics.of(Settings.defaults()).all(),
                "memories", Memories.all(),
                "allSettings", Catalogue.all(),
                "own", Meter.values(),
                "ofKafka", Meter.ofKafka(),
                "values", Pages.class));
        values.put("blockList", Memories.BLOCK_LIST);
        values.put("compromisedKeys", Memories.COMPROMISED_KEYS);
        Map<String, String> pages = new TreeMap<>();
        for (String page : List.of("topology", "topics", "stores", "settings", "metrics")) {
            values.put("page", page);
            pages.put(page + ".md", Page.of("docs/pages.ftl", values));
        }
        return pages;
    }

    /** The values of one of a meter's labels. */
    public static List<String> labels(Meter meter, int label) {
        return LABELS.getOrDefault(meter, List.of()).stream()
                .map(one -> one.get(label))
                .distinct()
                .sorted()
                .toList();
    }

    /** In seconds. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
