package org.forgedtoken.detector.reading;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where an issuer's keys are published. The place comes from the settings, never from a token. */
interface KeySource {
    /** No set of keys is larger. */
    int MAX_BYTES = 1 << 20;

    /** Records wait meanwhile, so a slow issuer is given up soon. */
    Duration TIMEOUT = Duration.ofSeconds(2);

    /** The JWK set as it is now. */
    byte[] fetch() throws IOException;

    /** An {@code http:} or {@code https:} address, a {@code file:} address, or a file's path. */
    static KeySource at(String place) {
        if (place.startsWith("https://") || place.startsWith("http://")) {
            return overHttp(URI.create(place));
        }
        Path file = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        return () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return limited(in);
            }
        };
    }

    private static KeySource overHttp(URI address) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        return () -> {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() != 200) {
                        throw new IOException("the key set's address answered " + response.statusCode());
                    }
                    return limited(body);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while fetching keys", e);
            }
        };
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("a key set of more than 1 MiB");
        }
        return bytes;
    }
}
