package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory: entries by the hash of their token's key, some forty bytes each, and each comes back as it was put.
 * It grows in small steps, and what is removed makes room for what is put. One thread writes, and reads by {@link #get};
 * others read by {@link #value}, meanwhile.
 */
public final class TokenTable {
    private static final int PART_BITS = 7;
    private static final int TRIES = 16;

    private final Part[] parts = new Part[1 << PART_BITS];
    private final Profiles profiles = new Profiles();
    /** The entries that have no brief form, or none that fits into a slot; whole. */
    private final ConcurrentMap<TokenHash, byte[]> apart = new ConcurrentHashMap<>();

    private final StampedLock lock = new StampedLock();
    private final AtomicLong size = new AtomicLong();
    private @Nullable Walk sweeping;

    public TokenTable() {
        Arrays.setAll(parts, i -> new Part(profiles));
    }

    /** How many entries there are; any thread may ask. */
    public long size() {
        return size.get();
    }

    /** How many bytes it takes, but for entries that stand apart, and profiles. */
    long bytes() {
        return Arrays.stream(parts).mapToLong(Part::bytes).sum();
    }

    /** The entry, for the thread that writes. */
    public @Nullable IssuedToken get(TokenHash hash) {
        IssuedToken token = part(hash).get(hash);
        if (token == null && !apart.isEmpty()) {
            byte[] whole = apart.get(hash);
            return whole == null ? null : TokenForm.token(whole);
        }
        return token;
    }

    /** Shows the entry where it is, for the thread that writes; false where there is none of a token that was issued once. */
    boolean see(TokenHash hash, BriefEntry entry) {
        return part(hash).see(hash, entry);
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
                value = stamp == 0 ? null : valueNow(hash);
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
            return valueNow(hash);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private byte @Nullable [] valueNow(TokenHash hash) {
        byte[] value = part(hash).value(hash);
        return value == null ? apart.get(hash) : value;
    }

    /** Puts the entry of these bytes, which are of {@link TokenForm}; throws where they are of another form. */
    public void put(TokenHash hash, byte[] value) {
        int rest = TokenForm.HEAD + TokenForm.profileLength(value);
        long stamp = lock.writeLock();
        try {
            int profile =
                    value.length - rest > Slot.LONGEST ? Profiles.NONE : profiles.add(value, TokenForm.HEAD, rest);
            boolean wasApart = !apart.isEmpty() && apart.remove(hash) != null;
            boolean wasInPart;
            if (profile == Profiles.NONE) {
                wasInPart = part(hash).remove(hash);
                apart.put(hash, value);
            } else {
                wasInPart = part(hash).put(hash, profile, value, rest);
            }
            if (!wasApart && !wasInPart) {
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
            if (part(hash).remove(hash) || apart.remove(hash) != null) {
                size.decrementAndGet();
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Visits all entries; for the thread that writes, which must not write meanwhile. */
    public void forEach(Consumer<IssuedToken> visitor) {
        Walk walk = new Walk(parts, apart);
        while (walk.advance()) {
            visitor.accept(walk.token());
        }
    }

    /**
     * Visits the next {@code limit} entries, from where the last sweep stopped; for the thread that writes.
     *
     * @param removal is given each that is obsolete, and may remove it
     * @return whether all have been visited, so that the next sweep begins anew
     */
    public boolean sweep(int limit, Predicate<IssuedToken> obsolete, Consumer<TokenHash> removal) {
        Walk walk = sweeping == null ? new Walk(parts, apart) : sweeping;
        sweeping = walk;
        for (int i = 0; i < limit; i++) {
            if (!walk.advance()) {
                sweeping = null;
                return true;
            }
            if (obsolete.test(walk.token())) {
                removal.accept(walk.hash());
            }
        }
        return false;
    }

    private Part part(TokenHash hash) {
        return parts[(int) (hash.high() >>> (Long.SIZE - PART_BITS))];
    }
}
