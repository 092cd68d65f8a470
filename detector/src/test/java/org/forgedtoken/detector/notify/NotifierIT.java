package org.forgedtoken.detector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.forgedtoken.detector.notify.Told.HOUR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.MeterLabels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real broker, and with a receiver that is slow, away, or refuses: each event is taken exactly once. */
@SuppressWarnings("try") // what tells does so until it is closed
class NotifierIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARTITIONS = 3;
    private static final Delivery.Pace QUICK = new Delivery.Pace(50, 200, 24 * HOUR, 60_000);

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    private final AtomicLong ahead = new AtomicLong();
    private final Meters meters = new Meters(MeterLabels.all(List.of()), Instant::now);
    private final TestReceiver receiver = new TestReceiver();
    private final List<String> expected = new ArrayList<>();
    private String world;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        broker.close();
    }

    @AfterEach
    void close() {
        receiver.close();
        meters.close();
    }

    @Test
    void eachEventComesOnceOverOutagesAndARestart() throws Exception {
        world("outage");
        Told old = new Told("old").verified(now());
        write(old);
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(new Told("k" + i));
        }
        try (Notifier notifier = begin()) {
            for (Told one : all) {
                expect(one, "opened");
            }
            awaitExpected();

            // slow
            CountDownLatch slow = new CountDownLatch(1);
            receiver.hold(slow);
            expect(all.get(0).verified(now()), "verified");
            expect(all.get(1).tokens(10), "tenfold");
            await().atMost(PATIENCE).until(receiver::isAsked);
            slow.countDown();
            awaitExpected();

            // away
            receiver.goAway();
            expect(all.get(2).verified(now()), "verified");
            expect(all.get(3).tokens(200), "tenfold");
            await().atMost(PATIENCE).until(() -> meters.total(Meter.NOTIFICATIONS, "retried") > 3);
        }
        expect(all.get(4).closed(StatusDetail.LATE_ISSUANCE), "closed");
        try (Notifier notifier = begin()) {
            double before = meters.total(Meter.NOTIFICATIONS, "retried");
            await().atMost(PATIENCE).until(() -> meters.total(Meter.NOTIFICATIONS, "retried") > before + 2);
            receiver.comeBack();
            awaitExpected();

            // troubled
            receiver.refuse(503, 500, 429, 408);
            expect(all.get(5).verified(now()), "verified");
            awaitExpected();

            // a deadline is near while it works, and another one is told of at the next start
            ahead.set(55 * HOUR);
            expected.add(old.uid() + " deadline-near");
            for (int i : new int[] {0, 2, 5}) {
                expected.add(all.get(i).uid() + " deadline-near");
            }
            awaitExpected();
        }
        Told late = new Told("late").verified(now());
        write(late);
        expected.add(late.uid() + " opened");
        try (Notifier notifier = begin()) {
            awaitExpected();
        }
        ahead.addAndGet(55 * HOUR);
        expected.add(late.uid() + " deadline-near");
        try (Notifier notifier = begin()) {
            awaitExpected();
            expect(all.get(0).closed(StatusDetail.ANALYST), "closed");
            awaitExpected();
        }
        assertThat(letters()).isEmpty();
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRefusedOrTooOldIsADeadLetterAndTheRestGoesOn() throws Exception {
        world("refused");
        try (Notifier notifier = begin()) {
            receiver.refuse(410);
            Told refused = new Told("refused");
            write(refused);
            await().atMost(PATIENCE).until(receiver::hasRefused);
            expect(new Told("next"), "opened");
            awaitExpected();
            ConsumerRecord<byte[], byte[]> letter = letters().get(0);
            assertThat(header(letter, "reason")).isEqualTo("refused");
            assertThat(header(letter, "feed")).isEqualTo("notify");
            assertThat(header(letter, "topic")).isEqualTo(world + "-incidents");
            assertThat(JSON.readTree(letter.value()).get("status").asInt()).isEqualTo(410);
            assertThat(JSON.readTree(letter.value()).get("incident").asText()).isEqualTo(refused.uid());

            receiver.goAway();
            write(new Told("unanswered"));
            await().atMost(PATIENCE).until(() -> meters.total(Meter.NOTIFICATIONS, "retried") > 1);
            assertThat(letters()).hasSize(1);
            ahead.set(25 * HOUR);
            await().atMost(PATIENCE).until(() -> letters().size() == 2);
            assertThat(header(letters().get(1), "reason")).isEqualTo("unanswered");
            assertThat(meters.total(Meter.DEAD_LETTERS, "notify")).isEqualTo(2);
            receiver.comeBack();
            expect(new Told("after"), "opened");
            awaitExpected();
        }
    }

    @Test
    void ofTwoInstancesOneTells() throws Exception {
        world("two");
        try (Notifier a = begin();
                Notifier b = begin()) {
            for (int i = 0; i < 10; i++) {
                expect(new Told("k" + i), "opened");
            }
            awaitExpected();
            a.close();
            for (int i = 10; i < 15; i++) {
                expect(new Told("k" + i), "opened");
            }
            awaitExpected();
        }
    }

    private void world(String name) {
        world = name;
        broker.create(PARTITIONS, world + "-incidents", world + "-dead-letters");
    }

    /** At work: its group has a place in each partition. */
    private Notifier begin() throws Exception {
        Map<String, String> set = Map.of(
                "topic.incidents",
                world + "-incidents",
                "topic.dead-letters",
                world + "-dead-letters",
                "notify.ops.url",
                receiver.url(),
                "notify.ops.rate",
                "1000");
        Settings settings = Settings.of(set);
        Notifier notifier = new Notifier(
                Receiver.of(settings).get(0),
                settings,
                client(),
                world + "-group",
                QUICK,
                () -> Instant.ofEpochMilli(now()),
                meters);
        notifier.start();
        try (Admin admin = Admin.create(client())) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listConsumerGroupOffsets(world + "-group")
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .size()
                            == PARTITIONS);
        }
        return notifier;
    }

    private long now() {
        return System.currentTimeMillis() + ahead.get();
    }

    private void expect(Told told, String event) throws Exception {
        write(told);
        expected.add(told.uid() + ' ' + event);
    }

    private void write(Told told) throws Exception {
        producer.send(new ProducerRecord<>(
                        world + "-incidents", told.uid().getBytes(StandardCharsets.UTF_8), told.record(now())))
                .get();
    }

    private void awaitExpected() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken()).containsExactlyInAnyOrderElementsOf(expected));
    }

    private List<String> taken() throws Exception {
        List<String> taken = new ArrayList<>();
        for (String body : receiver.accepted()) {
            JsonNode event = JSON.readTree(body);
            taken.add(event.get("subject").asText()
                    + ' '
                    + event.at("/data/event").asText());
        }
        return taken;
    }

    private List<String> ids() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String body : receiver.accepted()) {
            ids.add(JSON.readTree(body).get("id").asText());
        }
        return ids;
    }

    private List<ConsumerRecord<byte[], byte[]>> letters() {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                all.add(new TopicPartition(world + "-dead-letters", i));
            }
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        letters.sort((one, other) -> Long.compare(one.timestamp(), other.timestamp()));
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
