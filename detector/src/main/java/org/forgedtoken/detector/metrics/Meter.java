package org.forgedtoken.detector.metrics;

import java.util.List;

/** Every meter, once. The names are public: dashboards and alert rules are built on them. */
public enum Meter {
    RECORDS("detector_records_total", Type.COUNTER, "Records read, by what became of them.", "feed", "outcome"),
    VERDICTS("detector_verdicts_total", Type.COUNTER, "Verdicts given on tokens.", "verdict"),
    ALERTS("detector_alerts_total", Type.COUNTER, "Alert records written.", "rule", "severity", "activity"),
    ALERTS_WITHDRAWN(
            "detector_alerts_withdrawn_total", Type.COUNTER, "Alerts that a late record showed to be wrong.", "rule"),
    INCIDENTS("detector_incidents_total", Type.COUNTER, "Incident records written.", "kind", "activity"),
    OPEN_INCIDENTS("detector_open_incidents", Type.GAUGE, "Incidents that stand open.", "kind"),
    INCIDENT_DEADLINE(
            "detector_incident_deadline_timestamp_seconds",
            Type.GAUGE,
            "When the earliest open incident must be reported, in seconds since 1970; 0 while none must.",
            "regime"),
    DEAD_LETTERS("detector_dead_letters_total", Type.COUNTER, "Records that could not be read.", "feed", "reason"),
    PENDING_TOKENS("detector_pending_tokens", Type.GAUGE, "Tokens that wait for the ledger to become complete."),
    UNDETERMINED_TOKENS("detector_undetermined_tokens", Type.GAUGE, "Tokens without a verdict, by why.", "reason"),
    LEDGER_TOKENS("detector_ledger_tokens", Type.GAUGE, "Issued tokens that the ledger holds."),
    COVERAGE_LAG(
            "detector_coverage_lag_seconds",
            Type.GAUGE,
            "How far the ledger's completeness is behind the wall clock; from the start while there is none."),
    ISSUANCE_DELAY("detector_issuance_delay_seconds", Type.HISTOGRAM, "How late issuance records are."),
    DETECTION_LATENCY(
            "detector_detection_latency_seconds",
            Type.HISTOGRAM,
            "From the moment at which a token became decidable to its alert."),
    DECISION("detector_decision_seconds", Type.HISTOGRAM, "How long gateways waited for an answer."),
    CANARY_LAST_SUCCESS(
            "detector_canary_last_success_timestamp_seconds",
            Type.GAUGE,
            "When the last planted token was found, in this instance; the largest of all instances counts.");

    /** How a meter counts. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** A level. */
        GAUGE,
        /** Durations in buckets. */
        HISTOGRAM
    }

    private final String id;
    private final Type type;
    private final String sentence;
    private final List<String> labels;

    Meter(String id, Type type, String sentence, String... labels) {
        this.id = id;
        this.type = type;
        this.sentence = sentence;
        this.labels = List.of(labels);
    }

    /** The name in Prometheus. */
    public String id() {
        return id;
    }

    /** How it counts. */
    public Type type() {
        return type;
    }

    /** What it says. */
    public String sentence() {
        return sentence;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels;
    }
}
