package org.forgedtoken.detector.metrics;

import static org.forgedtoken.detector.metrics.Meter.Type.COUNTER;
import static org.forgedtoken.detector.metrics.Meter.Type.GAUGE;
import static org.forgedtoken.detector.metrics.Meter.Type.HISTOGRAM;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Every meter, once. The names are public: dashboards and alert rules are built on them. */
public enum Meter {
    RECORDS(COUNTER, "detector_records_total{feed,outcome}", "records", "Records read, by what became of them."),
    VERDICTS(COUNTER, "detector_verdicts_total{verdict}", "accesses", "Verdicts given on tokens."),
    ALERTS(
            COUNTER,
            "detector_alerts_total{rule,severity,activity}",
            "alert records",
            "Alert records written; one that sets a create right is a correction."),
    ALERTS_WITHDRAWN(
            COUNTER,
            "detector_alerts_withdrawn_total{rule}",
            "alerts",
            "Alerts that a late record showed to be wrong."),
    INCIDENTS(COUNTER, "detector_incidents_total{kind,activity}", "incident records", "Incident records written."),
    OPEN_INCIDENTS(GAUGE, "detector_open_incidents{kind}", "incidents", "Incidents that stand open."),
    INCIDENT_DEADLINE(
            GAUGE,
            "detector_incident_deadline_timestamp_seconds{regime}",
            "seconds since 1970",
            "When the earliest open incident must be reported; 0 while none must."),
    DEAD_LETTERS(COUNTER, "detector_dead_letters_total{feed,reason}", "records", "Records that could not be read."),
    PENDING_TOKENS(GAUGE, "detector_pending_tokens", "tokens", "Tokens that wait for the ledger to become complete."),
    UNDETERMINED_TOKENS(
            GAUGE,
            "detector_undetermined_tokens{reason}",
            "tokens",
            "Tokens that wait; and for all other reasons, how often a token was given no verdict since the start."),
    BLOCK_ENTRIES(
            GAUGE,
            "detector_block_entries{kind}",
            "entries",
            "Entries of the block list, as each instance has all of them; the largest of all instances counts."),
    ACTIONS(
            COUNTER,
            "detector_actions_total{action,outcome}",
            "decisions",
            "Decisions of analysts read, by what was decided; of what is refused nobody can tell."),
    NOTIFICATIONS(
            COUNTER,
            "detector_notifications_total{outcome}",
            "messages",
            "Messages to the receivers of notifications: accepted, tried in vain and tried again, or given up."),
    LEDGER_TOKENS(GAUGE, "detector_ledger_tokens", "tokens", "Issued tokens that the ledger holds."),
    COVERAGE_LAG(
            GAUGE,
            "detector_coverage_lag_seconds",
            "seconds",
            "How far the ledger's completeness is behind the wall clock; from the start while there is none."),
    ISSUANCE_DELAY(HISTOGRAM, "detector_issuance_delay_seconds", "seconds", "How late issuance records are."),
    DETECTION_LATENCY(
            HISTOGRAM,
            "detector_detection_latency_seconds",
            "seconds",
            "From the moment at which a token became decidable to its alert; the goal is 0.5."),
    DECISION(
            HISTOGRAM,
            "detector_decision_seconds",
            "seconds",
            "How long gateways waited for an answer; the goal is 0.005."),
    CANARY_LAST_SUCCESS(
            GAUGE,
            "detector_canary_last_success_timestamp_seconds",
            "seconds since 1970",
            "When the last planted token was found, in this instance; the largest of all instances counts."),
    READY(
            GAUGE,
            "detector_ready",
            "0 or 1",
            "1 while the detector does its work; 0 while it starts, joins its group or restores its state."),
    /** Not "info": Prometheus keeps that ending for a kind of meter of its own, and strikes it off a gauge. */
    STEP_INPUT(
            GAUGE,
            "detector_step_input{subtopology,step,topic}",
            "always 1",
            "Which step takes the records of a topic, and in which sub-topology of Kafka Streams it does so.");

    /** How a meter counts. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** A level. */
        GAUGE,
        /** Durations in buckets. */
        HISTOGRAM
    }

    /**
     * A line of the catalogue.
     *
     * @param id the name in Prometheus
     * @param type how it counts, whatever the scrape calls it
     * @param unit what its number counts
     */
    public record Entry(String id, List<String> labels, Type type, String unit, String sentence) {
        public Entry {
            labels = List.copyOf(labels);
        }

        /** @param name {@code id{label,label}} */
        static Entry of(String name, Type type, String unit, String sentence) {
            String[] parts = name.split("[{},]", 0);
            return new Entry(parts[0], List.of(parts).subList(1, parts.length), type, unit, sentence);
        }
    }

    private final Entry entry;

    Meter(Type type, String name, String unit, String sentence) {
        this.entry = Entry.of(name, type, unit, sentence);
    }

    /** What it is, as its docs page lists it. */
    public Entry entry() {
        return entry;
    }

    /** The name in Prometheus. */
    public String id() {
        return entry.id();
    }

    public Type type() {
        return entry.type();
    }

    public String sentence() {
        return entry.sentence();
    }

    public List<String> labels() {
        return entry.labels();
    }

    /** The upper ends of a histogram's buckets, in order; empty for what is none. */
    public List<Duration> buckets() {
        return switch (this) {
            // from what a healthy feed needs up to what ledger.grace may be set to
            case ISSUANCE_DELAY ->
                millis(
                        10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000,
                        900_000, 3_600_000);
            // narrow around the half second that is the goal
            case DETECTION_LATENCY ->
                millis(10, 25, 50, 100, 200, 300, 400, 500, 600, 750, 1_000, 2_000, 5_000, 10_000, 60_000);
            // narrow around the 5 ms that are the goal, and up to more than an instance waits for another
            case DECISION -> millis(0.1, 0.25, 0.5, 1, 2, 2.5, 3, 4, 5, 6, 8, 10, 25, 50, 100);
            default -> List.of();
        };
    }

    private static List<Duration> millis(double... ends) {
        return Arrays.stream(ends)
                .mapToObj(end -> Duration.ofNanos(Math.round(end * 1e6)))
                .toList();
    }
}
