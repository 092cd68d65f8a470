package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory: entries by the hash of their token's key, some fifty bytes each, and each comes back as it was put.
 * It grows in small steps, and what is removed makes room for what is put. One thread writes, and reads by {@link #get};
 * others read by {@link #value}, meanwhile.
 */
public final class TokenTable {
    private static final int PART_BITS = 7;
    private static final int TRIES = 16;

    private final Part[] parts = new Part[1 << PART_BITS];
    private final StampedLock lock = new StampedLock();
    private final AtomicLong size = new AtomicLong();
    private @Nullable Walk sweeping;

    public TokenTable() {
        Profiles profiles = new Profiles();
        Arrays.setAll(parts, i -> new Part(profiles));
    }

    /** How many entries there are; any thread may ask. */
    public long size() {
        return size.get();
    }

    /** How many bytes it takes, but for what few entries are too long for a slot, and profiles. */
    long bytes() {
        return Arrays.stream(parts).mapToLong(Part::bytes).sum();
    }

    /** The entry, for the thread that writes. */
    public @Nullable IssuedToken get(TokenHash hash) {
        return part(hash).get(hash);
    }

    /**
     * Fetches the memory of the first {@code count} entries, for the thread that writes, which asks for them next: several are
     * on their way at a time, since none waits for what another says.
     *
     * @return a number that says nothing and stands for all that was fetched
     */
    public int fetch(TokenHash[] hashes, int count) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            seen += part(hashes[i]).fetchMark(hashes[i]);
        }
        for (int i = 0; i < count; i++) {
            seen += part(hashes[i]).fetch(hashes[i]);
        }
        return seen;
    }

    /** The entry's bytes as they were put, for any thread; not to be changed. */
    public byte @Nullable [] value(TokenHash hash) {
        for (int i = 0; i < TRIES; i++) {
            long stamp = lock.tryOptimisticRead();
            byte[] value = null;
            RuntimeException torn = null;
            try {
                value = stamp == 0 ? null : part(hash).value(hash);
            } catch (RuntimeException e) {
                torn = e; // what is read while another thread writes may make no sense
            }
            if (lock.validate(stamp)) {
                if (torn != null) {
                    throw torn;
                }
                return value;
            }
            Thread.onSpinWait();
        }
        long stamp = lock.readLock();
        try {
            return part(hash).value(hash);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Puts the entry of these bytes, which are of {@link TokenForm}; throws where they are of another form. */
    public void put(TokenHash hash, byte[] value) {
        long stamp = lock.writeLock();
        try {
            if (part(hash).put(hash, value)) {
                size.incrementAndGet();
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Removes the entry, if there is one. */
    public void remove(TokenHash hash) {
        long stamp = lock.writeLock();
        try {
            if (part(hash).remove(hash)) {
                size.decrementAndGet();
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Visits all entries; for the thread that writes, which must not write meanwhile. */
    public void forEach(Consumer<IssuedToken> visitor) {
        Walk walk = new Walk(parts);
        while (walk.advance()) {
            visitor.accept(walk.token());
        }
    }

    /** All hashes, one after the other, whatever is put or removed meanwhile; for the thread that writes. */
    public Iterator<TokenHash> hashes() {
        Walk walk = new Walk(parts);
        return new Iterator<>() {
            private boolean isAhead;
            private boolean hasMore;

            @Override
            public boolean hasNext() {
                if (!isAhead) {
                    hasMore = walk.advance();
                    isAhead = true;
                }
                return hasMore;
            }

            @Override
            public TokenHash next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                isAhead = false;
                return walk.hash();
            }
        };
    }

    /**
     * Visits the next {@code limit} entries, from where the last sweep stopped; for the thread that writes.
     *
     * @param removal is given each that is obsolete, and may remove it
     */
    public void sweep(int limit, Predicate<IssuedToken> obsolete, Consumer<TokenHash> removal) {
        Walk walk = sweeping == null ? new Walk(parts) : sweeping;
        sweeping = walk;
        for (int i = 0; i < limit; i++) {
            if (!walk.advance()) {
                sweeping = null;
                return;
            }
            if (obsolete.test(walk.token())) {
                removal.accept(walk.hash());
            }
        }
    }

    private Part part(TokenHash hash) {
        return parts[(int) (hash.high() >>> (Long.SIZE - PART_BITS))];
    }
}
