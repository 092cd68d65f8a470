package org.forgedtoken.detector.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.replay.input.Consumers;
import org.forgedtoken.detector.replay.input.Consumers.TopicLook;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.replay.input.TopicInput.Offsets;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Origin;
import org.forgedtoken.detector.topology.KeyedByToken;
import org.forgedtoken.detector.topology.WrongKey;

/**
 * Fills a sample from topics: the last records of each partition, lists whole, and then what comes for a while. It takes the
 * right to read and no other: there is no group, nothing is committed, and no topic is made.
 */
public final class TopicSample {
    private static final Duration POLL = Duration.ofMillis(200);
    /** For so long nothing may come of what was there at the start. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private static final Set<Feed> FEEDS = EnumSet.of(Feed.ACCESS, Feed.ISSUANCE, Feed.KEYS, Feed.ACCOUNTS);
    /** These need not exist, and are read whole. */
    private static final Set<Feed> LISTS = Set.of(Feed.KEYS, Feed.ACCOUNTS);

    private final Consumers consumers;
    private final Map<Feed, List<Offsets>> offsets = new EnumMap<>(Feed.class);
    private final Map<TopicPartition, Feed> feeds = new HashMap<>();
    /** The end of each partition at the start, where it is not reached yet. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private final Map<Feed, KeyedByToken> keyed = new EnumMap<>(Feed.class);
    private final Sample sample;

    /**
     * Looks at what there is.
     *
     * @param config of the consumers: how to reach the cluster, and how to read from it
     * @throws IOException where a topic is not there that must be, or cannot be read, saying so in a sentence
     */
    public TopicSample(Settings settings, Map<String, Object> config) throws IOException {
        this.consumers = new Consumers(config, "sample");
        try (TopicLook look = new TopicLook(consumers)) {
            for (Feed feed : FEEDS) {
                Setting<String> topic = Catalogue.topic(feed);
                String name = settings.get(topic);
                List<Offsets> partitions = look.at(name, Times.UNKNOWN);
                offsets.put(feed, partitions);
                if (LISTS.contains(feed)) {
                    continue;
                }
                if (partitions.isEmpty()) {
                    throw new IOException("The topic '" + name + "' (" + topic.key() + ") does not exist.");
                }
                int judging = settings.get(Catalogue.JUDGE_PARTITIONS).orElse(partitions.size());
                keyed.put(feed, new KeyedByToken(feed.label() + ".keyed", judging, settings.identity()));
            }
        }
        int issuance = offsets.getOrDefault(Feed.ISSUANCE, List.of()).size();
        this.sample = new Sample(settings, issuance, true);
    }

    /**
     * Reads it.
     *
     * @param length of what is followed, from now on
     * @param progress hears of the ms that have passed
     */
    public Sample read(Duration length, LongConsumer progress) throws IOException {
        try (Consumer<byte[], byte[]> consumer = consumers.open(IsolationLevel.READ_COMMITTED)) {
            begin(consumer, length);
            long start = System.nanoTime();
            long moved = start;
            while (!ends.isEmpty() || System.nanoTime() - start < length.toNanos()) {
                int came = poll(consumer);
                long now = System.nanoTime();
                moved = came > 0 || ends.isEmpty() ? now : moved;
                if (now - moved > PATIENCE_NANOS) {
                    throw consumers.silent(new IOException("nothing comes"));
                }
                progress.accept((now - start) / 1_000_000);
            }
        } catch (KafkaException e) {
            throw consumers.failed(e);
        }
        sample.end();
        return sample;
    }

    private void begin(Consumer<byte[], byte[]> consumer, Duration length) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        offsets.forEach((feed, partitions) -> {
            boolean isList = LISTS.contains(feed);
            // half of what may be read, so that there is room for what comes
            int last = isList ? Integer.MAX_VALUE : sample.feed(feed).most / 2 / partitions.size();
            for (Offsets some : partitions) {
                TopicPartition at = new TopicPartition(some.topic(), some.partition());
                feeds.put(at, feed);
                starts.put(at, Math.max(some.logStart(), some.next() - last));
                ends.put(at, some.next());
            }
            sample.feed(feed).from = "of " + partitions.size() + " partitions"
                    + (isList
                            ? ""
                            : " (the last " + last + " of each, and what came in " + Plain.length(length.toMillis())
                                    + ")");
        });
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
    }

    private int poll(Consumer<byte[], byte[]> consumer) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long now = System.currentTimeMillis();
            Map<Feed, RecordFormat> formats = sample.formats(now);
            records.forEach(record -> take(record, formats, now));
            for (TopicPartition at : consumer.assignment()) {
                boolean full = sample.feed(feedOf(at)).isFull();
                if (full) {
                    consumer.pause(List.of(at));
                }
                ends.computeIfPresent(at, (some, end) -> full || consumer.position(at) >= end ? null : end);
            }
            return records.count();
        } catch (OffsetOutOfRangeException e) {
            consumer.seekToBeginning(e.partitions()); // deleted meanwhile
            return 0;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Map<Feed, RecordFormat> formats, long now) {
        Feed feed = feedOf(new TopicPartition(record.topic(), record.partition()));
        FeedSample read = sample.feed(feed);
        RecordFormat format = formats.get(feed);
        if (read.isFull() || format == null) {
            return;
        }
        // Kafka's timestamp: what was there at the start came before now
        long arrived = record.timestamp() > 0 ? Math.min(now, record.timestamp()) : now;
        Origin origin = Origin.ofTopic(record.topic(), record.partition(), record.offset());
        RawRecord raw = RawRecord.ofTopic(record, 0);
        sample.take(feed, origin, format.read(raw, origin.text()), raw.isBackfilled(), arrived);
        KeyedByToken byToken = keyed.get(feed);
        if (byToken != null && sample.last != null && read.wrongKey == null) {
            try {
                read.keyedByToken += byToken.isJudgedHere(sample.last, record) ? 1 : 0;
            } catch (WrongKey wrong) {
                read.wrongKey = wrong.getMessage();
            }
        }
    }

    private Feed feedOf(TopicPartition at) {
        return Objects.requireNonNull(feeds.get(at));
    }
}
