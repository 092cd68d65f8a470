package org.forgedtoken.detector.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every meter, once. The names are public: dashboards and alert rules are built on them. */
public enum Meter implements Catalogued {
    RECORDS(
            "detector_records_total",
            Type.COUNTER,
            "records",
            "Records read, by what became of them.",
            "feed",
            "outcome"),
    VERDICTS("detector_verdicts_total", Type.COUNTER, "accesses", "Verdicts given on tokens.", "verdict"),
    ALERTS(
            "detector_alerts_total",
            Type.COUNTER,
            "alert records",
            "Alert records written; one that sets a create right is a correction.",
            "rule",
            "severity",
            "activity"),
    ALERTS_WITHDRAWN(
            "detector_alerts_withdrawn_total",
            Type.COUNTER,
            "alerts",
            "Alerts that a late record showed to be wrong.",
            "rule"),
    INCIDENTS(
            "detector_incidents_total",
            Type.COUNTER,
            "incident records",
            "Incident records written.",
            "kind",
            "activity"),
    OPEN_INCIDENTS("detector_open_incidents", Type.GAUGE, "incidents", "Incidents that stand open.", "kind"),
    INCIDENT_DEADLINE(
            "detector_incident_deadline_timestamp_seconds",
            Type.GAUGE,
            "seconds since 1970",
            "When the earliest open incident must be reported; 0 while none must.",
            "regime"),
    DEAD_LETTERS(
            "detector_dead_letters_total",
            Type.COUNTER,
            "records",
            "Records that could not be read.",
            "feed",
            "reason"),
    PENDING_TOKENS(
            "detector_pending_tokens", Type.GAUGE, "tokens", "Tokens that wait for the ledger to become complete."),
    UNDETERMINED_TOKENS(
            "detector_undetermined_tokens",
            Type.GAUGE,
            "tokens",
            "Tokens that wait; and for all other reasons, how often a token was given no verdict since the start.",
            "reason"),
    BLOCK_ENTRIES(
            "detector_block_entries",
            Type.GAUGE,
            "entries",
            "Entries of the block list, as each instance has all of them; the largest of all instances counts.",
            "kind"),
    ACTIONS(
            "detector_actions_total",
            Type.COUNTER,
            "decisions",
            "Decisions of analysts read, by what was decided; of what is refused nobody can tell.",
            "action",
            "outcome"),
    LEDGER_TOKENS("detector_ledger_tokens", Type.GAUGE, "tokens", "Issued tokens that the ledger holds."),
    COVERAGE_LAG(
            "detector_coverage_lag_seconds",
            Type.GAUGE,
            "seconds",
            "How far the ledger's completeness is behind the wall clock; from the start while there is none."),
    ISSUANCE_DELAY("detector_issuance_delay_seconds", Type.HISTOGRAM, "seconds", "How late issuance records are.") {
        /** From what a healthy feed needs up to what {@code ledger.grace} may be set to. */
        @Override
        public List<Duration> buckets() {
            return millis(
                    10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 900_000,
                    3_600_000);
        }
    },
    DETECTION_LATENCY(
            "detector_detection_latency_seconds",
            Type.HISTOGRAM,
            "seconds",
            "From the moment at which a token became decidable to its alert; the goal is 0.5.") {
        /** Narrow around the half second that is the goal. */
        @Override
        public List<Duration> buckets() {
            return millis(10, 25, 50, 100, 200, 300, 400, 500, 600, 750, 1_000, 2_000, 5_000, 10_000, 60_000);
        }
    },
    DECISION(
            "detector_decision_seconds",
            Type.HISTOGRAM,
            "seconds",
            "How long gateways waited for an answer; the goal is 0.005.") {
        /** Narrow around the 5 ms that are the goal, and up to more than an instance waits for another. */
        @Override
        public List<Duration> buckets() {
            return Stream.concat(
                            Stream.of(100_000L, 250_000L, 500_000L, 2_500_000L).map(Duration::ofNanos),
                            millis(1, 2, 3, 4, 5, 6, 8, 10, 25, 50, 100).stream())
                    .sorted()
                    .toList();
        }
    },
    CANARY_LAST_SUCCESS(
            "detector_canary_last_success_timestamp_seconds",
            Type.GAUGE,
            "seconds since 1970",
            "When the last planted token was found, in this instance; the largest of all instances counts."),
    READY(
            "detector_ready",
            Type.GAUGE,
            "0 or 1",
            "1 while the detector does its work; 0 while it starts, joins its group or restores its state."),
    /** Not "info": Prometheus keeps that ending for a kind of meter of its own, and strikes it off a gauge. */
    STEP_INPUT(
            "detector_step_input",
            Type.GAUGE,
            "always 1",
            "Which step takes the records of a topic, and in which sub-topology of Kafka Streams it does so.",
            "subtopology",
            "step",
            "topic");

    /** How a meter counts. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** A level. */
        GAUGE,
        /** Durations in buckets. */
        HISTOGRAM
    }

    private final Entry entry;

    Meter(String id, Type type, String unit, String sentence, String... labels) {
        this.entry = new Entry(id, type, unit, sentence, List.of(labels));
    }

    @Override
    public Entry entry() {
        return entry;
    }

    /** The upper ends of a histogram's buckets, in order; empty for what is none. */
    public List<Duration> buckets() {
        return List.of();
    }

    private static List<Duration> millis(long... ends) {
        return Arrays.stream(ends).mapToObj(Duration::ofMillis).toList();
    }
}
