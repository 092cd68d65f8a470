package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real nginx with the script of {@code topology-docs/guides/mappings/nginx.md} writes what the mapping reads. */
@Tag("system")
class NginxTokenLogIT {
    private static final Path SCRIPT = Path.of("..", "topology-docs", "guides", "mappings");
    private static final String TOKEN = url("{\"alg\":\"RS256\",\"kid\":\"k1\"}")
            + '.'
            + url("{\"iss\":\"https://id.example\",\"jti\":\"t-1\",\"sub\":\"alice\"}")
            + '.';

    /** As a gateway may take them, or a sender try them. */
    private static final List<String> ODD = List.of(
            "Bearer\t@",
            "Bearer Bearer @",
            "JWT @",
            "\"Bearer @\"",
            "@",
            "Bearer:@",
            "Bearer , @",
            "Basic dTpw, Bearer @",
            "Bearer " + TOKEN.substring(0, 60) + '"' + TOKEN.substring(60) + "c2ln");

    @TempDir
    private Path folder;

    private int port;

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyRequestIsReadAndNoSignatureIsLogged() throws Exception {
        Path log = folder.resolve("tokens.log");
        Process nginx = start(log);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> answers("GET /health HTTP/1.0\r\n\r\n"));
            ask("GET /checked/17?full=1 HTTP/1.0\r\nAuthorization: Bearer " + TOKEN + "c2lnbmF0dXJl\r\n\r\n");
            ask("GET /a\"b\\\377 HTTP/1.0\r\nUser-Agent: \"\\\377\t{}\r\nAuthorization: bearer " + TOKEN
                    + "c2ln\r\n\r\n");
            ask("GET /open HTTP/1.0\r\nAuthorization: Bearer opaque\r\n\r\n");
            ask("GET /open HTTP/1.0\r\nAuthorization: Bearer not.a.token\r\n\r\n");
            ask("GET /open HTTP/1.0\r\nAuthorization: Basic dTpw\r\n\r\n");
            for (String odd : ODD) {
                ask("GET /odd HTTP/1.0\r\nAuthorization: " + odd.replace("@", TOKEN + "c2ln") + "\r\n\r\n");
            }
            ask("GET /odd HTTP/1.0\r\nAuthorization: Bearer " + TOKEN + "c2ln.AAAA.AAAA\r\n\r\n");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readAllLines(log, StandardCharsets.UTF_8).size() >= 7 + ODD.size());
        } finally {
            nginx.destroy();
            assertThat(nginx.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        int last = lines.size() - 1;
        assertThat(lines.get(last)).contains('"' + TOKEN + "..\"");
        Files.write(log, lines.subList(0, last));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = DetectorCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute("translate", "--access-format=nginx", log.toString());

        assertThat(code).as(err.toString()).isZero();
        List<JsonNode> accesses =
                out.toString().lines().skip(1).map(NginxTokenLogIT::json).toList();
        JsonNode checked = accesses.get(0);
        assertThat(checked.path("token_id").textValue()).isEqualTo("t-1");
        assertThat(checked.path("key_id").textValue()).isEqualTo("k1");
        assertThat(checked.path("path").textValue()).isEqualTo("/checked/17");
        assertThat(checked.path("signature_valid").booleanValue()).isTrue();
        JsonNode hostile = accesses.get(1);
        assertThat(hostile.path("token_digest")).isEqualTo(checked.path("token_digest"));
        assertThat(hostile.path("path").textValue()).startsWith("/a\"b\\");
        assertThat(hostile.has("signature_valid")).isFalse();
        assertThat(accesses.get(2).path("token_digest").textValue()).hasSize(64);
        assertThat(accesses.get(3).path("token_digest").textValue()).hasSize(64);
        assertThat(accesses.get(4).has("token_digest")).isFalse();
        assertThat(accesses.subList(5, accesses.size()))
                .hasSize(ODD.size())
                .allSatisfy(access ->
                        assertThat(access.path("token_id").textValue()).isEqualTo("t-1"));
        assertThat(Files.readString(log)).doesNotContain("c2ln", "opaque");
    }

    private Process start(Path log) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String configuration = """
            load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
            daemon off;
            pid @F/nginx.pid;
            error_log @F/error.log;
            events {}
            http {
                client_body_temp_path @F/body; proxy_temp_path @F/proxy; fastcgi_temp_path @F/fastcgi;
                uwsgi_temp_path @F/uwsgi; scgi_temp_path @F/scgi;
                js_path @S;
                js_import token_log from nginx-token-log.js;
                js_set $token_record token_log.record;
                log_format detector escape=none '$token_record';
                access_log @L detector;
                server {
                    listen 127.0.0.1:@P;
                    location / { return 200; }
                    location /checked { set $token_verified 1; return 200; }
                }
            }
            """.replace("@F", folder.toString())
                .replace("@S", SCRIPT.toRealPath().toString())
                .replace("@L", log.toString())
                .replace("@P", Integer.toString(port));
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        return new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file.toString(), "-e", folder + "/error.log")
                .inheritIO()
                .start();
    }

    private boolean answers(String request) {
        try {
            return ask(request).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("no JSON: " + line, e);
        }
    }
}
