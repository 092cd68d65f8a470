package org.forgedtoken.detector.step;

import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of the keys feed. Every judging task hears of every key. Not thread-safe. */
public final class ReadKeys {
    private final ListReader reader;
    private final KeyOwners owners;
    private final Emit out;
    private final Counts counts;
    private long newest = Times.UNKNOWN;
    private boolean told;

    public ReadKeys(ListReader reader, KeyOwners owners, Emit out, Counts counts) {
        this.reader = reader;
        this.owners = owners;
        this.out = out;
        this.counts = counts;
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
    public void take(Origin origin, Reading reading) {
        if (reading instanceof Reading.Key ok) {
            newest = Math.max(newest, ok.key().time());
            owners.list(ok.key().issuer(), ok.key().keyId());
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.KeyChanged(ok.key()));
            counts.outcome(Feed.KEYS, outcome(ok.key().state()));
        } else if (reading instanceof Reading.KeyGone gone && isAmbiguous(gone)) {
            rejected(origin, RejectReason.AMBIGUOUS_KEY, gone.keyId());
        } else if (reading instanceof Reading.KeyGone gone) {
            newest = Math.max(newest, gone.time());
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.KeyGone(gone.time(), gone.issuer(), gone.keyId()));
            counts.outcome(Feed.KEYS, Outcome.RETIRED);
        } else if (reading instanceof Reading.Rejected rejected) {
            rejected(origin, rejected.reason(), rejected.excerpt());
        }
    }

    /** The position is told with the next mark: a task that has moved waits for it. */
    public void sayAgain() {
        told = false;
    }

    private boolean isAmbiguous(Reading.KeyGone gone) {
        return gone.issuer() == null && owners.of(gone.keyId()) == KeyOwners.SEVERAL;
    }

    private void rejected(Origin origin, RejectReason reason, String excerpt) {
        out.to(Channel.DEAD_LETTERS, origin.deadLetter(Feed.KEYS, reason, excerpt));
        counts.outcome(Feed.KEYS, Outcome.DEAD_LETTER);
    }

    /**
     * Tells every judging task that this partition was read to the end that it had at the start: before that nobody
     * knows which keys the feed has.
     */
    public void mark(int partition, int partitions, boolean caughtUp) {
        if (caughtUp && !told) {
            told = true;
            out.to(
                    Channel.TOKEN_EVENTS,
                    new TokenEvent.ReadTo(new PositionMark(Feed.KEYS, partition, partitions, newest)));
        }
    }

    private static Outcome outcome(KeyRecord.State state) {
        return switch (state) {
            case ACTIVE -> Outcome.ACTIVE;
            case RETIRED -> Outcome.RETIRED;
            case COMPROMISED -> Outcome.COMPROMISED;
        };
    }
}
