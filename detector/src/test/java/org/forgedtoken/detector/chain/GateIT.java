package org.forgedtoken.detector.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.Answer;
import org.forgedtoken.detector.web.DecisionPage;
import org.forgedtoken.detector.web.Page;
import org.forgedtoken.detector.web.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nginx of the chain guide, before a detector that refuses one token: whatever else is in its request. */
@Tag("system")
class GateIT {
    private static final Path TEMPLATES = Path.of("src", "test", "resources", "chain");
    private static final Path LOG_SCRIPT = Path.of("..", "topology-docs", "guides", "mappings", "nginx-token-log.js");
    private static final String ISSUER = "https://idp.example";

    @TempDir
    private Path folder;

    private final int gateway = Child.freePort();
    private String honest;
    private String forged;
    private WebServer detector;
    private Child nginx;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(2048);
        KeyPair keys = pairs.generateKeyPair();
        honest = token(keys, "honest");
        forged = token(keys, "forged");
        detector = WebServer.bind(Settings.of(Map.of("http.port", "0")));
        List<Page> pages = new ArrayList<>(DecisionPage.of(new RefusingOne(), Optional.empty()));
        pages.add(Page.open(
                "/jwks", request -> Answer.of(200, "application/json", jwks((RSAPublicKey) keys.getPublic()))));
        detector.serve(pages);
        Map<String, String> blanks = Map.of(
                "@folder@",
                folder.toString(),
                "@issuer@",
                ISSUER,
                "@jwks@",
                "http://127.0.0.1:" + detector.port() + "/jwks",
                "@gateway@",
                String.valueOf(gateway),
                "@service@",
                String.valueOf(Child.freePort()),
                "@detector@",
                "127.0.0.1:" + detector.port(),
                // What a detector that is late does is another test's: here a slow machine must not open the gate.
                "proxy_connect_timeout 100ms",
                "proxy_connect_timeout 30s",
                "proxy_read_timeout 250ms",
                "proxy_read_timeout 30s");
        String configuration = Files.readString(TEMPLATES.resolve("nginx.conf"));
        for (Map.Entry<String, String> blank : blanks.entrySet()) {
            configuration = configuration.replace(blank.getKey(), blank.getValue());
        }
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        Files.copy(TEMPLATES.resolve("gate.js"), folder.resolve("gate.js"));
        Files.copy(LOG_SCRIPT, folder.resolve(LOG_SCRIPT.getFileName()));
        nginx = Child.start(folder, "nginx", "nginx", "-p", folder.toString(), "-c", file.toString(), "-e", "stderr")
                .listening(gateway);
    }

    @AfterEach
    void close() {
        nginx.close();
        detector.close();
    }

    private final class RefusingOne implements DecisionPage.Decider {
        @Override
        public Decision decide(List<String> authorization) {
            boolean refused = authorization.stream().anyMatch(value -> value.contains(forged));
            return refused ? new Decision(false, "token-never-issued") : new Decision(true, "issued");
        }

        @Override
        public @Nullable Decision asOwner(byte[] question) {
            return null;
        }
    }

    @Test
    void furtherHeadersOpenNothing() throws IOException {
        assertThat(use("/", bearer(honest))).isEqualTo(200);
        assertThat(use("/", bearer(forged))).isEqualTo(403);

        for (int headers : List.of(210, 500)) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < headers; i++) {
                many.append("X").append(i).append(": y\r\n");
            }
            assertThat(use("/", many + bearer(forged)))
                    .as("%d headers", headers)
                    .isEqualTo(403);
            assertThat(use("/", many + bearer(honest)))
                    .as("%d headers", headers)
                    .isEqualTo(200);
        }
        for (String odd : List.of("X: " + "y".repeat(8_000) + "\r\n", "X: \u0001\u00ff\r\n", "Expect: x\r\n")) {
            assertThat(use("/", odd + bearer(forged))).as(odd).isEqualTo(403);
        }
    }

    @Test
    void aForgedTokenInTheQueryIsNotHidden() throws IOException {
        String spelled = "%" + Integer.toHexString(forged.charAt(0)) + forged.substring(1);
        for (String query : List.of(
                "?access_token=" + forged, "?a=b&access_token=" + spelled, "?access_token=x&access_token=" + forged)) {
            assertThat(use("/orders" + query, bearer(honest))).as(query).isEqualTo(403);
        }
        assertThat(use("/orders?access_token=" + honest, bearer(honest))).isEqualTo(200);
    }

    @Test
    void twoAuthorizationHeadersAreNotServed() throws IOException {
        assertThat(use("/", bearer(honest) + bearer(forged))).isIn(400, 401, 403);
        assertThat(use("/", bearer(forged) + bearer(honest))).isIn(400, 401, 403);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** The status of the gateway's answer. */
    private int use(String target, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway)) {
            socket.setSoTimeout(60_000);
            String request =
                    "GET " + target + " HTTP/1.1\r\nHost: api.example\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static String token(KeyPair keys, String id) throws Exception {
        String signed = url("{\"alg\":\"RS256\",\"kid\":\"k1\"}")
                + '.'
                + url("{\"iss\":\"" + ISSUER + "\",\"jti\":\"" + id
                        + "\",\"sub\":\"alice\",\"aud\":\"https://api.example/\",\"exp\":4000000000}");
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + url(signer.sign());
    }

    private static String jwks(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":\"" + url(unsigned(key.getModulus())) + "\",\"e\":\""
                + url(unsigned(key.getPublicExponent())) + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String url(String text) {
        return url(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
