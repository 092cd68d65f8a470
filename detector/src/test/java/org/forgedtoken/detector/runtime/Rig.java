package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.forgedtoken.detector.demo.AlertWatch;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Site;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficFeed;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;

/** One detector's world on a broker that others share: its own topics, group and state folders. */
final class Rig implements AutoCloseable {
    static final int PARTITIONS = 3;

    /** Kafka Streams waits so long for each of the fifty topics that it makes at a first start: by default, five seconds. */
    static final String BACKOFF = "10";

    private final String servers;
    private final String name;
    private final Path folder;
    private final List<SeenAlert> seen = new ArrayList<>();
    private final Score score = new Score();
    private AlertWatch watch;
    /** Of whoever asks what was written, again and again until it is there: to begin anew costs more than to read. */
    private KafkaConsumer<byte[], byte[]> reader;

    private int issuancePartitions = PARTITIONS;

    Rig(EmbeddedBroker broker, String name, Path folder) {
        this(broker.bootstrapServers(), name, folder);
    }

    /** On a broker wherever it is. */
    Rig(String servers, String name, Path folder) {
        this.servers = servers;
        this.name = name;
        this.folder = folder;
        try (Cluster cluster = Cluster.at(Map.of("bootstrap.servers", servers))) {
            for (String kind : List.of("access", "issuance", "alerts")) {
                cluster.create(new NewTopic(topic(kind), Optional.of(PARTITIONS), Optional.empty()));
            }
        }
    }

    String topic(String kind) {
        return name + '-' + kind;
    }

    /** Its consumer group. */
    String group() {
        return name;
    }

    String internal(String topic) {
        return name + '-' + topic + "-repartition";
    }

    Path state(String instance) {
        return folder.resolve(instance);
    }

    /** What an instance is set to, as {@code --set} takes it. */
    Map<String, String> set(String instance) {
        Timing quick = Timing.quick();
        Map<String, String> set = new LinkedHashMap<>();
        set.put("ledger.grace", quick.grace().toMillis() + "ms");
        set.put("clock.skew", quick.skew().toMillis() + "ms");
        set.put("clock.max-ahead", "2s");
        set.put("revocation.grace", quick.revocationGrace().toMillis() + "ms");
        set.put("ledger.hole-wait", quick.holeWait().toMillis() + "ms");
        for (String kind : List.of(
                "access",
                "issuance",
                "keys",
                "accounts",
                "actions",
                "alerts",
                "incidents",
                "blocklist",
                "dead-letters")) {
            set.put("topic." + kind, topic(kind));
        }
        set.put("http.port", "0");
        set.put("kafka.application.id", name);
        set.put("kafka.bootstrap.servers", servers);
        set.put("kafka.state.dir", state(instance).toString());
        set.put("kafka.num.stream.threads", "1");
        set.put("kafka.retry.backoff.ms", BACKOFF);
        return set;
    }

    Map<String, String> set(String instance, Map<String, String> more) {
        Map<String, String> set = set(instance);
        set.putAll(more);
        return set;
    }

    /** Gives an input topic more partitions. */
    void grow(String kind, int to) {
        try (Cluster cluster = Cluster.at(Map.of("bootstrap.servers", servers))) {
            cluster.grow(topic(kind), to);
        }
        if (kind.equals("issuance")) {
            issuancePartitions = to;
        }
    }

    Settings settings(String instance) {
        return settings(instance, Map.of());
    }

    Settings settings(String instance, Map<String, String> more) {
        return Settings.read(new Sources(Optional.empty(), Map.of(), set(instance, more)));
    }

    KafkaDetector start(String instance) throws IOException, InterruptedException {
        return start(instance, Map.of());
    }

    /** @param more settings, over those of {@link #set} */
    KafkaDetector start(String instance, Map<String, String> more) throws IOException, InterruptedException {
        Sources sources = new Sources(Optional.empty(), Map.of(), set(instance, more));
        KafkaDetector detector = KafkaDetector.start(Settings.read(sources), "test");
        detector.awaitRunning();
        return detector;
    }

    /** Six minutes that are just over, with every kind of fault in them. */
    static Traffic past(long seed) {
        Duration length = Duration.ofMinutes(6);
        Duration after = Duration.ofSeconds(30);
        return new Traffic(new TrafficPlan(
                seed,
                Instant.now().minus(length).minusSeconds(30),
                length,
                20,
                2,
                Timing.quick(),
                new TrafficPlan.Attack(TrafficPlan.Attack.evenly(44), after, length.minus(after)),
                new TrafficPlan.Gap(Outage.NONE, Duration.ZERO, Duration.ZERO),
                Site.plain(),
                Campaign.none()));
    }

    TrafficFeed feed() {
        return new TrafficFeed(
                servers, Map.of(Feed.ACCESS, topic("access"), Feed.ISSUANCE, topic("issuance")), issuancePartitions);
    }

    /** Sends all of one feed, then all of the other. */
    List<GeneratedRecord> pour(Traffic traffic, Feed first) {
        List<GeneratedRecord> all = new ArrayList<>();
        traffic.forEachRemaining(all::add);
        try (TrafficFeed feed = feed()) {
            all.stream().filter(record -> record.feed() == first).forEach(feed::send);
            all.stream().filter(record -> record.feed() != first).forEach(feed::send);
        }
        return all;
    }

    Score watchAlerts() {
        watch = AlertWatch.start(servers, topic("alerts"), alert -> {
            synchronized (seen) {
                seen.add(alert);
            }
            score.saw(alert);
        });
        return score;
    }

    List<SeenAlert> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** All records of the topics whose names begin with this rig's, but for the inputs. */
    List<ConsumerRecord<byte[], byte[]>> everythingWritten() {
        return everythingIn(topic ->
                topic.startsWith(name + '-') && !topic.equals(topic("access")) && !topic.equals(topic("issuance")));
    }

    /** What stands in one of its topics in the end, by key. */
    Map<String, String> standing(String kind) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : everythingIn(topic(kind)::equals)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                last.remove(key);
            } else {
                last.put(key, new String(record.value(), StandardCharsets.UTF_8));
            }
        }
        return last;
    }

    /** All records of one of its topics, as text; a tombstone is left out. */
    List<String> written(String kind) {
        return everythingIn(topic(kind)::equals).stream()
                .filter(record -> record.value() != null)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** All records of one of its topics. */
    List<ConsumerRecord<byte[], byte[]>> records(String kind) {
        return everythingIn(topic(kind)::equals);
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> everythingIn(Predicate<String> topics) {
        if (reader == null) {
            reader = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            servers,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            "read_committed",
                            // whoever asks again waits for no longer than the fetch that found nothing more
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                            20),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }
        List<TopicPartition> partitions = reader.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(info -> topics.test(info.topic()))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        while (partitions.stream().anyMatch(at -> reader.position(at) < ends.get(at))) {
            reader.poll(Duration.ofMillis(200)).forEach(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
