package org.forgedtoken.detector.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The detector's meters, all at zero from the start: a counter that is born at 1 has no increase, and the first forged
 * token would not fire. Safe for all threads. A label value that was not named at the start is a fault of the caller
 * and throws {@link IllegalArgumentException}.
 *
 * <p>For each feed, the outcomes in {@code detector_records_total} add up to the records read; the outcome
 * {@code dead-letter} equals the sum over reasons in {@code detector_dead_letters_total}.
 */
public final class Meters implements AutoCloseable {

    /** With which the names of the Kafka clients' meters begin. */
    private static final String OF_KAFKA = "kafka.";

    private static final String TOTAL = "_total";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Meter, Map<List<String>, Counter>> counters = new EnumMap<>(Meter.class);
    private final Map<Meter, Map<List<String>, LongAdder>> levels = new EnumMap<>(Meter.class);
    private final Map<Meter, Timer> histograms = new EnumMap<>(Meter.class);
    private final CoverageLag coverageLag;

    /** @param labels every combination of label values with which a meter exists, each in the order of its labels */
    public Meters(Map<Meter, List<List<String>>> labels, InstantSource clock) {
        this(labels, clock, false);
    }

    /** @param allOfKafka whether all meters of the Kafka clients are shown, and not those alone that rules and dashboards use */
    public Meters(Map<Meter, List<List<String>>> labels, InstantSource clock, boolean allOfKafka) {
        Set<String> core =
                Meter.ofKafka().stream().map(meter -> withoutTotal(meter.id())).collect(Collectors.toSet());
        registry.config()
                .meterFilter(MeterFilter.deny(id -> !allOfKafka
                        && id.getName().startsWith(OF_KAFKA)
                        && !core.contains(withoutTotal(
                                id.getConventionName(registry.config().namingConvention())))));
        coverageLag = new CoverageLag(clock);
        labels.forEach((meter, all) -> all.forEach(values -> register(meter, values)));
    }

    /** It has happened once more. */
    public void count(Meter meter, String... labels) {
        counter(meter, labels).increment();
    }

    /** The counter itself, for the hot path: looked up once, it costs no search a record. */
    public Counter counter(Meter meter, String... values) {
        return known(counters, meter, values);
    }

    /** The sum of a meter's counters, of those whose labels begin with these values. */
    public double total(Meter meter, String... values) {
        List<String> first = List.of(values);
        return counters.getOrDefault(meter, Map.of()).entrySet().stream()
                .filter(counter -> counter.getKey().subList(0, first.size()).equals(first))
                .mapToDouble(counter -> counter.getValue().count())
                .sum();
    }

    /** A level: whoever has a part of it adds and takes away its own, all of it when it closes. */
    public LongAdder level(Meter meter, String... labels) {
        return known(levels, meter, labels);
    }

    /** The level is this now. */
    public void set(Meter meter, long now) {
        LongAdder level = level(meter);
        level.add(now - level.sum());
    }

    /** So long it took; what was ahead of the clock counts as nothing. */
    public void time(Meter meter, Duration duration) {
        Timer timer = histograms.get(meter);
        if (timer != null) {
            timer.record(duration.isNegative() ? Duration.ZERO : duration);
        }
    }

    /** How far coverage is behind. */
    public CoverageLag coverageLag() {
        return coverageLag;
    }

    /**
     * A step of the topology takes the records of a topic. To be told before the first record is read.
     *
     * @param subtopology the number that Kafka Streams gave it, with which the names of its tasks begin
     * @param topic its full name on the cluster
     */
    public void step(String subtopology, String step, String topic) {
        List<String> values = List.of(subtopology, step, topic);
        register(Meter.STEP_INPUT, values);
        level(Meter.STEP_INPUT, subtopology, step, topic).increment();
    }

    /** To bind the Kafka clients' own meters to. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }

    /** The scrape puts it behind a counter, whether that is so called or not. */
    private static String withoutTotal(String name) {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    private static <T> T known(Map<Meter, Map<List<String>, T>> meters, Meter meter, String... values) {
        T known = meters.getOrDefault(meter, Map.of()).get(List.of(values));
        if (known == null) {
            throw new IllegalArgumentException("No " + meter.id() + " with labels " + List.of(values));
        }
        return known;
    }

    private void register(Meter meter, List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(meter.labels().get(i), values.get(i)));
        }
        switch (meter.entry().type()) {
            case COUNTER ->
                counters.computeIfAbsent(meter, m -> new HashMap<>())
                        .put(
                                values,
                                Counter.builder(meter.id())
                                        .description(meter.entry().sentence())
                                        .tags(tags)
                                        .register(registry));
            case GAUGE -> {
                LongAdder level = new LongAdder();
                levels.computeIfAbsent(meter, m -> new HashMap<>()).put(values, level);
                Gauge.builder(
                                meter.id(),
                                () -> meter == Meter.COVERAGE_LAG ? coverageLag.seconds() : level.doubleValue())
                        .description(meter.entry().sentence())
                        .tags(tags)
                        .register(registry);
            }
            case HISTOGRAM ->
                histograms.put(
                        meter,
                        Timer.builder(meter.id())
                                .description(meter.entry().sentence())
                                .serviceLevelObjectives(meter.entry().buckets().toArray(Duration[]::new))
                                .register(registry));
        }
    }

    /** How far the ledger's completeness is behind the wall clock: the worst of all tasks that speak for a part of it. */
    public static final class CoverageLag {

        private final InstantSource clock;
        private final long start;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final Map<String, Long> covered = new ConcurrentHashMap<>();

        CoverageLag(InstantSource clock) {
            this.clock = clock;
            this.start = clock.millis();
        }

        /**
         * The ledger is complete to here.
         *
         * @param part who says so: a task, or an issuer and partition
         * @param until epoch ms
         * @return whether nobody has said so since the start
         */
        public boolean reached(String part, long until) {
            covered.put(part, until);
            return !begun.getAndSet(true);
        }

        /** The part is no longer in this process. */
        public void forget(String part) {
            covered.remove(part);
        }

        /** From the start on, where nothing is known. */
        public double seconds() {
            // A copy, since a part may go between the question and the answer.
            Map<String, Long> now = Map.copyOf(covered);
            long until = now.isEmpty() ? start : Collections.min(now.values());
            return Math.max(0, clock.millis() - until) / 1000.0;
        }
    }
}
