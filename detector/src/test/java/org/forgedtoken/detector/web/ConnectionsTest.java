package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.settings.DecisionFail;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gateways do with connections: they keep them, and some of them are slow. */
class ConnectionsTest {
    /** More than a gateway's machine would have; fewer than connections that there may be. */
    private static final int SLOW = 400;

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(
                new Settings.Http("127.0.0.1", 0, Optional.empty(), DecisionFail.OPEN),
                List.of(
                        new Page("/tree", true, Page.Door.OPEN, Set.of(), exchange -> Answer.text(exchange, 200, "ok")),
                        Page.open("/leaf", exchange -> Answer.text(exchange, 200, "ok"))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aConnectionIsKeptForManyRequests() throws IOException {
        try (Connection connection = new Connection()) {
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
        List<Connection> slow = new ArrayList<>();
        try (Connection quick = new Connection()) {
            for (int i = 0; i < SLOW; i++) {
                Connection one = new Connection();
                slow.add(one);
                one.send("GET /tree HTTP/1.1\r\nHo");
            }
            assertThat(quick.ask("GET /tree HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo("HTTP/1.1 200 OK");
            slow.get(0).send("st: h\r\n\r\n");
            assertThat(slow.get(0).answer()).isEqualTo("HTTP/1.1 200 OK");
        } finally {
            for (Connection one : slow) {
                one.close();
            }
        }
    }

    @Test
    void aPageAnswersBelowItsPathWhereItSaysSo() throws IOException {
        try (Connection connection = new Connection()) {
            assertThat(connection.ask("GET /tree/a/../%7Cb?c HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(connection.ask("GET /treetop HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(connection.ask("GET /leaf/a HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 404 Not Found");
        }
    }

    private final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;

        Connection() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(5_000);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String ask(String request) throws IOException {
            send(request);
            return answer();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** The status line; headers and body are read and dropped. */
        String answer() throws IOException {
            String status = reader.readLine();
            int length = 0;
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            assertThat(reader.skip(length)).isEqualTo(length);
            return status;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
