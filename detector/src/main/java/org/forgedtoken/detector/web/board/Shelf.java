package org.forgedtoken.detector.web.board;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last record of each uid, in the order of lists, within a bound of number and of memory: what stands last in the order
 * goes. One thread changes it; any may read meanwhile, and sees each entry once at most.
 */
final class Shelf implements Iterable<Held> {
    private final int most;
    private final long mostBytes;
    private final ConcurrentMap<String, Held> byUid = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Held> ordered = new ConcurrentSkipListSet<>(Held.ORDER);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();

    /**
     * An empty one.
     *
     * @param most entries
     * @param mostBytes of memory that all entries may take
     */
    Shelf(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Puts an entry in the place of the one of the same uid. */
    void put(Held entry) {
        Held before = byUid.put(entry.uid(), entry);
        // An update of the same millisecond takes the same place in the order.
        if (before != null) {
            ordered.remove(before);
            bytes.addAndGet(-before.bytes());
        }
        ordered.add(entry);
        bytes.addAndGet(entry.bytes());
        while (byUid.size() > most || (bytes.get() > mostBytes && byUid.size() > 1)) {
            remove(ordered.last().uid());
            evicted.incrementAndGet();
        }
    }

    /** Takes away an entry, if it is there. */
    void remove(String uid) {
        Held gone = byUid.remove(uid);
        if (gone != null) {
            ordered.remove(gone);
            bytes.addAndGet(-gone.bytes());
        }
    }

    @Nullable
    Held get(String uid) {
        return byUid.get(uid);
    }

    int size() {
        return byUid.size();
    }

    /** About how many bytes of memory the entries take. */
    long bytes() {
        return bytes.get();
    }

    /** How many entries had to go since the start. */
    long evicted() {
        return evicted.get();
    }

    /** All entries in order; one that moves while they are visited may be left out. */
    @Override
    public Iterator<Held> iterator() {
        return ordered.iterator();
    }
}
