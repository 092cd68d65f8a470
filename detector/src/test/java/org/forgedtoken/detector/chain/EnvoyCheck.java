package org.forgedtoken.detector.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The question of Envoy's {@code ext_authz} over HTTP, byte for byte as it is sent: the method, the authority and the
 * {@code Authorization} of the original request, its path behind {@code path_prefix} or none with {@code path_override}, a length of 0 whatever the
 * original's was, names in lower case, and what Envoy adds to requests of its own. (RawHttpClientImpl::check and
 * AsyncStreamImpl in Envoy's sources.)
 */
final class EnvoyCheck {
    private static final int PATIENCE = 10_000;

    private final URI detector;

    EnvoyCheck(URI detector) {
        this.detector = detector;
    }

    /**
     * Envoy lets a request pass for exactly 200; any other status but 5xx goes to the client as the refusal.
     *
     * @param path the original's, with {@code path_prefix}; empty with {@code path_override}
     */
    int ask(String method, String path, String token) throws IOException {
        List<String> lines = List.of(
                method + " /api/decision" + path + " HTTP/1.1",
                "host: api.example",
                "content-length: 0",
                "authorization: Bearer " + token,
                "x-envoy-internal: true",
                "x-forwarded-for: 192.0.2.7",
                "x-envoy-expected-rq-timeout-ms: 250",
                "connection: close");
        try (Socket socket = new Socket(detector.getHost(), detector.getPort())) {
            socket.setSoTimeout(PATIENCE);
            byte[] request = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(request);
            return status(socket.getInputStream());
        }
    }

    private static int status(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return Integer.parseInt(line.toString(StandardCharsets.ISO_8859_1).split(" ", -1)[1]);
    }
}
