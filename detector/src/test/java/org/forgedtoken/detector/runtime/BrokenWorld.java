package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A detector in a process of its own, in a world in which something is going to break. */
final class BrokenWorld implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MOST_STARTS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Gives up after seconds, not minutes, what the broker does not take. */
    private static final Map<String, String> HASTE = Map.of(
            "kafka.producer.request.timeout.ms", "4000",
            "kafka.producer.delivery.timeout.ms", "8000",
            "kafka.producer.max.block.ms", "8000",
            "kafka.consumer.session.timeout.ms", "6000",
            "kafka.consumer.heartbeat.interval.ms", "1000",
            "kafka.consumer.metadata.max.age.ms", "2000");

    final Rig rig;
    private final Map<String, String> more;
    private final String servers;
    private final Path folder;
    private final Feeds feeds;
    private final Instant begin = Instant.now().minus(Duration.ofMinutes(9));
    private Instance detector;

    /** @param servers where the broker is, which stays its owner's */
    BrokenWorld(String servers, Path folder) {
        this(servers, "broken", folder, HASTE);
    }

    /**
     * @param name of its topics and its group
     * @param more settings of the detector
     */
    BrokenWorld(String servers, String name, Path folder, Map<String, String> more) {
        this.more = more;
        this.servers = servers;
        this.folder = folder;
        this.rig = new Rig(servers, name, folder);
        this.feeds = new Feeds(servers, rig);
        this.detector = instance(rig.state("one"));
    }

    private Instance instance(Path state) {
        Map<String, String> set = new TreeMap<>(rig.set("one"));
        set.put("kafka.state.dir", state.toString());
        set.putAll(more);
        return new Instance(set, folder.resolve(state.getFileName() + ".log"));
    }

    /** From now on the detector has another state folder. */
    void moveState(Path state) {
        detector.close();
        detector = instance(state);
    }

    Instance detector() {
        return detector;
    }

    /** Starts it, and waits until it does its work. */
    void run() throws Exception {
        long before = detector.runs();
        detector.start();
        await().atMost(PATIENCE).until(() -> detector.runs() > before);
        await().atMost(PATIENCE).until(() -> health("ready") == 200);
        assertThat(health("live")).isEqualTo(200);
    }

    int health(String what) throws IOException, InterruptedException {
        return get("health/" + what).statusCode();
    }

    /** What it answers under a path. */
    String says(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(detector.address().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** An honest token and a forged one of this name are used; then the ledger is complete. */
    void use(String name) {
        Instant covered = begin.plus(Duration.ofMinutes(5));
        String honest = Feeds.token("honest-" + name, "a", covered);
        feeds.use(honest, covered);
        feeds.use(Feeds.token(name, "b", covered), covered);
        feeds.issue(honest, covered);
        feeds.heartbeats(begin, Instant.now());
    }

    /** These, and no others, are said never to have been issued. */
    void finds(String... forged) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(neverIssued()).containsExactlyInAnyOrder(forged));
    }

    /** What stands: an honest token may be read before its issuance, where that time was covered already. */
    private SortedSet<String> neverIssued() throws IOException {
        SortedSet<String> tokens = new TreeSet<>();
        for (String text : rig.written("alerts")) {
            JsonNode alert = JSON.readTree(text);
            String token = alert.at("/evidences/0/data/token_id").asText();
            if (!alert.at("/finding_info/analytic/uid").asText().equals("token-never-issued")) {
                continue;
            }
            if (alert.path("activity_id").asInt() == 3) {
                tokens.remove(token);
            } else {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** It has said what is wrong, in its last sentence, and has ended; without a token in all that it said. */
    void ends(String... said) throws Exception {
        assertThat(detector.ended(PATIENCE)).isEqualTo(1);
        assertThat(lastSentence()).contains(said);
        assertThat(detector.log()).doesNotContain("eyJ");
    }

    /**
     * The same, in one of several starts: of tasks that fail while they restore, Kafka Streams may pass on the failure of one
     * that failed in the wake of another.
     */
    void endsAtLast(String... said) throws Exception {
        for (int starts = 1; starts < MOST_STARTS && !endsWith(said); starts++) {
            detector.start();
        }
        ends(said);
    }

    private boolean endsWith(String... said) throws Exception {
        assertThat(detector.ended(PATIENCE)).isEqualTo(1);
        return Stream.of(said).allMatch(lastSentence()::contains);
    }

    private String lastSentence() throws IOException {
        String log = detector.log();
        return log.substring(Math.max(0, log.lastIndexOf("detector: ")));
    }

    /** Something that is done with an administrator's rights. */
    interface Administration {
        void with(Admin admin) throws Exception;
    }

    void administer(Administration what) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) servers))) {
            what.with(admin);
        }
    }

    /** Somebody who may write anywhere. */
    KafkaProducer<byte[], byte[]> stranger() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        detector.close();
        feeds.close();
        rig.close();
    }
}
