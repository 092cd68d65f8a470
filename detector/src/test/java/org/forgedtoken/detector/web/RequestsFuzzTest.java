package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.AuthorizationReader;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.forgedtoken.detector.web.board.Board;
import org.forgedtoken.detector.web.board.Findings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever is asked, there is one answer, none of the kind that says that a page failed; and who does not show the token
 * sees no page of data.
 */
class RequestsFuzzTest {
    private static final Set<Integer> ANSWERS = Set.of(200, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 429, 503);
    private static final List<String> OPEN = List.of("/assets/", "/metrics", "/health/");
    private static final String TOKEN = "hush-hush-hush-hush";

    private static AlertStreams streams;
    private static WebServer open;
    private static WebServer guarded;

    @BeforeAll
    static void start() throws IOException {
        // No place to read the stream: what it is asked is read all the same.
        streams = new AlertStreams(() -> new JsonObject().put("time", 1), 0, Duration.ofSeconds(1));
        open = serve(Optional.empty());
        guarded = serve(Optional.of(new Secret(TOKEN)));
    }

    @AfterAll
    static void stop() {
        streams.close();
        open.close();
        guarded.close();
    }

    private static WebServer serve(Optional<Secret> token) throws IOException {
        Settings settings = AnySettings.of(Catalogue.HTTP_PORT, 0, Catalogue.HTTP_TOKEN, token);
        WebServer web = WebServer.bind(settings);
        Board board = new Board();
        board.alert(Findings.alert("a", 1_000));
        List<Page> pages = new ArrayList<>(Dashboard.pages(
                web,
                board,
                streams,
                () -> new CoveragePage.Known("Nothing."),
                new ActionsPage.Topic(
                        new ActionReader(Settings.of(Map.of("incident.reporting", "GDPR-33=72h"))),
                        () -> true,
                        (uid, value) -> assertThat(value).isNotEmpty())));
        pages.addAll(List.of(
                Page.health("/health/live", () -> new Page.Health(true, "live")),
                Page.health("/health/ready", () -> new Page.Health(false, "starting")),
                Page.metrics(() -> "")));
        pages.addAll(DecisionPage.of(new Decider(), PeerSeal.of(settings)));
        web.serve(pages);
        return web;
    }

    /** Reads what a running detector would. */
    private static final class Decider implements DecisionPage.Decider {
        private static final Settings POLICY = Settings.defaults();
        private final AuthorizationReader reader = new AuthorizationReader(POLICY);
        private final RecordCodec<TokenClaims> claims = new RecordCodec<>(TokenClaims.class);

        @Override
        public Decision decide(List<String> authorization) {
            return reader.read(authorization).isEmpty() ? Decision.NO_TOKEN : new Decision(false, "token-never-issued");
        }

        @Override
        public @Nullable Decision asOwner(byte[] question) {
            try {
                return claims.value(question) == null ? null : Decision.NO_TOKEN;
            } catch (UncheckedIOException | IllegalStateException e) {
                return null;
            }
        }
    }

    /** A line {@code METHOD TARGET}, headers, an empty line, and a body. */
    @FuzzTest
    void requests(byte[] data) throws IOException {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        WebRequest request = request(text, data);
        if (request == null) {
            return;
        }
        for (WebServer web : List.of(open, guarded)) {
            Answer answer = web.answer(request);
            check(answer);
            if (web == guarded && !text.contains(TOKEN)) {
                assertThat(answer.status() == 200 && OPEN.stream().noneMatch(request.path()::startsWith))
                        .as("an answer without the token")
                        .isFalse();
            }
        }
    }

    private static void check(Answer answer) {
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isIn(ANSWERS);
        assertThat(answer.headers().get("Content-Security-Policy")).startsWith("default-src 'self'");
        answer.headers()
                .forEach(header ->
                        assertThat(header.getValue()).doesNotContain("\r").doesNotContain("\n"));
    }

    /** As the server would have read it; null for what it would refuse itself. */
    private static @Nullable WebRequest request(String text, byte[] data) throws IOException {
        int end = text.indexOf("\n\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
        int space = lines[0].indexOf(' ');
        if (space <= 0) {
            return null;
        }
        // Wrong tokens are counted by address: each request has its own.
        int hash = Arrays.hashCode(data);
        byte[] address = {10, (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
        byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(data, end + 2, data.length);
        try {
            String method = lines[0].substring(0, space);
            HttpFields.Mutable headers = HttpFields.build();
            for (int i = 1; i < lines.length; i++) {
                int colon = Math.max(0, lines[i].indexOf(':'));
                headers.add(
                        lines[i].substring(0, colon),
                        lines[i].substring(Math.min(colon + 1, lines[i].length()))
                                .strip());
            }
            return new WebRequest(
                    method,
                    HttpURI.from(method, lines[0].substring(space + 1)),
                    headers,
                    InetAddress.getByAddress(address),
                    body,
                    null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
