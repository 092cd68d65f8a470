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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One issuer's keys, fetched when first needed and again when a token names one that is not among them: at most once a
 * minute, since anybody can make up key ids. Keys that could be fetched once are kept while the issuer does not answer.
 * Where they are fetched by another thread than the one that asks, that one goes on with the keys of before.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a fetch tells of its failure itself
final class KeyCache {
    static final long REFRESH_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);

    private final String issuer;
    private final KeySource source;
    private final LongSupplier clock;
    private final Executor fetchers;
    private CompletableFuture<Void> fetching = CompletableFuture.completedFuture(null);
    private volatile KeySet keys = KeySet.EMPTY;
    private volatile long nextFetch = Long.MIN_VALUE;

    KeyCache(String issuer, KeySource source, LongSupplier clock, Executor fetchers) {
        this.issuer = issuer;
        this.source = source;
        this.clock = clock;
        this.fetchers = fetchers;
    }

    /** The keys as last fetched. */
    KeySet keys() {
        if (keys.isEmpty()) {
            refresh();
        }
        return keys;
    }

    /** The same; they are fetched anew where a minute has passed. */
    KeySet refreshed() {
        refresh();
        return keys;
    }

    /** Has them fetched where a minute has passed; done once no fetch is under way. */
    synchronized CompletableFuture<Void> refresh() {
        if (fetching.isDone() && clock.getAsLong() >= nextFetch) {
            fetching = CompletableFuture.runAsync(this::fetch, fetchers);
        }
        return fetching;
    }

    private void fetch() {
        try {
            keys = KeySet.read(source.fetch());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The keys of issuer {} cannot be fetched: {}", issuer, e.toString());
        } finally {
            nextFetch = clock.getAsLong() + REFRESH_MILLIS;
        }
    }

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
                        HttpResponse.BodyHandlers.ofByteArrayConsumer(
                                part -> part.ifPresent(bytes -> add(bytes, body))));
                try {
                    int status = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                            .statusCode();
                    if (status != HttpURLConnection.HTTP_OK) {
                        throw new IOException("the key set's address answered " + status);
                    }
                    return body.toByteArray();
                } catch (TimeoutException e) {
                    throw new IOException(
                            "the key set's address did not answer within " + TIMEOUT.toSeconds() + " s", e);
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
}
