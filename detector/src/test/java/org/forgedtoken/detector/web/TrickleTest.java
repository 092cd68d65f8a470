package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrickleTest {
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.bind(Settings.of(Map.of("http.port", "0")));
        server.serve(List.of(Page.open("/tree", request -> Answer.text(200, "ok"))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** A letter now and then keeps a connection open, but not for ever. */
    @Test
    void whoTricklesHeadersIsCutOff() throws IOException {
        ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();
        try (RawConnection slow = new RawConnection(server)) {
            slow.send("GET /tree HTTP/1.1\r\nX: ");
            ScheduledFuture<?> trickling = trickle.scheduleAtFixedRate(
                    () -> {
                        try {
                            slow.send("a");
                        } catch (IOException e) {
                            trickle.shutdown();
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            assertThat(slow.everything()).doesNotContain(" 200 ");
            trickling.cancel(true);
        } finally {
            trickle.shutdownNow();
        }
    }
}
