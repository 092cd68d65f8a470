package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficFeed;
import org.forgedtoken.detector.runtime.Disturbed.Disturbance;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances that something happens to, and beside them one of another group that reads the same topics and that nothing
 * happens to: in the end they say the same (reference/verdicts.md), and nothing false. {@code detector/bin/verify soak} plays
 * many rounds; a round is named by its seed, and {@code -Dfaults.first=SEED -Dfaults.rounds=1} plays it again.
 */
@Order(1)
class FaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int FEED_MILLIS = 8_000;
    private static final int SLICE_MILLIS = 20;

    @TempDir
    Path folder;

    static IntStream rounds() {
        int first = Integer.getInteger("faults.first", 0);
        return IntStream.range(first, first + Integer.getInteger("faults.rounds", 2));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource
    void rounds(int seed) throws Exception {
        Disturbance disturbance = Disturbance.values()[seed % Disturbance.values().length];
        Random random = new Random(seed);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "hit", folder);
                Rig calm = new Rig(broker, "calm", folder);
                Instance one = new Instance(rig.set("one", quick()), folder.resolve("one.log"));
                Instance other = new Instance(rig.set("other", quick()), folder.resolve("other.log"));
                Instance undisturbed = new Instance(calm.set("calm", calmly(rig)), folder.resolve("calm.log"))) {
            Disturbed disturbed = new Disturbed(broker, rig, one, other, random);
            List<Instance> all = List.of(one, other, undisturbed);
            for (Instance each : all) {
                each.start();
            }
            await().atMost(PATIENCE).until(() -> one.runs() > 0 && other.runs() > 0 && undisturbed.runs() > 0);
            Score score = rig.watchAlerts();
            Traffic traffic = Rig.past(seed);
            int at = random.nextInt(FEED_MILLIS);
            play(rig, traffic, at, () -> disturbance.begin(disturbed));
            disturbance.end(disturbed);

            // Whole each time, since a look may be cut short.
            AtomicReference<List<String>> different = new AtomicReference<>(List.of("nobody has looked"));
            try {
                await().atMost(PATIENCE)
                        .during(disturbance.isLossless() ? Duration.ZERO : Duration.ofSeconds(10))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            for (Instance each : all) {
                                each.keepUp();
                            }
                            List<String> now = new ArrayList<>();
                            if (disturbance.isLossless()) {
                                now.addAll(differences(calm, rig));
                                missed(score, traffic).forEach(rule -> now.add("not all is said of " + rule));
                            } else if (!disturbed.isThrough()) {
                                now.add("not all is read");
                            }
                            different.set(now);
                            return now.isEmpty() && !alerts(rig).isEmpty();
                        });
            } finally {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: %s after %d ms, %d alerts, %d starts, different: %s%n",
                        seed,
                        disturbance,
                        at,
                        alerts(rig).size(),
                        one.starts() + other.starts(),
                        different.get().stream().limit(5).toList());
            }
            assertThat(undisturbed.starts() == 1 || disturbance.isFeltByAll()).isTrue();
            // the watch may still have to read that an alert was taken back
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ofTokens(score, traffic))
                            .allSatisfy((rule, each) -> assertThat(each.unexpected())
                                    .as("%s, seed %d", rule, seed)
                                    .isEmpty()));
            if (disturbance.isLossless()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(blocked(rig)).isEqualTo(blocked(calm)));
            }
            for (Instance each : all) {
                assertThat(each.log()).doesNotContain("eyJ");
            }
        }
    }

    /** The members of a group are missed soon, and partitions seen soon. */
    private static Map<String, String> quick() {
        return Map.of(
                "kafka.consumer.session.timeout.ms", "6000",
                "kafka.consumer.heartbeat.interval.ms", "1000",
                "kafka.consumer.metadata.max.age.ms", "2000");
    }

    /** What the others read, too. */
    private static Map<String, String> calmly(Rig rig) {
        Map<String, String> set = new TreeMap<>(quick());
        set.put("topic.access", rig.topic("access"));
        set.put("topic.issuance", rig.topic("issuance"));
        return set;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** All records in the order in which they arrive, in a few seconds; something happens on the way. */
    private static void play(Rig rig, Traffic traffic, int at, Step disturbance) throws Exception {
        List<GeneratedRecord> all = new ArrayList<>();
        traffic.forEachRemaining(all::add);
        Iterator<GeneratedRecord> next = all.iterator();
        int slice = all.size() * SLICE_MILLIS / FEED_MILLIS + 1;
        ScheduledExecutorService player = Executors.newScheduledThreadPool(2);
        try (TrafficFeed feed = rig.feed()) {
            ScheduledFuture<?> playing = player.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < slice && next.hasNext(); i++) {
                            feed.send(next.next());
                        }
                        if (!next.hasNext()) {
                            throw new IllegalStateException("all is sent");
                        }
                    },
                    0,
                    SLICE_MILLIS,
                    TimeUnit.MILLISECONDS);
            player.schedule(
                            () -> {
                                disturbance.run();
                                return null;
                            },
                            at,
                            TimeUnit.MILLISECONDS)
                    .get();
            await().atMost(PATIENCE).until(playing::isDone);
            assertThat(next.hasNext()).isFalse();
            feed.awaitSent();
        } finally {
            player.shutdownNow();
        }
    }

    /** What must be said of tokens, by rule. */
    private static Map<String, Score.OfRule> ofTokens(Score score, Traffic traffic) {
        Map<String, Score.OfRule> rules = new TreeMap<>(score.against(traffic.truth(), Long.MAX_VALUE));
        rules.keySet().removeIf(rule -> rule.startsWith("source-") || rule.startsWith("account-"));
        return rules;
    }

    private static List<String> missed(Score score, Traffic traffic) {
        return ofTokens(score, traffic).entrySet().stream()
                .filter(rule -> !rule.getValue().missed().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Who is blocked and why; since when and until when follows the uses that were told, of which not each is. */
    private static Map<String, JsonNode> blocked(Rig rig) throws Exception {
        Map<String, JsonNode> blocked = new TreeMap<>();
        for (Map.Entry<String, String> entry : rig.standing("blocklist").entrySet()) {
            ObjectNode value = (ObjectNode) JSON.readTree(entry.getValue());
            value.remove(List.of("since", "until"));
            blocked.put(entry.getKey(), value);
        }
        return blocked;
    }

    private static SortedMap<String, JsonNode> alerts(Rig rig) throws Exception {
        return ComparedAlerts.of(rig.written("alerts"));
    }

    /** What WATCH says of accounts may lose what the last snapshot did not have. */
    private static List<String> differences(Rig calm, Rig hit) throws Exception {
        return ComparedAlerts.differences("calm", alerts(calm), "hit", alerts(hit)).stream()
                .filter(difference -> !difference.startsWith("account-"))
                .toList();
    }
}
