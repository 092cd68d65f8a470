package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Nobody keeps another out. */
@Timeout(300)
@Isolated("It measures milliseconds")
class SlowClientsTest {
    private static final byte[] LARGE = new byte[1 << 20];

    private WebServer web;

    @BeforeEach
    void serve() throws IOException {
        Settings settings = Settings.of(Map.of("http.port", "0"));
        List<Page> pages = new ArrayList<>(DecisionPage.of(new DoorsTest.Issued(), PeerSeal.of(settings)));
        pages.add(Page.health("/health/live", () -> new Page.Health(true, "live")));
        pages.add(Page.guarded("/large", request -> Answer.of(200, "text/plain", LARGE)));
        web = WebServer.start(settings, pages);
    }

    @AfterEach
    void close() {
        web.close();
    }

    /** Half of them do not end their request, the others do not read their answer. */
    @Test
    void healthAndDecisionAreNotHeldUpBySlowClients() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                RawConnection one = new RawConnection(web);
                slow.add(one);
                one.send(
                        i % 2 == 0
                                ? "GET /api/decision HTTP/1.1\r\nHo"
                                : "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
                if (i % 10 == 0) {
                    nanos.add(ask("GET /health/live"));
                    nanos.add(ask("GET /api/decision"));
                }
            }
            for (int i = 0; i < 200; i++) {
                nanos.add(ask("GET /health/live"));
                nanos.add(ask("GET /api/decision"));
            }
            // The machine has other work, too: a few may be late, and none by seconds.
            assertThat(nanos.stream().filter(took -> took > TimeUnit.MILLISECONDS.toNanos(50)))
                    .as("of %s", nanos.size())
                    .hasSizeLessThan(nanos.size() / 20);
            assertThat(nanos).allMatch(took -> took < TimeUnit.SECONDS.toNanos(2));
        } finally {
            for (RawConnection one : slow) {
                one.close();
            }
        }
    }

    private long ask(String request) throws IOException {
        long begun = System.nanoTime();
        try (RawConnection quick = new RawConnection(web)) {
            assertThat(quick.ask(request + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
        return System.nanoTime() - begun;
    }
}
