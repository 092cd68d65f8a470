package org.forgedtoken.detector.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Of the several hundred meters of Kafka Streams and its clients, those that the alert rules and dashboards are built on.
 * They are Kafka's: names and labels change with it, and a test holds them against a live scrape. All have the label
 * {@code kafka_version} as well.
 */
public final class KafkaMeters {
    /** Name, labels, type and unit of each; in the line below what it says. */
    private static final String CATALOGUE = """
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

    private KafkaMeters() {}

    /** All of them. */
    public static List<Meter.Entry> all() {
        List<Meter.Entry> all = new ArrayList<>();
        String[] lines = CATALOGUE.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            String[] head = lines[i].split(" ", 3);
            all.add(Meter.Entry.of(head[0], Meter.Type.valueOf(head[1]), head[2], lines[i + 1]));
        }
        return all;
    }
}
