package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gateways do with connections: they keep them, and some of them are slow. */
class ConnectionsTest {
    /** More than a gateway's machine would have; fewer than connections that there may be. */
    private static final int SLOW = 400;

    private static final String END = "\r\nHost: h\r\n\r\n";
    private static final byte[] LARGE = new byte[1 << 20];
    private static final byte[] HUGE = new byte[16 << 20];
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.bind(Settings.of(Map.of("http.port", "0")), LONGEST);
        server.serve(List.of(
                Page.open("/large", request -> Answer.of(200, "text/plain", LARGE)),
                new Page("/tree", true, Page.Door.OPEN, Set.of(), request -> Answer.text(200, "ok")),
                Page.open("/leaf", request -> Answer.text(200, "ok"))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aConnectionIsKeptForManyRequests() throws IOException {
        try (RawConnection connection = new RawConnection(server)) {
            for (int i = 0; i < 100; i++) {
                assertThat(connection.ask("GET /tree HTTP/1.1\r\nHost: h\r\n\r\n"))
                        .isEqualTo("HTTP/1.1 200 OK");
            }
            // also where the answer is a refusal, and where a body came along that nobody reads
            assertThat(connection.ask("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(connection.ask("POST /tree HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"))
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(connection.ask("GET /leaf HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void slowClientsHoldUpNobody() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        try (RawConnection quick = new RawConnection(server)) {
            for (int i = 0; i < SLOW; i++) {
                RawConnection one = new RawConnection(server);
                slow.add(one);
                one.send("GET /tree HTTP/1.1\r\nHo");
            }
            assertThat(quick.ask("GET /tree HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo("HTTP/1.1 200 OK");
            slow.get(0).send("st: h\r\n\r\n");
            assertThat(slow.get(0).answer()).isEqualTo("HTTP/1.1 200 OK");
        } finally {
            for (RawConnection one : slow) {
                one.close();
            }
        }
    }

    @Test
    void aPageAnswersBelowItsPathWhereItSaysSo() throws IOException {
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.ask("GET /tree/a/../%7Cb?c HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(connection.ask("GET /treetop HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(connection.ask("GET /leaf/a HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 404 Not Found");
        }
    }

    /** Together more than the memory has for them: the oldest go, and the newest is served. */
    @Test
    void whatNobodyTakesIsNotHeld() throws IOException {
        long most = Runtime.getRuntime().maxMemory() / 8 / HUGE.length;
        List<RawConnection> greedy = new ArrayList<>();
        server.close();
        server = WebServer.bind(Settings.of(Map.of("http.port", "0")), Duration.ofMinutes(1));
        server.serve(List.of(Page.open("/huge", request -> Answer.of(200, "text/plain", HUGE))));
        try (RawConnection honest = new RawConnection(server)) {
            for (int i = 0; i <= most; i++) {
                RawConnection one = new RawConnection(server);
                greedy.add(one);
                one.send("GET /huge HTTP/1.1" + END);
                assertThat(one.line()).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(honest.ask("GET /huge HTTP/1.1" + END)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(greedy.get(0).everything()).hasSizeLessThan(HUGE.length);
        } finally {
            for (RawConnection one : greedy) {
                one.close();
            }
        }
    }

    /** More of them than there are threads: they ask for all that they can, and read nothing of it. */
    @Test
    void whoAsksForMuchAndReadsNothingIsCutOff() throws IOException {
        List<RawConnection> greedy = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                RawConnection one = new RawConnection(server);
                greedy.add(one);
                try {
                    one.send(("GET /large HTTP/1.1" + END).repeat(8));
                } catch (SocketException e) {
                    // No more are taken.
                    break;
                }
            }
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> {
                try (RawConnection honest = new RawConnection(server)) {
                    assertThat(honest.ask("GET /leaf HTTP/1.1" + END)).isEqualTo("HTTP/1.1 200 OK");
                }
            });
        } finally {
            for (RawConnection one : greedy) {
                one.close();
            }
        }
    }
}
