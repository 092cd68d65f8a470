package org.forgedtoken.detector.metrics;

import java.util.List;

/**
 * Of the several hundred meters of Kafka Streams and its clients, those that the alert rules and dashboards are built on.
 * They are Kafka's: names and labels change with it, and a test holds them against a live scrape.
 */
public enum KafkaMeter implements Catalogued {
    RECORDS_LAG(
            "kafka_consumer_fetch_manager_records_lag",
            Meter.Type.GAUGE,
            "records",
            "Records that lie before a consumer in a partition.",
            "client_id",
            "topic",
            "partition"),
    RECORDS_FETCHED(
            "kafka_consumer_fetch_manager_records_consumed_total",
            Meter.Type.COUNTER,
            "records",
            "Records that a consumer handed on.",
            "client_id",
            "topic"),
    REBALANCES(
            "kafka_consumer_coordinator_rebalance_total",
            Meter.Type.COUNTER,
            "rebalances",
            "How often the group was shared out anew.",
            "client_id"),
    RECORDS_REFUSED(
            "kafka_producer_topic_record_error_total",
            Meter.Type.COUNTER,
            "records",
            "Records that the brokers refused; there for a topic once one was sent to it.",
            "client_id",
            "topic"),
    RECORDS_CONSUMED(
            "kafka_stream_topic_records_consumed_total",
            Meter.Type.COUNTER,
            "records",
            "Records that a task took from a topic; a batch of a feed's records is one.",
            "thread_id",
            "task_id",
            "processor_node_id",
            "topic"),
    THREADS_FAILED(
            "kafka_stream_failed_stream_threads_total",
            Meter.Type.COUNTER,
            "threads",
            "Stream threads that failed; the detector stops at the first.",
            "client_id"),
    PROCESS_RATIO(
            "kafka_stream_thread_process_ratio",
            Meter.Type.GAUGE,
            "0 to 1",
            "The part of a thread's time that goes into records.",
            "thread_id"),
    PUNCTUATE_RATIO(
            "kafka_stream_thread_punctuate_ratio",
            Meter.Type.GAUGE,
            "0 to 1",
            "The part that goes into what the wall clock wakes.",
            "thread_id"),
    COMMIT_RATIO(
            "kafka_stream_thread_commit_ratio",
            Meter.Type.GAUGE,
            "0 to 1",
            "The part that goes into commits.",
            "thread_id"),
    POLL_RATIO(
            "kafka_stream_thread_poll_ratio",
            Meter.Type.GAUGE,
            "0 to 1",
            "The part in which a thread asks for records: one that never does is full.",
            "thread_id"),
    RECORD_AGE(
            "kafka_stream_processor_node_record_e2e_latency_avg",
            Meter.Type.GAUGE,
            "ms",
            "How old records are when a node of the topology has them, on the average of a minute.",
            "thread_id",
            "task_id",
            "processor_node_id"),
    DROPPED(
            "kafka_stream_task_dropped_records_total",
            Meter.Type.COUNTER,
            "records",
            "Records that Kafka Streams left out itself; none should be.",
            "thread_id",
            "task_id"),
    RESTORE_REMAINING(
            "kafka_stream_task_restore_remaining_records_total",
            Meter.Type.GAUGE,
            "records",
            "Records of changelogs that a task has yet to read back; Kafka calls it a counter, and it falls.",
            "thread_id",
            "task_id"),
    RESTORE_RATE(
            "kafka_stream_state_updater_restore_records_rate",
            Meter.Type.GAUGE,
            "records a second",
            "Records of changelogs that are read back.",
            "thread_id"),
    RESTORING_TASKS(
            "kafka_stream_state_updater_active_restoring_tasks",
            Meter.Type.GAUGE,
            "tasks",
            "Tasks that wait for their state.",
            "thread_id"),
    STANDBY_TASKS(
            "kafka_stream_state_updater_standby_updating_tasks",
            Meter.Type.GAUGE,
            "tasks",
            "Copies of tasks that are kept up for another instance.",
            "thread_id"),
    STATE_ON_DISK(
            "kafka_stream_state_total_sst_files_size",
            Meter.Type.GAUGE,
            "bytes",
            "Files of a store on disk.",
            "thread_id",
            "task_id",
            "rocksdb_state_id"),
    STATE_IN_TABLES(
            "kafka_stream_state_size_all_mem_tables",
            Meter.Type.GAUGE,
            "bytes",
            "What of a store is not yet in a file.",
            "thread_id",
            "task_id",
            "rocksdb_state_id"),
    STATE_IN_CACHE(
            "kafka_stream_state_block_cache_usage",
            Meter.Type.GAUGE,
            "bytes",
            "What of a store's files is in memory.",
            "thread_id",
            "task_id",
            "rocksdb_state_id");

    private final Entry entry;

    KafkaMeter(String id, Meter.Type type, String unit, String sentence, String... labels) {
        this.entry = new Entry(id, type, unit, sentence, List.of(labels));
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
