package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/decision} of detectors on a real broker, with three partitions. */
@Order(1)
class DecisionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ALLOW = "{\"decision\":\"allow\",\"reason\":\"%s\"}\n";
    private static final String DENY = "{\"decision\":\"deny\",\"reason\":\"%s\"}\n";

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void refusesForgeriesAndNothingElse() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        String good = Feeds.token("good", "alice", past);
        String altered = Feeds.token("good", "mallory", past);
        String seen = Feeds.token("seen", "bob", past);
        try (Rig rig = new Rig(broker, "decide", folder);
                Feeds feeds = new Feeds(broker, rig);
                KafkaDetector detector = rig.start("a")) {
            feeds.issue(good, past);
            feeds.heartbeats(past.minusSeconds(60), Instant.now());

            // nobody has used it: absence alone
            awaitAnswer(detector, Feeds.token("unseen", "bob", past), 403, DENY.formatted("token-never-issued"));
            awaitAnswer(detector, good, 200, ALLOW.formatted("issued"));
            assertThat(ask(detector, altered)).satisfies(is(200, ALLOW.formatted("undetermined")));
            assertThat(ask(detector, Feeds.token("fresh", "bob", Instant.now())))
                    .satisfies(is(200, ALLOW.formatted("undetermined")));

            // used: now there are block entries, of the altered token by its digest
            feeds.use(good, past.plusSeconds(1));
            feeds.use(altered, past.plusSeconds(2));
            feeds.use(seen, past.plusSeconds(3));
            awaitAnswer(detector, altered, 403, DENY.formatted("token-altered"));
            awaitAnswer(detector, seen, 403, DENY.formatted("token-never-issued"));
            assertThat(ask(detector, good)).satisfies(is(200, ALLOW.formatted("issued")));
            assertThat(ask(detector, "x".repeat(20_000))).satisfies(is(403, DENY.formatted("token-unreadable")));
            assertThat(detector.metrics()).containsPattern("detector_decision_seconds_count [1-9]");
        }
    }

    @Test
    void whoeverIsAskedAnswersForTheOneThatKnows() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tokens.add(Feeds.token("t" + i, "alice", past));
        }
        try (Rig rig = new Rig(broker, "hop", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            KafkaDetector b;
            try (KafkaDetector a = rig.start("a")) {
                KafkaDetector other = rig.start("b");
                b = other;
                tokens.forEach(one -> feeds.issue(one, past));
                feeds.heartbeats(past.minusSeconds(60), Instant.now());
                for (String one : tokens) {
                    awaitAnswer(a, one, 200, ALLOW.formatted("issued"));
                    awaitAnswer(b, one, 200, ALLOW.formatted("issued"));
                }
                String forged = Feeds.token("forged", "alice", past);
                awaitAnswer(a, forged, 403, DENY.formatted("token-never-issued"));
                awaitAnswer(b, forged, 403, DENY.formatted("token-never-issued"));
                await().atMost(PATIENCE).until(() -> judged(a) > 0 && judged(other) > 0);
            }
            // the one that stays takes over
            try (KafkaDetector left = b) {
                for (String one : tokens) {
                    awaitAnswer(left, one, 200, ALLOW.formatted("issued"));
                }
            }
        }
    }

    /** Somebody else signs with the key: also after a restart, every token of it that the ledger lacks is refused. */
    @Test
    void aKeyOfAVerifiedIncidentIsRefusedButForItsIssuedTokens() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        String good = Feeds.token("good", "alice", past);
        try (Rig rig = new Rig(broker, "key", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            try (KafkaDetector detector = rig.start("a")) {
                feeds.issue(good, past);
                feeds.heartbeats(past.minusSeconds(60), Instant.now());
                feeds.useVerified(Feeds.token("forged", "bob", past), past.plusSeconds(3));

                awaitAnswer(
                        detector, Feeds.token("fresh", "bob", Instant.now()), 403, DENY.formatted("key-compromised"));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(rig.written("blocklist")).hasSize(1));
                awaitAnswer(detector, Feeds.token("good", "mallory", past), 403, DENY.formatted("key-compromised"));
            }
            try (KafkaDetector detector = KafkaDetector.start(settings(rig, Map.of("block.keys", "true")), "test")) {
                detector.awaitRunning();
                String fresh = Feeds.token("fresher", "bob", Instant.now());
                awaitAnswer(detector, fresh, 403, DENY.formatted("key-compromised"));

                feeds.useVerified(Feeds.token("again", "bob", past), past.plusSeconds(4));

                awaitAnswer(detector, fresh, 403, DENY.formatted("token-never-issued"));
                awaitAnswer(detector, good, 200, ALLOW.formatted("issued"));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(rig.written("blocklist"))
                                .anyMatch(entry -> entry.contains("\"key_id\":\"k1\"") && !entry.contains("token_id")));
            }
        }
    }

    /** Its block entry goes, and its absence is no longer held against it; against another token's it is. */
    @Test
    void whatAnAnalystFoundToBeNothingPasses() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        String odd = Feeds.token("odd", "bob", past);
        try (Rig rig = new Rig(broker, "cleared", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            broker.create(2, rig.topic("actions"));
            try (KafkaDetector detector = rig.start("a")) {
                feeds.heartbeats(past.minusSeconds(60), Instant.now());
                feeds.use(odd, past.plusSeconds(1));
                awaitAnswer(detector, odd, 403, DENY.formatted("token-never-issued"));
                await().atMost(PATIENCE).until(() -> !rig.written("blocklist").isEmpty());
                Matcher entry = Pattern.compile("\"alert_uid\":\"([0-9a-f]{32})\"")
                        .matcher(rig.written("blocklist").get(0));
                assertThat(entry.find()).isTrue();

                String resolved = "{\"action\":\"resolve\",\"reason\":\"false-positive\",\"by\":\"kim\"}";
                feeds.list("actions", entry.group(1), resolved);

                awaitAnswer(detector, odd, 200, ALLOW.formatted("false-positive"));
                awaitAnswer(detector, Feeds.token("unseen", "bob", past), 403, DENY.formatted("token-never-issued"));
            }
        }
    }

    /** An instance that is given as the owner and does not answer, and one that restores: both do not know. */
    @Test
    void whereNobodyKnowsTheSettingDecides() throws Exception {
        String token = Feeds.token("some", "alice", Instant.now());
        for (String fail : List.of("open", "closed")) {
            String expected = fail.equals("open") ? ALLOW : DENY;
            int status = fail.equals("open") ? 200 : 403;
            try (Rig rig = new Rig(broker, "fail-" + fail, folder)) {
                Settings settings = settings(rig, Map.of("decision.fail", fail, "decision.unreadable", fail));
                try (KafkaDetector starting = KafkaDetector.start(settings, "test")) {
                    assertThat(starting.isRunning()).isFalse();
                    assertThat(ask(starting, token)).satisfies(is(status, expected.formatted("state-unavailable")));
                    starting.awaitRunning();
                    awaitAnswer(starting, token, 200, ALLOW.formatted("undetermined"));
                    String unreadable = "Bearer " + "x".repeat(20_000);
                    assertThat(ask(starting.address(), "GET", "Authorization", unreadable))
                            .satisfies(is(status, expected.formatted("token-unreadable")));
                }
                Settings elsewhere =
                        settings(rig, Map.of("decision.fail", fail, "kafka.application.server", "127.0.0.1:1"));
                try (KafkaDetector lost = KafkaDetector.start(elsewhere, "test");
                        KafkaDetector other = KafkaDetector.start(
                                settings(
                                        rig,
                                        Map.of("kafka.state.dir", rig.state("b").toString(), "decision.fail", fail)),
                                "test")) {
                    lost.awaitRunning();
                    other.awaitRunning();
                    String far = awaitOneThat(other, expected.formatted("state-unavailable"));
                    assertThat(ask(other, far)).satisfies(is(status, expected.formatted("state-unavailable")));
                }
            }
        }
    }

    @Test
    void takesTheTokenAsGatewaysSendIt() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        String good = Feeds.token("good", "alice", past);
        String forged = Feeds.token("forged", "bob", past);
        try (Rig rig = new Rig(broker, "forms", folder);
                Feeds feeds = new Feeds(broker, rig)) {
            Settings guarded = settings(rig, Map.of("http.token", "hush-hush-hush-hush"));
            try (KafkaDetector detector = KafkaDetector.start(guarded, "test")) {
                URI at = detector.address();
                feeds.issue(good, past);
                feeds.heartbeats(past.minusSeconds(60), Instant.now());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(guarded(at, "Authorization", "Bearer " + forged))
                                .satisfies(is(403, DENY.formatted("token-never-issued"))));
                // another task may judge it, and not have come so far
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(guarded(at, "Authorization", "Bearer " + good))
                                .satisfies(is(200, ALLOW.formatted("issued"))));

                assertThat(ask(at, "GET", "Authorization", "Bearer " + good).statusCode())
                        .isEqualTo(401);
                assertThat(guarded(at)).satisfies(is(200, ALLOW.formatted("no-token")));
                for (String form : List.of("Bearer ", "bearer ", "Bearer    ", "")) {
                    assertThat(guarded(at, "Authorization", form + forged).statusCode())
                            .as(form)
                            .isEqualTo(403);
                    assertThat(guarded(at, "X-Original-Authorization", form + good))
                            .as(form)
                            .satisfies(is(200, ALLOW.formatted("issued")));
                }
                // whichever a client adds, the forged one counts
                assertThat(guarded(at, "Authorization", "Bearer " + good, "Authorization", "Bearer " + forged)
                                .statusCode())
                        .isEqualTo(403);
                assertThat(guarded(at, "Authorization", "Bearer " + forged, "X-Original-Authorization", good)
                                .statusCode())
                        .isEqualTo(403);
                // one that cannot be read, or of which nothing is known, beside an issued one
                assertThat(guarded(at, "Authorization", "Bearer " + good + ", Bearer " + "x".repeat(20_000)))
                        .satisfies(is(403, DENY.formatted("token-unreadable")));
                assertThat(guarded(at, "Authorization", "Bearer " + good + ", Bearer opaque"))
                        .satisfies(is(200, ALLOW.formatted("undetermined")));
                assertThat(guarded(at, "Authorization", "Bearer " + good + ", Bearer " + forged)
                                .statusCode())
                        .isEqualTo(403);
                // Envoy hangs the path of the request behind
                HttpRequest envoy = HttpRequest.newBuilder(at.resolve("/api/decision/a%20path/x?q=1"))
                        .method("PATCH", BodyPublishers.ofString("a body"))
                        .headers("X-Detector-Token", "hush-hush-hush-hush", "Authorization", "Bearer " + forged)
                        .build();
                assertThat(CLIENT.send(envoy, BodyHandlers.ofString()))
                        .satisfies(is(403, DENY.formatted("token-never-issued")));
            }
        }
    }

    // ---- asking ----

    private static void awaitAnswer(KafkaDetector detector, String token, int status, String body) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask(detector, token)).satisfies(is(status, body)));
    }

    /** A token that another instance judges. */
    private static String awaitOneThat(KafkaDetector detector, String body) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                String token = Feeds.token("far" + i, "alice", Instant.now());
                                if (ask(detector, token).body().equals(body)) {
                                    return Optional.of(token);
                                }
                            }
                            return Optional.<String>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static HttpResponse<String> ask(KafkaDetector detector, String token) throws Exception {
        return ask(detector.address(), "GET", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> guarded(URI at, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("X-Detector-Token", "hush-hush-hush-hush"));
        return ask(at, "GET", all.toArray(String[]::new));
    }

    private static HttpResponse<String> ask(URI at, String method, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at.resolve("/api/decision"))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static Consumer<HttpResponse<String>> is(int status, String body) {
        return answer -> {
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(body)
                    .contains(answer.headers().firstValue("X-Detector-Reason").orElseThrow());
        };
    }

    private static double judged(KafkaDetector detector) {
        return detector.metrics()
                .lines()
                .filter(line -> line.startsWith("detector_ledger_tokens"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Settings settings(Rig rig, Map<String, String> more) {
        return Settings.read(new Sources(Optional.empty(), Map.of(), rig.set("a", more)));
    }
}
