package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in at which door. */
@Timeout(300)
class DoorsTest {
    private static final String TOKEN = "the-token-that-does-all";
    private static final Map<String, String> NAMED = Map.of(
            "http.token", TOKEN,
            "http.token.gate", "the-token-of-the-gateway",
            "http.token.gate.role", "decision",
            "http.token.screen", "the-token-of-the-screen",
            "http.token.screen.role", "read",
            "http.token.kim", "the-token-of-kim-alone");

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer web;

    private void serve(Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("http.port", "0"));
        all.putAll(more);
        Settings settings = Settings.of(all);
        List<Page> pages = new ArrayList<>(DecisionPage.of(new Issued(), PeerSeal.of(settings)));
        pages.add(Page.health("/health/live", () -> new Page.Health(true, "live")));
        pages.add(Page.guarded("/see", request -> Answer.text(200, "seen")));
        pages.add(new Page(
                "/do", false, Page.Door.ACT, Set.of("POST"), request -> Answer.text(200, "by " + request.by())));
        web = WebServer.start(settings, pages);
    }

    @AfterEach
    void close() {
        web.close();
    }

    /** Knows every token. */
    static final class Issued implements DecisionPage.Decider {
        @Override
        public Decision decide(List<String> authorization) {
            return new Decision(true, "issued");
        }

        @Override
        public @Nullable Decision asOwner(byte[] question) {
            return new Decision(false, "revoked");
        }
    }

    @Test
    void theDecisionHasAPortOfItsOwnWhereThatIsSet() throws Exception {
        int free;
        try (ServerSocket one = new ServerSocket(0)) {
            free = one.getLocalPort();
        }
        serve(Map.of("decision.port", Integer.toString(free)));
        InetSocketAddress decisions = web.listening();

        assertThat(decisions.getPort()).isNotEqualTo(web.port());
        assertThat(status(decisions.getPort(), "/api/decision")).isEqualTo(200);
        assertThat(status(decisions.getPort(), "/health/live")).isEqualTo(200);
        assertThat(status(decisions.getPort(), "/see")).isEqualTo(404);
        assertThat(status(web.port(), "/see")).isEqualTo(200);
        assertThat(status(web.port(), "/health/live")).isEqualTo(200);
    }

    @Test
    void wrongTokensAreSlowedDownAndTheRightOneIsNot() throws Exception {
        serve(NAMED);
        for (String header : List.of("X-Detector-Token: ", "Authorization: Bearer ")) {
            String path = header.startsWith("X") ? "/api/decision" : "/see";
            List<String> answers = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < 24; i++) {
                answers.add(answer(path, header + "the-token-that-is-wrong-" + i));
            }
            assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(3));
            assertThat(answers).contains("HTTP/1.1 429 Too Many Requests");
            assertThat(answer(path, header + TOKEN)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private String answer(String path, String header) throws IOException {
        try (RawConnection connection = new RawConnection(web)) {
            return String.valueOf(
                    connection.ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"));
        }
    }

    @Test
    void aTokenDoesWhatItsRoleSays() throws Exception {
        serve(NAMED);
        for (String asked : List.of(
                TOKEN + " 200 200 200 by null",
                "the-token-of-the-gateway 200 403 403",
                "the-token-of-the-screen 403 200 403",
                "the-token-of-kim-alone 200 200 200 by kim")) {
            String[] parts = asked.split(" ", 5);
            String bearer = "Bearer " + parts[0];
            assertThat(status(web.port(), "/api/decision", "X-Detector-Token", parts[0]))
                    .as(asked)
                    .isEqualTo(Integer.parseInt(parts[1]));
            assertThat(status(web.port(), "/see", "Authorization", bearer))
                    .as(asked)
                    .isEqualTo(Integer.parseInt(parts[2]));
            HttpResponse<String> done =
                    send(request("/do", "Authorization", bearer).POST(BodyPublishers.noBody()));
            assertThat(done.statusCode()).as(asked).isEqualTo(Integer.parseInt(parts[3]));
            if (parts.length > 4) {
                assertThat(done.body()).isEqualTo(parts[4] + "\n");
            }
        }
    }

    @Test
    void aSessionIsOfTheTokenThatBeganIt() throws Exception {
        serve(NAMED);
        for (String token : List.of("the-token-of-the-screen", "the-token-of-kim-alone")) {
            HttpResponse<String> signedIn = send(
                    request("/api/session", "Authorization", "Bearer " + token).POST(BodyPublishers.noBody()));
            String cookie =
                    signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

            assertThat(status(web.port(), "/see", "Cookie", cookie)).isEqualTo(200);
            HttpResponse<String> done = send(request("/do", "Cookie", cookie).POST(BodyPublishers.noBody()));
            assertThat(done.body()).isEqualTo(token.contains("kim") ? "by kim\n" : done.body());
            assertThat(done.statusCode()).isEqualTo(token.contains("kim") ? 200 : 403);
        }
    }

    @Test
    void anInstanceIsKnownByItsSealAndByNothingElse() throws Exception {
        serve(Map.of("http.token", TOKEN, "http.peer-secret", "the-secret-of-all-peers"));
        PeerSeal seal = PeerSeal.of(Settings.of(Map.of("http.peer-secret", "the-secret-of-all-peers")))
                .orElseThrow();
        byte[] question = {1, 2, 3};
        String sealed = seal.ofQuestion(PeerSeal.newNumber(), question);

        assertThat(peer(question, "X-Detector-Token", TOKEN).statusCode()).isEqualTo(401);
        assertThat(peer(new byte[] {1, 2, 4}, PeerSeal.HEADER, sealed).statusCode())
                .isEqualTo(401);
        HttpResponse<String> answer = peer(question, PeerSeal.HEADER, sealed);
        assertThat(answer.statusCode()).isEqualTo(403);
        String shown = answer.headers().firstValue(PeerSeal.HEADER).orElseThrow();
        assertThat(seal.isOfAnswer(shown, sealed, 403, "revoked")).isTrue();
        assertThat(seal.isOfAnswer(shown, sealed, 200, "issued")).isFalse();
        assertThat(seal.isOfAnswer(shown, seal.ofQuestion(PeerSeal.newNumber(), question), 403, "revoked"))
                .isFalse();
    }

    private HttpResponse<String> peer(byte[] question, String... headers) throws Exception {
        return send(request(DecisionPage.PEER_PATH, headers).POST(BodyPublishers.ofByteArray(question)));
    }

    @Test
    void overTlsWhereAKeyStoreIsSet(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("web.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=web",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        Map<String, String> tls = Map.of("http.tls.keystore", store.toString(), "http.tls.password", "changeit");
        serve(tls);
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(Tls.of(Settings.of(tls)).orElseThrow().client())
                .build();

        assertThat(web.address()).hasScheme("https");
        HttpResponse<String> answer = trusting.send(
                HttpRequest.newBuilder(web.address().resolve("/health/live")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (RawConnection plain = new RawConnection(web)) {
            assertThat(plain.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .isNotEqualTo("HTTP/1.1 200 OK");
        }
    }

    private int status(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return send(headers.length == 0 ? request : request.headers(headers)).statusCode();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
