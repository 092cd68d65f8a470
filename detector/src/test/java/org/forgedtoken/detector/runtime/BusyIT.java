package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.ActionsPage;
import org.forgedtoken.detector.web.AlertStreams;
import org.forgedtoken.detector.web.CoveragePage;
import org.forgedtoken.detector.web.Dashboard;
import org.forgedtoken.detector.web.WebServer;
import org.forgedtoken.detector.web.board.Board;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** As many alerts behind the page as it holds, and 200 more a second, from the topic. */
@Tag("system")
@Isolated("it measures how quick the page is")
class BusyIT {
    private static final int HELD = Board.MOST_ALERTS;
    /** Partitions are not equally long, and of each one an equal part is read. */
    private static final int UNEVEN = 5_000;

    /** Of which there is one, that stays held for as long as it is watched. */
    private static final String ONE = "account-" + (HELD + UNEVEN - 1_000);

    private static final int A_SECOND = 200;
    /** How long it is watched; longer by {@code -Dbusy.seconds=60}. */
    private static final long SECONDS = Long.getLong("busy.seconds", 8);

    /** How often, until it is quick. */
    private static final long WATCHES = 3;

    /** A task that people feel. */
    private static final int LONG_MS = 200;

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Rig rig;
    private KafkaProducer<byte[], byte[]> producer;
    private WebServer web;
    private AlertStreams streams;
    private BoardReader reader;
    private Chromium browser;
    private final AtomicInteger written = new AtomicInteger();
    private volatile Future<RecordMetadata> last;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        rig = new Rig(broker, "busy", folder);
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(), "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        while (written.get() < HELD + UNEVEN) {
            write();
        }
        producer.flush();
        Settings settings = rig.settings("a");
        Board board = new Board();
        streams = new AlertStreams(() -> new JsonObject()
                .put("time", System.currentTimeMillis())
                .put("accesses", A_SECOND)
                .put("verdicts", Map.of("NEVER_ISSUED", 200.0))
                .put("pending", 0)
                .put("dead_letters", 0)
                .put("coverage_lag_s", 1)
                .put("ready", true)
                .put("unjudged", 0)
                .put("instance", "busy"));
        web = WebServer.bind(settings);
        web.serve(Dashboard.pages(web, board, streams, () -> new CoveragePage.Known("not asked here"), refused()));
        Map<String, Object> client = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
        reader = new BoardReader(settings, client, board, streams);
        reader.start();
        browser = Chromium.start();
        await().atMost(Duration.ofMinutes(2)).until(() -> !board.counts().loading());
        assertThat(board.counts().held()).isGreaterThan(HELD - Rig.PARTITIONS);
    }

    private void write() {
        int number = written.getAndIncrement();
        last = producer.send(new ProducerRecord<>(
                rig.topic("alerts"),
                ("alert-" + number).getBytes(StandardCharsets.UTF_8),
                alert(System.currentTimeMillis(), number).getBytes(StandardCharsets.UTF_8)));
    }

    private static String alert(long time, int number) {
        return String.format("""
            {"category_uid":2,"class_uid":2004,"type_uid":200401,"activity_id":1,"severity_id":5,"severity":"Critical",\
            "time":%1$d,"start_time":%1$d,"end_time":%1$d,"count":1,"message":"Token used but never issued: issuer \\"https://login.example\\", \
            key \\"k1\\", account \\"account-%2$d\\", source \\"203.0.113.%3$d\\", 1 access so far.","metadata":{"version":"1.8.0",\
            "product":{"name":"Forged Token Detector","vendor_name":"forgedtoken.org","version":"test"},"uid":"m-%2$d","correlation_uid":"one"},\
            "finding_info":{"uid":"alert-%2$d","title":"Token used but never issued","first_seen_time":%1$d,"last_seen_time":%1$d,\
            "analytic":{"uid":"token-never-issued","name":"Token used but never issued","type_id":1}},\
            "evidences":[{"src_endpoint":{"ip":"203.0.113.%3$d"},"http_request":{"http_method":"GET","url":{"path":"/members/%2$d/profile"},\
            "user_agent":"curl/8.5"},"user":{"uid":"account-%2$d"},"data":{"entity":"https%%3A//login.example|t-%2$d","issuer":"https://login.example",\
            "token_id":"t-%2$d","key_id":"k1","verdict":"NEVER_ISSUED","verified":true,"record":"access-log-0-%2$d"}}],"is_alert":true,"status_id":1}\
            """, time, number, number % 250);
    }

    private static ActionsPage.Topic refused() {
        ActionReader reader = new ActionReader(Settings.of(Map.of("incident.reporting", "GDPR-33=72h")));
        return new ActionsPage.Topic(reader, () -> false, (uid, value) -> {
            throw new IOException("not asked here");
        });
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
        browser.close();
        reader.close();
        streams.close();
        web.close();
        producer.close();
        rig.close();
        broker.close();
    }

    @Test
    void thePageStaysQuickAndSmall() throws Exception {
        browser.open(web.address().toString());
        browser.await("the newest alerts", "document.querySelectorAll('.alerts tbody tr').length === 100");
        Future<?> writing = clock.scheduleAtFixedRate(this::write, 0, 1_000_000 / A_SECOND, TimeUnit.MICROSECONDS);
        browser.await(
                "that they move",
                "!document.querySelector('.alerts tbody').innerText.includes('account-" + (HELD + UNEVEN - 10) + "')");
        browser.run("""
            new PerformanceObserver(list => list.getEntries().forEach(one => __long.push(Math.round(one.duration))))
              .observe({ type: 'longtask' });
            """);
        long nodes = browser.number("document.querySelectorAll('*').length");
        long heap = heap();

        // what else the machine does may hold the page up once, and not each time
        await().atMost(Duration.ofSeconds(WATCHES * (SECONDS + 20)))
                .pollDelay(Duration.ZERO)
                .untilAsserted(this::isQuick);

        long grown = heap() - heap;
        long more = browser.number("document.querySelectorAll('*').length") - nodes;
        assertThat(writing).isNotDone();
        assertThat(last.get().offset()).isPositive();
        System.out.printf(
                "heap %d KiB, grown by %d KiB; nodes %d, grown by %d%n", heap >> 10, grown >> 10, nodes, more);
        assertThat(grown).as("bytes of heap").isLessThan(8L << 20);
        assertThat(more).as("elements").isLessThan(200);
        findsAmongThemAll();
    }

    /** For as long as it is watched. */
    private void isQuick() {
        browser.run("window.__long = []");
        int before = written.get();
        await().pollDelay(Duration.ofSeconds(SECONDS))
                .atMost(Duration.ofSeconds(SECONDS + 20))
                .until(() -> written.get() >= before + (int) (SECONDS * A_SECOND * 0.9));
        List<?> tasks = (List<?>) browser.run("return window.__long");
        long late = newestBehind();
        System.out.printf(
                "%d alerts in %d s: tasks above 50 ms %s; newest row %d alerts behind%n",
                written.get() - before, SECONDS, tasks, late);
        assertThat(tasks.stream().filter(one -> ((Number) one).longValue() > LONG_MS))
                .as("long tasks, ms: " + tasks)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(late).isLessThan(2L * A_SECOND);
    }

    /** While they still come: somebody types, and finds the one. */
    private void findsAmongThemAll() throws Exception {
        browser.run("document.getElementById('q').focus()");
        browser.press(ONE);
        long begin = System.nanoTime();
        browser.await(
                "the one",
                "document.querySelectorAll('.alerts tbody tr').length === 1"
                        + " && document.querySelector('.alerts tbody').innerText.includes('" + ONE + "')");
        System.out.printf("found among %d after %d ms%n", HELD, (System.nanoTime() - begin) / 1_000_000);
        long asked = System.nanoTime();
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(web.address() + "api/alerts?q=" + ONE + "&limit=1"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        System.out.printf("the server alone: %d ms%n", (System.nanoTime() - asked) / 1_000_000);
        assertThat(answer).contains("\"matched\":1,");
    }

    private long newestBehind() {
        String row = (String) browser.run("return document.querySelector('.alerts tbody tr').innerText");
        return written.get() - Long.parseLong(row.replaceFirst("(?s).*?account-(\\d+).*", "$1"));
    }

    /** What is left once all that nobody holds has gone. */
    private long heap() {
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return browser.number("performance.memory.usedJSHeapSize");
    }
}
