package org.forgedtoken.detector.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The detector's meters, all at zero from the start: a counter that is born at 1 has no increase, and the first forged
 * token would not fire. Safe for all threads. A label value that was not named at the start is a fault of the caller
 * and throws {@link IllegalArgumentException}.
 *
 * <p>For each feed, the outcomes in {@code detector_records_total} add up to the records read; the outcome
 * {@code dead-letter} equals the sum over reasons in {@code detector_dead_letters_total}.
 */
public final class Meters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<List<String>, Counter> counters = new HashMap<>();
    private final Map<List<String>, LongAdder> levels = new HashMap<>();
    private final Map<Meter, Timer> histograms = new HashMap<>();
    private final CoverageLag coverageLag;

    public Meters(Labels labels, InstantSource clock) {
        coverageLag = new CoverageLag(clock);
        for (Meter meter : Meter.values()) {
            for (List<String> values : labels.of(meter)) {
                register(meter, values);
            }
        }
    }

    /** One record of a feed has met its outcome. */
    public void record(String feed, String outcome) {
        counter(Meter.RECORDS, feed, outcome).increment();
    }

    /** A token has its verdict. */
    public void verdict(String verdict) {
        counter(Meter.VERDICTS, verdict).increment();
    }

    /** An alert record is written. */
    public void alert(String rule, String severity, String activity) {
        counter(Meter.ALERTS, rule, severity, activity).increment();
    }

    /** An alert is withdrawn. */
    public void alertWithdrawn(String rule) {
        counter(Meter.ALERTS_WITHDRAWN, rule).increment();
    }

    /** An incident record is written. */
    public void incident(String kind, String activity) {
        counter(Meter.INCIDENTS, kind, activity).increment();
    }

    /** Incidents that stand open; whoever has them adds and takes away its own. */
    public LongAdder openIncidents(String kind) {
        return known(levels, Meter.OPEN_INCIDENTS, kind);
    }

    /** When the earliest open incident must be reported, in seconds since 1970; 0 while none must. */
    public LongAdder incidentDeadline(String regime) {
        return known(levels, Meter.INCIDENT_DEADLINE, regime);
    }

    /** A record could not be read. */
    public void deadLetter(String feed, String reason) {
        counter(Meter.DEAD_LETTERS, feed, reason).increment();
    }

    /** The counter itself, for the hot path: looked up once, it costs no search a record. */
    public Counter counter(Meter meter, String... values) {
        return known(counters, meter, values);
    }

    /** The sum of a meter's counters, of those whose labels begin with these values. */
    public double total(Meter meter, String... values) {
        List<String> first = List.of(values);
        return counters.entrySet().stream()
                .filter(counter ->
                        counter.getKey().get(counter.getKey().size() - 1).equals(meter.id()))
                .filter(counter -> counter.getKey().subList(0, first.size()).equals(first))
                .mapToDouble(counter -> counter.getValue().count())
                .sum();
    }

    /** Tokens that wait; each task adds and takes away its own, all of them when it closes. */
    public LongAdder pendingTokens() {
        return known(levels, Meter.PENDING_TOKENS);
    }

    /** Tokens without a verdict for this reason; each task adds and takes away its own. */
    public LongAdder undeterminedTokens(String reason) {
        return known(levels, Meter.UNDETERMINED_TOKENS, reason);
    }

    /** Tokens in the ledger; each task adds and takes away its own, all of them when it closes. */
    public LongAdder ledgerTokens() {
        return known(levels, Meter.LEDGER_TOKENS);
    }

    /** Entries of the block list, of this kind. */
    public LongAdder blockEntries(String kind) {
        return known(levels, Meter.BLOCK_ENTRIES, kind);
    }

    /** A decision was read: accepted, or refused. */
    public void action(String action, String outcome) {
        counter(Meter.ACTIONS, action, outcome).increment();
    }

    /** How far coverage is behind. */
    public CoverageLag coverageLag() {
        return coverageLag;
    }

    /** How late an issuance record was; one that was ahead of the clock counts as not late. */
    public void issuanceDelay(Duration delay) {
        record(Meter.ISSUANCE_DELAY, delay);
    }

    /** How long after a token became decidable its alert was written. */
    public void detectionLatency(Duration latency) {
        record(Meter.DETECTION_LATENCY, latency);
    }

    /** How long a gateway waited for an answer. */
    public void decision(Duration wait) {
        record(Meter.DECISION, wait);
    }

    /** A planted token was found at this time. */
    public void canaryFound(Instant now) {
        LongAdder level = known(levels, Meter.CANARY_LAST_SUCCESS);
        level.add(now.getEpochSecond() - level.sum());
    }

    /** Whether the detector does its work now. */
    public void ready(boolean now) {
        LongAdder level = known(levels, Meter.READY);
        level.add((now ? 1 : 0) - level.sum());
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
        known(levels, Meter.STEP_INPUT, subtopology, step, topic).increment();
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

    private void record(Meter meter, Duration duration) {
        Timer timer = histograms.get(meter);
        if (timer != null) {
            timer.record(duration.isNegative() ? Duration.ZERO : duration);
        }
    }

    private static <T> T known(Map<List<String>, T> meters, Meter meter, String... values) {
        T known = meters.get(key(meter, List.of(values)));
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
        switch (meter.type()) {
            case COUNTER ->
                counters.put(
                        key(meter, values),
                        Counter.builder(meter.id())
                                .description(meter.sentence())
                                .tags(tags)
                                .register(registry));
            case GAUGE -> {
                LongAdder level = new LongAdder();
                levels.put(key(meter, values), level);
                Gauge.builder(
                                meter.id(),
                                () -> meter == Meter.COVERAGE_LAG ? coverageLag.seconds() : level.doubleValue())
                        .description(meter.sentence())
                        .tags(tags)
                        .register(registry);
            }
            case HISTOGRAM ->
                histograms.put(
                        meter,
                        Timer.builder(meter.id())
                                .description(meter.sentence())
                                .serviceLevelObjectives(meter.buckets().toArray(Duration[]::new))
                                .register(registry));
        }
    }

    private static List<String> key(Meter meter, List<String> values) {
        List<String> key = new ArrayList<>(values);
        key.add(meter.id());
        return key;
    }
}
