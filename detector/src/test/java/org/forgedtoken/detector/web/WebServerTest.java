package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {

    private static final String TOKEN = "hush-hush-hush-hush";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicReference<Page.Health> ready =
            new AtomicReference<>(new Page.Health(false, "restoring the ledger"));
    private final List<Page> pages = List.of(
            Page.metrics(() -> "detector_pending_tokens 0.0\n"),
            Page.health("/health/live", () -> new Page.Health(true, "live")),
            Page.health("/health/ready", ready::get),
            Page.guarded("/", request -> Answer.of(200, "text/html; charset=utf-8", "<p>hello")),
            Page.guarded("/api/fails", request -> {
                throw new IllegalStateException("secret detail");
            }),
            new Page(
                    "/api/decision",
                    true,
                    Page.Door.DECISION,
                    Set.of(),
                    request -> Answer.of(200, "application/json", "{\"method\":\"" + request.method() + "\"}")));

    private WebServer open;
    private WebServer guarded;

    @BeforeEach
    void start() throws Exception {
        open = WebServer.start(Settings.of(Map.of("http.port", "0")), pages);
        guarded = WebServer.start(Settings.of(Map.of("http.port", "0", "http.token", TOKEN)), pages);
    }

    @AfterEach
    void close() {
        open.close();
        guarded.close();
    }

    @Test
    void servesMetricsInPrometheusForm() throws Exception {
        HttpResponse<String> response = get(open, "/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).isEqualTo("detector_pending_tokens 0.0\n");
    }

    @Test
    void isLiveBeforeItIsReady() throws Exception {
        assertThat(get(open, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(open, "/health/ready"))
                .returns(503, HttpResponse::statusCode)
                .returns("restoring the ledger\n", HttpResponse::body);

        ready.set(new Page.Health(true, "running"));

        assertThat(get(open, "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenEveryPageIsOpen() throws Exception {
        assertThat(get(open, "/").statusCode()).isEqualTo(200);
        assertThat(get(open, "/api/decision").statusCode()).isEqualTo(200);
    }

    @Test
    void withATokenOnlyHealthAndMetricsAreOpen() throws Exception {
        assertThat(get(guarded, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(guarded, "/metrics").statusCode()).isEqualTo(200);
        assertThat(get(guarded, "/").statusCode()).isEqualTo(401);
        assertThat(get(guarded, "/api/decision").statusCode()).isEqualTo(401);

        assertThat(get(guarded, "/", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get(guarded, "/", "Authorization", "bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get(guarded, "/", "Authorization", "Bearer hush-hush-hush-hus")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(guarded, "/", "Authorization", TOKEN).statusCode()).isEqualTo(401);
        assertThat(get(guarded, "/", "X-Detector-Token", TOKEN).statusCode()).isEqualTo(401);
    }

    @Test
    void aDecisionTakesTheTokenInItsOwnHeader() throws Exception {
        assertThat(get(guarded, "/api/decision", "X-Detector-Token", TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get(guarded, "/api/decision", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aDecisionTakesEveryMethod() throws Exception {
        assertThat(send(open, "DELETE", "/api/decision").body()).isEqualTo("{\"method\":\"DELETE\"}");
    }

    @Test
    void pathsAreExactAndMethodsAreNamed() throws Exception {
        assertThat(get(open, "/metrics/").statusCode()).isEqualTo(404);
        assertThat(get(open, "/health").statusCode()).isEqualTo(404);
        assertThat(send(open, "POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(send(open, "HEAD", "/health/live"))
                .returns(200, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
    }

    @Test
    void noPageRunsAScriptThatIsWrittenIntoIt() throws Exception {
        assertThat(get(open, "/").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'self';")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }

    @Test
    void aPageThatFailsTellsNothing() throws Exception {
        assertThat(get(open, "/api/fails"))
                .returns(500, HttpResponse::statusCode)
                .returns("This page failed; the log says how.\n", HttpResponse::body);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() ->
                        WebServer.start(Settings.of(Map.of("http.port", Integer.toString(open.port()))), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + open.port());
    }

    @Test
    void closesForGood() {
        int port = open.port();

        open.close();

        assertThatThrownBy(() -> CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                                .build(),
                        BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    private static HttpResponse<String> get(WebServer server, String path, String... headers) throws Exception {
        return send(server, "GET", path, headers);
    }

    private static HttpResponse<String> send(WebServer server, String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port()).resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
