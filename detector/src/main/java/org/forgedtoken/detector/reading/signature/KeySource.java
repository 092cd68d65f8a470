package org.forgedtoken.detector.reading.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where an issuer's keys are published. The place comes from the settings, never from a token. */
interface KeySource {
    /** No set of keys is larger. */
    int MAX_BYTES = 1 << 20;

    /** On the whole: an issuer that is slow, also in the middle of its answer, is given up. */
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
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        return () -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                    request,
                    HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> add(bytes, body))));
            try {
                int status =
                        answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).statusCode();
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IOException("the key set's address answered " + status);
                }
                return body.toByteArray();
            } catch (TimeoutException e) {
                throw new IOException("the key set's address did not answer within " + TIMEOUT.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while fetching keys", e);
            } finally {
                answer.cancel(true);
            }
        };
    }

    private static void add(byte[] part, ByteArrayOutputStream body) {
        if (body.size() + part.length > MAX_BYTES) {
            throw new UncheckedIOException(tooLarge());
        }
        body.writeBytes(part);
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        return bytes;
    }

    private static IOException tooLarge() {
        return new IOException("a key set of more than 1 MiB");
    }
}
