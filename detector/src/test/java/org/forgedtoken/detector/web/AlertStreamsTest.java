package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The stream, by the sockets of its readers: who reads gets everything, and who does not costs little, and not for long. */
@Isolated("it measures the heap")
class AlertStreamsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What a test asks for; the rest, and the alerts, are counted at most. */
    private static final Pattern KEPT = Pattern.compile("HTTP/|Retry-After|event: |data: \\{\"(a|pulses)\"");

    private static final Pattern SKIPPED = Pattern.compile("data: \\{\"count\":(\\d+)}");

    private final List<Reader> readers = new ArrayList<>();
    private AlertStreams streams;
    private WebServer web;

    private void serve(int places, Duration stuck) throws IOException {
        AtomicLong second = new AtomicLong();
        streams = new AlertStreams(
                () -> new JsonObject().put("time", second.incrementAndGet()).put("accesses", 5), places, stuck);
        web = WebServer.start(Settings.of(Map.of("http.port", "0")), List.of(streams.page()));
    }

    @AfterEach
    void close() {
        readers.forEach(Reader::close);
        streams.close();
        web.close();
    }

    @Test
    void fiftyReadEverythingBesideOneThatReadsNothing() throws Exception {
        int alerts = 1_500;
        byte[] alert = ("{\"text\":\"" + "x".repeat(8_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        serve(60, Duration.ofSeconds(2));
        for (int i = 0; i < 50; i++) {
            read();
        }
        Reader deaf = connect();
        await().atMost(PATIENCE).until(() -> streams.reading() == 51);
        long before = heap();

        for (int i = 0; i < alerts; i++) {
            streams.alert(alert);
            // as fast as the slowest of those that read
            int sent = i + 1;
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> readers.stream().filter(Reader::reads).allMatch(one -> one.got() >= sent - 200));
        }
        long after = heap();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(readers.stream().filter(Reader::reads)).allMatch(one -> one.got() == alerts));
        assertThat(readers.stream().filter(Reader::reads)).allMatch(one -> one.skipped.get() == 0);
        assertThat(after - before).as("bytes held for them all").isLessThan(24L << 20);
        await().atMost(PATIENCE).until(() -> streams.reading() == 50);
        assertThat(deaf.socket.isClosed()).isFalse();
        streams.alert(alert);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(readers.stream().filter(Reader::reads)).allMatch(one -> one.got() == alerts + 1));
    }

    /** What is left once the rubbish has gone. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aNewReaderIsToldThePastFirstAndThenEachSecond() throws Exception {
        serve(10, Duration.ofSeconds(5));
        Reader first = read();
        await().atMost(PATIENCE).until(() -> first.count("event: pulse") >= 2);

        Reader second = read();
        await().atMost(PATIENCE).until(() -> second.count("event: pulse") >= 1);

        List<String> events = second.lines().stream()
                .filter(line -> line.startsWith("event: "))
                .toList();
        assertThat(events.get(0)).isEqualTo("event: past");
        assertThat(events.subList(1, events.size())).containsOnly("event: pulse");
        assertThat(second.lines().stream().filter(line -> line.startsWith("data: {\"pulses\":[{\"time\":1,")))
                .hasSize(1);
    }

    @Test
    void wholeEventsComeOnOneLineWhateverTheRecordHolds() throws Exception {
        serve(10, Duration.ofSeconds(5));
        Reader reader = read();
        await().atMost(PATIENCE).until(() -> reader.count("event: past") == 1);

        streams.incident("{\"a\":\n\"b\"\r\n}".getBytes(StandardCharsets.UTF_8));

        await().atMost(PATIENCE).until(() -> reader.lines().contains("data: {\"a\": \"b\"  }"));
        assertThat(reader.count("event: incident")).isOne();
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsToldToWait() throws Exception {
        serve(2, Duration.ofSeconds(5));
        Reader one = read();
        read();
        await().atMost(PATIENCE).until(() -> streams.reading() == 2);

        Reader third = read();
        await().atMost(PATIENCE)
                .until(() -> third.lines().containsAll(List.of("HTTP/1.1 503 Service Unavailable", "Retry-After: 10")));

        one.close();
        await().atMost(PATIENCE).until(() -> {
            streams.alert("{}".getBytes(StandardCharsets.UTF_8));
            return streams.reading() == 1;
        });
        Reader fourth = read();
        await().atMost(PATIENCE).until(() -> fourth.count("event: past") == 1);
    }

    @Test
    void aServerThatGoesEndsEveryStream() throws Exception {
        serve(10, Duration.ofSeconds(5));
        Reader reader = read();
        await().atMost(PATIENCE).until(() -> reader.count("event: past") == 1);

        streams.close();

        await().atMost(PATIENCE).until(() -> !reader.thread.isAlive() && streams.reading() == 0);
    }

    private Reader read() throws IOException {
        Reader reader = connect();
        reader.begin();
        return reader;
    }

    private Reader connect() throws IOException {
        Reader reader = new Reader(web.port());
        readers.add(reader);
        return reader;
    }

    /** A browser, as far as the server can tell. */
    private static final class Reader {
        private final Socket socket = new Socket();
        private final List<String> lines = new ArrayList<>();
        private final AtomicLong alerts = new AtomicLong();
        private final AtomicLong skipped = new AtomicLong();
        private final Thread thread = new Thread(this::run);

        Reader(int port) throws IOException {
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write("GET /api/alerts/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
        }

        void begin() {
            thread.setDaemon(true);
            thread.start();
        }

        boolean reads() {
            return thread.isAlive();
        }

        long got() {
            return alerts.get() + skipped.get();
        }

        List<String> lines() {
            synchronized (lines) {
                return List.copyOf(lines);
            }
        }

        long count(String line) {
            return lines().stream().filter(line::equals).count();
        }

        private void run() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    take(line);
                }
            } catch (IOException e) {
                // closed
            }
        }

        private void take(String line) {
            Matcher missed = SKIPPED.matcher(line);
            if (line.equals("event: alert")) {
                alerts.incrementAndGet();
            } else if (missed.matches()) {
                skipped.addAndGet(Long.parseLong(missed.group(1)));
            } else if (KEPT.matcher(line).lookingAt()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
