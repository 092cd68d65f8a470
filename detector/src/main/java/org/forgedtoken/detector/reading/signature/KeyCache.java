package org.forgedtoken.detector.reading.signature;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One issuer's keys, fetched when first needed and again when a token names one that is not among them: at most once a
 * minute, since anybody can make up key ids. Keys that could be fetched once are kept while the issuer does not answer.
 */
final class KeyCache {
    static final long REFRESH_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);

    private final String issuer;
    private final KeySource source;
    private final LongSupplier clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile KeySet keys = KeySet.EMPTY;
    private volatile long nextFetch = Long.MIN_VALUE;

    KeyCache(String issuer, KeySource source, LongSupplier clock) {
        this.issuer = issuer;
        this.source = source;
        this.clock = clock;
    }

    /** The keys as last fetched. */
    KeySet keys() {
        if (keys.isEmpty()) {
            refresh();
        }
        return keys;
    }

    /** The keys, fetched anew if a minute has passed; threads that come meanwhile get the old ones. */
    KeySet refreshed() {
        refresh();
        return keys;
    }

    private void refresh() {
        if (clock.getAsLong() < nextFetch || !fetching.tryLock()) {
            return;
        }
        try {
            keys = KeySet.read(source.fetch());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The keys of issuer {} cannot be fetched: {}", issuer, e.toString());
        } finally {
            nextFetch = clock.getAsLong() + REFRESH_MILLIS;
            fetching.unlock();
        }
    }
}
