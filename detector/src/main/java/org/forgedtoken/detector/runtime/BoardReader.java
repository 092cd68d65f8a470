package org.forgedtoken.detector.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.forgedtoken.detector.evidence.Follower;
import org.forgedtoken.detector.ocsf.CloudEvents;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.AlertStreams;
import org.forgedtoken.detector.web.board.Board;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alert and incident topics for the dashboard, on a thread of its own and without a group: every instance shows
 * all. It begins near the end of the alerts, and at the beginning of the incidents, which are compacted. What Kafka refuses
 * is told once and tried again; a record that is none of ours is counted.
 */
final class BoardReader extends Follower {
    private static final Logger LOG = LoggerFactory.getLogger(BoardReader.class);

    /** So many records before the end of the alerts may tell of all that the page can hold. */
    private static final long READ_BACK = 10L * Board.MOST_ALERTS;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** How often it looks for partitions that are new. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(30);

    private static final String LARGEST_FETCH = Integer.toString(8 * 1024 * 1024);

    private final String alerts;
    private final String incidents;
    private final Board board;
    private final AlertStreams streams;
    /** Where each partition goes on, also with another consumer. */
    private final Map<TopicPartition, Long> next = new HashMap<>();
    /** Where what is new begins: what was there at the start is not told as news. */
    private final Map<TopicPartition, Long> news = new HashMap<>();

    /** @param client how to reach the cluster */
    BoardReader(Settings settings, Map<String, Object> client, Board board, AlertStreams streams) {
        super("Reads for the dashboard", "board", withLargeFetches(client), null);
        this.alerts = settings.get(Catalogue.TOPIC_ALERTS);
        this.incidents = settings.get(Catalogue.TOPIC_INCIDENTS);
        this.board = board;
        this.streams = streams;
    }

    private static Map<String, Object> withLargeFetches(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000");
        return config;
    }

    @Override
    protected void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        long looked = System.nanoTime() - LOOK;
        boolean loading = true;
        while (!isClosed()) {
            if (System.nanoTime() - looked >= LOOK || consumer.assignment().isEmpty()) {
                assign(consumer);
                looked = System.nanoTime();
            }
            if (consumer.assignment().isEmpty()) {
                TimeUnit.SECONDS.sleep(2);
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            for (TopicPartition partition : consumer.assignment()) {
                next.put(partition, consumer.position(partition, ANSWER));
            }
            if (loading && isLoaded()) {
                board.loaded();
                loading = false;
            }
        }
    }

    /** Takes on the partitions that it does not read yet; topics may come later, and may grow. */
    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        List<TopicPartition> added = new ArrayList<>();
        for (String topic : List.of(alerts, incidents)) {
            for (PartitionInfo info : consumer.partitionsFor(topic, ANSWER)) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                if (all.add(partition)) {
                    added.add(partition);
                }
            }
        }
        if (added.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(added, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added, ANSWER);
        long each = READ_BACK
                / Math.max(1, all.stream().filter(p -> p.topic().equals(alerts)).count());
        consumer.assign(all);
        for (TopicPartition partition : added) {
            long start = starts.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, start);
            long from = partition.topic().equals(alerts) ? Math.max(start, end - each) : start;
            news.putIfAbsent(partition, end);
            consumer.seek(partition, next.getOrDefault(partition, from));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        boolean isNews =
                record.offset() >= news.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
        byte[] value = record.value();
        try {
            if (record.topic().equals(alerts)) {
                // the topic has the changes of incidents, too, which come from their own
                if (!isIncident(record) && board.alert(value) && value != null && isNews) {
                    streams.alert(value);
                }
            } else if (value == null) {
                board.incidentGone(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
            } else if (board.incident(value) && isNews) {
                streams.incident(value);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "A record of {} cannot be shown: partition {}, offset {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private static boolean isIncident(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8).startsWith(CloudEvents.INCIDENT_TYPE);
    }

    private boolean isLoaded() {
        return news.entrySet().stream().allMatch(entry -> next.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }
}
