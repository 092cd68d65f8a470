package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.KeyOwners;
import org.forgedtoken.detector.step.Store;

/**
 * What READ must know again after a crash: a snapshot of the timeline, and behind it, in slots that are used again and
 * again, all that was heard since. A slot that bears another generation than the snapshot's is older, and ends the list.
 * The snapshot is large and written seldom; an entry is small and written at the end of the records that came together, since
 * nobody is told of a commit.
 */
final class FeedJournal implements Consumer<Heard>, KeyOwners {
    /** No offset of the partition has been read. */
    static final long NONE = -1;

    /** So much is heard again after a crash at the most, or as much as the snapshot has to be read: a moment. */
    private static final int AGAIN = 2_048;

    /** So much is put into one entry: names in it are bounded, and a record must not be too large. */
    private static final int TOGETHER = 256;

    private static final String ACCESS = "access-read-to";
    private static final String OFFSET = "issuance-offset";
    private static final String LAST_OFFSET = "-offset";
    private static final String FIRST_END = "-first-end";
    private static final String SNAPSHOT = "issuance-snapshot";
    private static final String HEARD = "issuance-heard-";
    private static final String KEY_OWNER = "key-owner-";

    private final Store<JournalEntry> store;
    private final PartitionTimeline timeline;
    private long generation;
    private int slot;
    /** How much the slots hold, and how much they are to hold before the next snapshot. */
    private int since;

    private int enough = AGAIN;

    private final List<Heard> pending = new ArrayList<>();
    /** How much is pending; and when the last of issuances that taught nothing else was. */
    private int unwritten;

    private long lastTime;
    private long offset = NONE;
    private long writtenOffset = NONE;
    private long writtenAccess;
    private final Map<Feed, Long> offsets = new EnumMap<>(Feed.class);
    private final Map<Feed, Long> firstEnds = new EnumMap<>(Feed.class);
    private final Set<Feed> moved = EnumSet.noneOf(Feed.class);

    /** Takes up what was written down. */
    FeedJournal(Store<JournalEntry> store, long grace, long skew, MaxSilence maxSilence) {
        this.store = store;
        this.writtenAccess = mark(ACCESS, Times.UNKNOWN);
        this.writtenOffset = mark(OFFSET, NONE);
        this.offset = writtenOffset;
        if (store.get(SNAPSHOT) instanceof JournalEntry.Taught taught) {
            generation = taught.generation();
            timeline = PartitionTimeline.restore(grace, skew, maxSilence, taught.timeline());
        } else {
            timeline = new PartitionTimeline(grace, skew, maxSilence);
        }
        while (store.get(HEARD + slot) instanceof JournalEntry.Said said && said.generation() == generation) {
            said.heard().forEach(timeline::hear);
            since += size(said.heard());
            offset = Math.max(offset, said.offset());
            slot++;
        }
    }

    PartitionTimeline timeline() {
        return timeline;
    }

    /** The newest event time of the access partition, or {@link Times#UNKNOWN}. */
    long accessReadTo() {
        return writtenAccess;
    }

    /** The last offset read of the issuance partition, or {@link #NONE}. */
    long offset() {
        return offset;
    }

    /** The last offset read of this feed's partition, which is not the issuance feed's, or {@link #NONE}. */
    long offset(Feed feed) {
        return offsets.computeIfAbsent(feed, f -> mark(f.label() + LAST_OFFSET, NONE));
    }

    /** The feed's partition has this end now; one that was read before had another at the first start. */
    void start(Feed feed, long end) {
        long read = offset(feed);
        firstEnds.put(feed, mark(feed.label() + FIRST_END, read == NONE ? end : read + 1));
    }

    /** The end that the feed's partition had at the first start of all. */
    long firstEnd(Feed feed) {
        return firstEnds.getOrDefault(feed, NONE);
    }

    /** The record at this offset of this feed's partition is read from here on. */
    void reading(Feed feed, long next) {
        offsets.put(feed, next);
        moved.add(feed);
    }

    @Override
    public long of(String keyId) {
        return mark(KEY_OWNER + keyId, KeyOwners.UNLISTED);
    }

    @Override
    public void put(String keyId, long owner) {
        store.put(KEY_OWNER + keyId, new JournalEntry.Mark(owner));
    }

    /** The issuance record at this offset is read from here on. */
    void reading(long next) {
        offset = next;
    }

    @Override
    public void accept(Heard heard) {
        if (heard instanceof Heard.Issuance issuance && timeline.repeats(issuance)) {
            repeated(issuance.issuer(), issuance.time());
        } else {
            pending.add(heard);
        }
        unwritten++;
        if (unwritten >= TOGETHER) {
            endBatch();
        }
    }

    /** Puts it behind the issuances just before it that taught as little. */
    private void repeated(String issuer, long time) {
        Heard last = pending.isEmpty() ? null : pending.get(pending.size() - 1);
        if (last instanceof Heard.Issuances run && run.issuer().equals(issuer)) {
            run.steps().add(time - lastTime);
        } else {
            pending.add(new Heard.Issuances(issuer, new ArrayList<>(List.of(time))));
        }
        lastTime = time;
    }

    /** Behind records that came together: writes down what was heard of them. */
    void endBatch() {
        if (!pending.isEmpty()) {
            store.put(HEARD + slot, new JournalEntry.Said(generation, offset, List.copyOf(pending)));
            slot++;
            since += unwritten;
            unwritten = 0;
            pending.clear();
        }
    }

    /** Between records: writes down what has moved. */
    void writeDown(long accessReadTo) {
        if (since >= enough) {
            generation++;
            slot = 0;
            since = 0;
            PartitionTimeline.Snapshot snapshot = timeline.snapshot();
            store.put(SNAPSHOT, new JournalEntry.Taught(generation, snapshot));
            enough = Math.max(AGAIN, snapshot.size());
        }
        if (offset != writtenOffset) {
            writtenOffset = offset;
            store.put(OFFSET, new JournalEntry.Mark(offset));
        }
        for (Feed feed : moved) {
            if (firstEnds.containsKey(feed)) {
                store.put(feed.label() + FIRST_END, new JournalEntry.Mark(firstEnd(feed)));
            }
            store.put(feed.label() + LAST_OFFSET, new JournalEntry.Mark(offset(feed)));
        }
        moved.clear();
        if (accessReadTo != writtenAccess) {
            writtenAccess = accessReadTo;
            store.put(ACCESS, new JournalEntry.Mark(accessReadTo));
        }
    }

    private static int size(List<Heard> all) {
        return all.stream()
                .mapToInt(heard ->
                        heard instanceof Heard.Issuances run ? run.steps().size() : 1)
                .sum();
    }

    private long mark(String name, long otherwise) {
        return store.get(name) instanceof JournalEntry.Mark mark ? mark.value() : otherwise;
    }
}
