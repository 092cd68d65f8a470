package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.board.Board;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no browser and no gateway sends. */
class HostileRequestsTest {
    private static final String END = "\r\n\r\n";
    private static final String LARGE = "a".repeat(4 << 20);

    private final AtomicInteger secrets = new AtomicInteger();
    private final AlertStreams streams = new AlertStreams(() -> new JsonObject().put("time", 1));
    private WebServer open;
    private WebServer guarded;

    @BeforeEach
    void start() throws IOException {
        open = serve(Optional.empty());
        guarded = serve(Optional.of(new Secret("hush-hush-hush-hush")));
    }

    private WebServer serve(Optional<Secret> token) throws IOException {
        WebServer web = WebServer.bind(AnySettings.of(Catalogue.HTTP_PORT, 0, Catalogue.HTTP_TOKEN, token));
        List<Page> pages = new ArrayList<>(Dashboard.pages(
                web, new Board(), streams, () -> new CoveragePage.Known("Nothing is known."), noTopic()));
        pages.add(Page.guarded("/secret", request -> {
            secrets.incrementAndGet();
            return Answer.text(200, "secret");
        }));
        pages.add(
                new Page("/api/decision", true, Page.Door.DECISION, Set.of(), request -> Answer.text(200, "decided")));
        web.serve(pages);
        return web;
    }

    @AfterEach
    void close() {
        streams.close();
        open.close();
        guarded.close();
    }

    /** Nothing reads it. */
    private static ActionsPage.Topic noTopic() {
        ActionReader reader = new ActionReader(Settings.of(Map.of("incident.reporting", "GDPR-33=72h")));
        return new ActionsPage.Topic(reader, () -> false, (uid, value) -> {
            throw new IOException("There is none.");
        });
    }

    private static String said(WebServer to, String request) throws IOException {
        try (RawConnection connection = new RawConnection(to)) {
            connection.send(request);
            return connection.everything();
        }
    }

    private static String status(WebServer of, String request) throws IOException {
        try (RawConnection connection = new RawConnection(of)) {
            return String.valueOf(connection.ask(request));
        }
    }

    private void assertServes() throws IOException {
        assertThat(status(open, "GET / HTTP/1.1\r\nHost: localhost" + END)).isEqualTo("HTTP/1.1 200 OK");
    }

    /** Behind each comes what another reader would take for its body, or for a request of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 0\r\nContent-Length: 44",
                "Content-Length: 0\r\nContent-Length: 0",
                "Content-Length: +0",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length: 0, 0",
                "Content-Length: 99999999999999999999",
                "Content-Length:",
                "Content-Length : 44",
                "Content-Length\t: 44",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: \u000bchunked",
                "Host: other.example",
                "X y: z",
                ": z",
                "no header",
            })
    void whatCanBeReadInTwoWaysIsRefusedAndCostsItsConnection(String headers) throws IOException {
        String said = said(
                open,
                "POST /api/decision HTTP/1.1\r\nHost: localhost\r\n" + headers + END + "0" + END
                        + "GET /secret HTTP/1.1\r\nHost: localhost" + END);

        assertThat(said).matches("(?s)HTTP/1.1 (400|501) .*");
        assertThat(said.split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(secrets).hasValue(0);
    }

    @Test
    void aChunkedBodyThatIsNoneCostsItsConnection() throws IOException {
        for (String body : List.of("zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "4;a=b\r\nbodyX", "0\r\nX: y\r\n")) {
            said(
                    open,
                    "POST /api/decision HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked" + END + body
                            + "GET /secret HTTP/1.1\r\nHost: localhost\r\nConnection: close" + END);
            assertThat(secrets).as(body).hasValue(0);
        }
        assertServes();
    }

    @Test
    void aFoldedLineIsRefused() throws IOException {
        String begin = "GET /api/decision HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(status(guarded, begin + "X: a\r\n X-Detector-Token: hush-hush-hush-hush" + END))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(guarded, begin + "X-Detector-Token: hush-hush-\r\n hush-hush" + END))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(guarded, begin + "X-Detector-Token: hush-hush-hush-hush" + END))
                .isEqualTo("HTTP/1.1 200 OK");
    }

    /** Each is a page, or the file of one, to whoever undoes one thing too many. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/./secret",
                "/a/../secret",
                "//secret",
                "/secret/",
                "/secret/.",
                "/secret;a=b",
                "/SECRET",
                "/%73ecret",
                "/%2e%2e/secret",
                "/a%2f..%2fsecret",
                "/a/%252e%252e/secret",
                "//localhost/secret",
                "/secret%00",
                "/assets/../../../../../../etc/passwd",
                "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/assets/%252e%252e%252fetc%252fpasswd",
                "/assets/..%5c..%5cetc%5cpasswd",
                "/assets/..\\..\\etc\\passwd",
                "/assets/%c0%ae%c0%ae/etc/passwd",
                "/assets/",
                "/assets/index.html",
                "/assets//main.js",
                "/assets%2fmain.js",
                "/api%2falerts",
                "/api/decisions",
                "/api/decision%2f",
                "secret",
                "*",
                "mailto:secret",
                "urn:a:b",
                "?",
                "#",
                "file:///etc/passwd",
            })
    void aPathHasOneSpelling(String target) throws IOException {
        for (WebServer web : List.of(open, guarded)) {
            String said = said(web, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close" + END);
            assertThat(said).matches("(?s)(HTTP/1.1 (400|404) .*)?").doesNotContain("root:", "uPlot");
        }
        assertThat(secrets).hasValue(0);
        assertServes();
    }

    @Test
    void aWholeAddressNamesItsHost() throws IOException {
        String here = "http://localhost:" + open.port();
        assertThat(status(open, "GET " + here + "/secret HTTP/1.1\r\nHost: localhost" + END))
                .isEqualTo("HTTP/1.1 200 OK");
        for (String host : List.of("other.example", "localhost.other.example", "localhost@other.example", "0x7f.1")) {
            assertThat(status(open, "GET http://" + host + "/secret HTTP/1.1\r\nHost: localhost" + END))
                    .as(host)
                    .matches("HTTP/1.1 40[03] .*");
            assertThat(status(open, "GET /secret HTTP/1.1\r\nHost: " + host + END))
                    .as(host)
                    .matches("HTTP/1.1 40[03] .*");
        }
        assertThat(secrets).hasValue(1);
    }

    @Test
    void methodsThatAPageDoesNotKnowAreRefusedAndNothingIsSentBack() throws IOException {
        for (String method : List.of("OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "BREW", "get", "GET\u0000")) {
            String said =
                    said(open, method + " /secret HTTP/1.1\r\nHost: localhost\r\nX: echo\r\nConnection: close" + END);
            assertThat(said).as(method).matches("(?s)HTTP/1.1 40[05] .*").doesNotContain("echo");
        }
        String head = said(open, "HEAD /secret HTTP/1.1\r\nHost: localhost\r\nConnection: close" + END);
        assertThat(head).startsWith("HTTP/1.1 200 OK").endsWith(END);
        assertThat(secrets).hasValue(1);
        // such a connection stays open for as long as any that says nothing
        assertThat(status(open, "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\nConnection: close" + END))
                .doesNotContain(" 200 ");
        assertServes();
    }

    @Test
    void oldAndUnknownVersionsAreAnsweredAndClosed() throws IOException {
        assertThat(said(open, "GET /secret HTTP/1.0" + END)).startsWith("HTTP/1.1 200 OK");
        assertThat(said(guarded, "GET /secret HTTP/1.0" + END)).startsWith("HTTP/1.1 401 ");
        for (String line : List.of("GET /secret", "GET", "\u0016\u0003\u0001", "PRI * HTTP/2.0")) {
            assertThat(said(guarded, line + END)).as(line).doesNotContain(" 200 ");
        }
        assertServes();
    }

    /** Who asks through a gateway that lets pass what is not answered must not be able to bring that about. */
    @Test
    void manyAndLargeHeadersAreAnswered() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("X").append(i).append(": y\r\n");
        }
        for (String headers : List.of(many.toString(), "X: " + "y".repeat(1_000_000) + "\r\n")) {
            assertThat(status(open, "GET /api/decision HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** Whatever is odd about a request, a gateway is told that it may not pass. */
    @Test
    void whatTheServerCannotTakeMayNotPass() throws IOException {
        for (String request : List.of(
                "GET /api/decision HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(100_000),
                "GET /api/decision/a HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(3 << 20) + "\r\n",
                "GET /api/decision/" + "y".repeat(3 << 20) + " HTTP/1.1\r\nHost: localhost\r\n")) {
            assertThat(said(open, request + "\r\n"))
                    .startsWith("HTTP/1.1 403 Forbidden")
                    .contains("X-Detector-Reason: token-unreadable");
        }
        for (String path : List.of("%00", "../../x", "%zz", "a;b=%2e//%2F")) {
            assertThat(status(open, "GET /api/decision/" + path + " HTTP/1.1\r\nHost: localhost" + END))
                    .as(path)
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndHurtsNobody() throws IOException {
        String many = "X: y\r\n".repeat(100_000);
        for (String request : List.of(
                "GET /" + LARGE + " HTTP/1.1\r\nHost: localhost",
                "GET /api/alerts?q=" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost",
                "GET /secret HTTP/1.1\r\nHost: localhost\r\nX: " + LARGE,
                "GET /secret HTTP/1.1\r\nHost: localhost\r\n" + LARGE + ": y",
                "GET /secret HTTP/1.1\r\nHost: localhost\r\n" + many)) {
            try {
                assertThat(status(open, request + END)).doesNotContain(" 200 ");
            } catch (SocketException e) {
                // Closed before it had been sent.
            }
        }
        assertThat(secrets).hasValue(0);
        // Of a body that nobody reads nothing is waited for.
        assertThat(status(open, "POST /api/decision HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999" + END))
                .isEqualTo("HTTP/1.1 200 OK");
        assertServes();
    }
}
