package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.AccountReader;
import org.forgedtoken.detector.reading.AccountReading;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of the accounts feed. Not thread-safe. */
public final class ReadAccounts {
    private final AccountReader reader;
    private final FromRead out;

    public ReadAccounts(AccountReader reader, FromRead out) {
        this.reader = reader;
        this.out = out;
    }

    /**
     * Takes in one record.
     *
     * @param writtenAt when the record was written, epoch ms
     */
    public void read(Origin origin, byte @Nullable [] key, byte @Nullable [] value, long writtenAt, long wallClock) {
        take(origin, reader.read(key, value, writtenAt, wallClock));
    }

    /** Takes in one record that was read already: whoever merges feeds by time has to look at a record first. */
    public void take(Origin origin, AccountReading reading) {
        if (reading instanceof AccountReading.Ok ok) {
            boolean active = ok.account().state() == AccountRecord.State.ACTIVE;
            out.outcome(Feed.ACCOUNTS, active ? Outcome.ACTIVE : Outcome.DELETED);
        } else if (reading instanceof AccountReading.Rejected rejected) {
            out.deadLetter(new DeadLetter(
                    rejected.reason().label(),
                    Feed.ACCOUNTS.label(),
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    rejected.excerpt()));
            out.outcome(Feed.ACCOUNTS, Outcome.DEAD_LETTER);
        }
    }
}
