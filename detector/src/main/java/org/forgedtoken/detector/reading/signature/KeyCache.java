package org.forgedtoken.detector.reading.signature;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One issuer's keys, fetched when first needed and again when a token names one that is not among them: at most once a
 * minute, since anybody can make up key ids. Keys that could be fetched once are kept while the issuer does not answer.
 * Where they are fetched by another thread than the one that asks, that one goes on with the keys of before.
 */
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
}
