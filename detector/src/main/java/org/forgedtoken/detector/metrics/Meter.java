package org.forgedtoken.detector.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Every meter, once. The names are public: dashboards and alert rules are built on them. */
public enum Meter {
    RECORDS("detector_records_total{feed,outcome} COUNTER records", "Records read, by what became of them."),
    VERDICTS("detector_verdicts_total{verdict} COUNTER accesses", "Verdicts given on tokens."),
    ORDINARY_ACCESSES(
            "detector_ordinary_accesses_total COUNTER accesses",
            "Of the issued ones, those that were proved ordinary at once, which costs least."),
    ORDINARY_DIFFERENCES(
            "detector_ordinary_differences_total COUNTER accesses",
            "Of one in a thousand of these, judged by the ordinary steps as well: those of which they say otherwise; a"
                    + " fault."),
    ALERTS(
            "detector_alerts_total{rule,severity,activity} COUNTER alert records",
            "Alert records written; one that sets a create right is a correction."),
    ALERTS_WITHDRAWN(
            "detector_alerts_withdrawn_total{rule} COUNTER alerts", "Alerts that a late record showed to be wrong."),
    INCIDENTS("detector_incidents_total{kind,activity} COUNTER incident records", "Incident records written."),
    OPEN_INCIDENTS("detector_open_incidents{kind} GAUGE incidents", "Incidents that stand open."),
    INCIDENT_DEADLINE(
            "detector_incident_deadline_timestamp_seconds{regime} GAUGE seconds since 1970",
            "When the earliest open incident must be reported; 0 while none must."),
    DEAD_LETTERS("detector_dead_letters_total{feed,reason} COUNTER records", "Records that could not be read."),
    PENDING_TOKENS("detector_pending_tokens GAUGE tokens", "Tokens that wait for the ledger to become complete."),
    UNDETERMINED_TOKENS(
            "detector_undetermined_tokens{reason} GAUGE tokens",
            "Tokens that wait; and for all other reasons, how often a token was given no verdict since the start."),
    BLOCK_ENTRIES(
            "detector_block_entries{kind} GAUGE entries",
            "Entries of the block list, as each instance has all of them; the largest of all instances counts."),
    ACTIONS(
            "detector_actions_total{action,outcome} COUNTER decisions",
            "Decisions of analysts read, by what was decided; of what is refused nobody can tell."),
    NOTIFICATIONS(
            "detector_notifications_total{outcome} COUNTER messages",
            "Messages to the receivers of notifications: accepted, tried in vain and tried again, or given up."),
    LEDGER_TOKENS("detector_ledger_tokens GAUGE tokens", "Issued tokens that the ledger holds."),
    COVERAGE_LAG(
            "detector_coverage_lag_seconds GAUGE seconds",
            "How far the ledger's completeness is behind the wall clock; from the start while there is none."),
    ISSUANCE_DELAY("detector_issuance_delay_seconds HISTOGRAM seconds", "How late issuance records are."),
    DETECTION_LATENCY(
            "detector_detection_latency_seconds HISTOGRAM seconds",
            "From the moment at which a token became decidable to its alert; the goal is 0.5."),
    DECISION(
            "detector_decision_seconds HISTOGRAM seconds",
            "How long gateways waited for an answer; the goal is 0.005."),
    CANARY_LAST_SUCCESS(
            "detector_canary_last_success_timestamp_seconds GAUGE seconds since 1970",
            "When the last planted token was found, in this instance; the largest of all instances counts."),
    READY(
            "detector_ready GAUGE 0 or 1",
            "1 while the detector does its work; 0 while it starts, joins its group or restores its state."),
    /** Not "info": Prometheus keeps that ending for a kind of meter of its own, and strikes it off a gauge. */
    STEP_INPUT(
            "detector_step_input{subtopology,step,topic} GAUGE always 1",
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

        /** @param head {@code id{label,label} TYPE unit} */
        static Entry of(String head, String sentence) {
            String[] words = head.split(" ", 3);
            String[] names = words[0].split("[{},]", 0);
            List<String> labels = List.of(names).subList(1, names.length);
            return new Entry(names[0], labels, Type.valueOf(words[1]), words[2], sentence);
        }
    }

    /**
     * Of the several hundred meters of Kafka Streams and its clients, those that the alert rules and dashboards are built
     * on. They are Kafka's: names and labels change with it, and a test holds them against a live scrape. All have the
     * label {@code kafka_version} as well. Name, labels, type and unit of each; in the line below what it says.
     */
    private static final String OF_KAFKA = """
        kafka_consumer_fetch_manager_records_lag{client_id,topic,partition} GAUGE records
        Records that lie before a consumer in a partition.
        kafka_consumer_fetch_manager_records_consumed_total{client_id,topic} COUNTER records
        Records that a consumer handed on.
        kafka_consumer_coordinator_rebalance_total{client_id} COUNTER rebalances
        How often the group was shared out anew.
        kafka_producer_topic_record_error_total{client_id,topic} COUNTER records
        Records that the brokers refused; there for a topic once one was sent to it.
        kafka_stream_topic_records_consumed_total{thread_id,task_id,processor_node_id,topic} COUNTER records
        Records that a task took from a topic; a batch of a feed's records is one.
        kafka_stream_failed_stream_threads_total{client_id} COUNTER threads
        Stream threads that failed; the detector stops at the first.
        kafka_stream_thread_process_ratio{thread_id} GAUGE 0 to 1
        The part of a thread's time that goes into records.
        kafka_stream_thread_punctuate_ratio{thread_id} GAUGE 0 to 1
        The part that goes into what the wall clock wakes.
        kafka_stream_thread_commit_ratio{thread_id} GAUGE 0 to 1
        The part that goes into commits.
        kafka_stream_thread_poll_ratio{thread_id} GAUGE 0 to 1
        The part in which a thread asks for records: one that never does is full.
        kafka_stream_processor_node_record_e2e_latency_avg{thread_id,task_id,processor_node_id} GAUGE ms
        How old records are when a node of the topology has them, on the average of a minute.
        kafka_stream_task_dropped_records_total{thread_id,task_id} COUNTER records
        Records that Kafka Streams left out itself; none should be.
        kafka_stream_task_restore_remaining_records_total{thread_id,task_id} GAUGE records
        Records of changelogs that a task has yet to read back; Kafka calls it a counter, and it falls.
        kafka_stream_state_updater_restore_records_rate{thread_id} GAUGE records a second
        Records of changelogs that are read back.
        kafka_stream_state_updater_active_restoring_tasks{thread_id} GAUGE tasks
        Tasks that wait for their state.
        kafka_stream_state_updater_standby_updating_tasks{thread_id} GAUGE tasks
        Copies of tasks that are kept up for another instance.
        kafka_stream_state_total_sst_files_size{thread_id,task_id,rocksdb_state_id} GAUGE bytes
        Files of a store on disk.
        kafka_stream_state_size_all_mem_tables{thread_id,task_id,rocksdb_state_id} GAUGE bytes
        What of a store is not yet in a file.
        kafka_stream_state_block_cache_usage{thread_id,task_id,rocksdb_state_id} GAUGE bytes
        What of a store's files is in memory.
        """;

    private final Entry entry;

    Meter(String head, String sentence) {
        this.entry = Entry.of(head, sentence);
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

    /** The meters of Kafka that are built on. */
    public static List<Entry> ofKafka() {
        String[] lines = OF_KAFKA.split("\n", -1);
        return IntStream.range(0, lines.length / 2)
                .mapToObj(i -> Entry.of(lines[2 * i], lines[2 * i + 1]))
                .toList();
    }
}
