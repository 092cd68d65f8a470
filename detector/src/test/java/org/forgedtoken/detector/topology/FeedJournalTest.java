package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;
import org.junit.jupiter.api.Test;

/** What READ knows again after a crash is what it knew at the last commit. */
class FeedJournalTest {
    private static final long GRACE = 120_000;
    private static final long SKEW = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private final Store<JournalEntry> store = new MapStore<>();
    private final Random random = new Random(5);
    private long now = 1_000_000_000;
    private long offset;

    private FeedJournal open() {
        return new FeedJournal(store, GRACE, SKEW, new MaxSilence.Auto());
    }

    private Heard next() {
        now += random.nextInt(100);
        long time = now - random.nextInt(1_000);
        int dice = random.nextInt(500);
        return switch (dice) {
            case 0 -> new Heard.Loss(time, null, 1);
            case 1 -> new Heard.Event("https://idp", time);
            case 2 -> new Heard.Past(issuance("https://idp", time - DAY, HOUR + dice));
            case 3 -> new Heard.Heartbeat(time, Times.UNKNOWN, null);
            default -> issuance("https://idp" + dice % 7 / 6, time, dice % 11 == 0 ? HOUR + now / 1_000_000 : HOUR);
        };
    }

    private Heard.Issuance issuance(String issuer, long time, long lifetime) {
        String kind = random.nextInt(3) == 0 ? "id" : null;
        return new Heard.Issuance(
                issuer, time, IdentityKind.ID, true, lifetime, "k" + now / 10_000_000, random.nextInt(300) > 0, kind);
    }

    @Test
    void remembersTheEndOfTheFirstStart() {
        FeedJournal journal = open();
        journal.start(Feed.ACCOUNTS, 7);
        journal.reading(Feed.ACCOUNTS, 3);
        journal.writeDown(now);

        journal = open();
        journal.start(Feed.ACCOUNTS, 20);

        assertThat(journal.firstEnd(Feed.ACCOUNTS)).isEqualTo(7);
    }

    @Test
    void whatAnEarlierProgramReadWasThere() {
        FeedJournal journal = open();
        journal.reading(Feed.ACCOUNTS, 3);
        journal.writeDown(now);

        journal = open();
        journal.start(Feed.ACCOUNTS, 20);

        assertThat(journal.firstEnd(Feed.ACCOUNTS)).isEqualTo(4);
    }

    @Test
    void isTheSameAfterACrashBehindAnyBatch() {
        PartitionTimeline expected = new PartitionTimeline(GRACE, SKEW, new MaxSilence.Auto());
        FeedJournal journal = open();
        for (int batch = 0; batch < 300; batch++) {
            int together = random.nextInt(600);
            for (int i = 0; i < together; i++) {
                journal.reading(offset++);
                Heard heard = next();
                journal.accept(heard);
                journal.timeline().hear(heard);
                expected.hear(heard);
            }
            journal.endBatch();
            if (random.nextInt(3) == 0) {
                journal.writeDown(now);
            }
            if (random.nextInt(4) == 0) {
                journal = open();
                assertThat(journal.timeline().snapshot()).isEqualTo(expected.snapshot());
                assertThat(journal.offset()).isEqualTo(offset - 1);
            }
        }
        assertThat(open().timeline().snapshot()).isEqualTo(expected.snapshot());
    }

    /** A snapshot is large: it is not written for each mark, but once as much was heard as is in it. */
    @Test
    void aSnapshotIsWrittenOnceInManyRecords() {
        FeedJournal journal = open();
        int snapshots = 0;
        JournalEntry last = null;
        for (int i = 0; i < 40_000; i++) {
            journal.reading(offset++);
            Heard heard = next();
            journal.accept(heard);
            journal.timeline().hear(heard);
            journal.endBatch();
            journal.writeDown(now);
            JournalEntry snapshot = store.get("issuance-snapshot");
            snapshots += snapshot != last ? 1 : 0;
            last = snapshot;
        }
        assertThat(snapshots).isEqualTo(6);
    }
}
