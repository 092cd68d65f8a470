package org.forgedtoken.detector.step;

import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.Reading;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of the accounts feed. Not thread-safe. */
public final class ReadAccounts {
    private final ListReader reader;
    private final Emit out;
    private final Counts counts;
    private long newest = Times.UNKNOWN;
    private boolean toldThatItIsThere;
    private boolean toldThatItIsEmpty;

    public ReadAccounts(ListReader reader, Emit out, Counts counts) {
        this.reader = reader;
        this.out = out;
        this.counts = counts;
    }

    /**
     * Takes in one record.
     *
     * @param writtenAt when the record was written, epoch ms
     * @param wasThere as {@link AccountRecord#wasThere}
     */
    public void read(
            Origin origin,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long writtenAt,
            long wallClock,
            boolean wasThere) {
        take(origin, reader.read(key, value, writtenAt, wallClock), wasThere);
    }

    /** Takes in one record that was read already: whoever merges feeds by time has to look at a record first. */
    public void take(Origin origin, Reading reading, boolean wasThere) {
        if (reading instanceof Reading.Account ok) {
            newest = Math.max(newest, ok.account().time());
            AccountRecord account = wasThere ? ok.account().thatWasThere() : ok.account();
            out.to(Channel.WATCH_ACCOUNTS, new ForWatch.Listed(account));
            boolean active = ok.account().state() == AccountRecord.State.ACTIVE;
            counts.outcome(Feed.ACCOUNTS, active ? Outcome.ACTIVE : Outcome.DELETED);
        } else if (reading instanceof Reading.Rejected rejected) {
            out.to(Channel.DEAD_LETTERS, origin.deadLetter(Feed.ACCOUNTS, rejected.reason(), rejected.excerpt()));
            counts.outcome(Feed.ACCOUNTS, Outcome.DEAD_LETTER);
        }
    }

    /**
     * Tells every task that watches accounts that this partition was read to the end that it had at the start: before that
     * nobody knows which accounts there are. Where it was empty then, tells so, and again once it carries a record.
     */
    public void mark(int partition, int partitions, boolean caughtUp) {
        boolean empty = !Times.known(newest);
        if (caughtUp && !toldThatItIsThere && !(empty && toldThatItIsEmpty)) {
            toldThatItIsEmpty = empty;
            toldThatItIsThere = !empty;
            PositionMark mark = new PositionMark(Feed.ACCOUNTS, partition, partitions, newest);
            out.to(Channel.WATCH_ACCOUNTS, new ForWatch.ReadTo(mark));
        }
    }
}
