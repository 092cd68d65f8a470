package org.forgedtoken.detector.step;

import java.util.function.Consumer;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of the issuance feed: keeps the partition's coverage. Not thread-safe. */
public final class ReadIssuance {
    private final IssuanceReader reader;
    private final IssuanceReader backfill;
    private final TokenIdentity identity;
    private final CarriedIssuers carried;
    private final PartitionTimeline timeline;
    private final Consumer<Heard> journal;
    private final Emit out;
    private final Counts counts;
    private long marked = Times.UNKNOWN;
    private boolean told;

    /** @param journal hears what changes the timeline, before it does, so that it can be told again after a crash */
    public ReadIssuance(
            IssuanceReader reader,
            TokenIdentity identity,
            CarriedIssuers carried,
            PartitionTimeline timeline,
            Consumer<Heard> journal,
            Emit out,
            Counts counts) {
        this.reader = reader;
        this.backfill = reader.natively();
        this.identity = identity;
        this.carried = carried;
        this.timeline = timeline;
        this.journal = journal;
        this.out = out;
        this.counts = counts;
    }

    /** Takes in one record. */
    public void read(Origin origin, byte @Nullable [] value, long wallClock) {
        take(origin, reader.read(value, wallClock), wallClock);
    }

    /** Takes in one record that was read already: whoever merges feeds by time has to look at a record first. */
    public void take(Origin origin, Reading reading, long wallClock) {
        if (reading instanceof Reading.Issuance ok) {
            counts.issuanceDelay(wallClock - ok.issuance().time());
            issuance(ok.issuance());
        } else if (reading instanceof Reading.Skipped) {
            counts.outcome(Feed.ISSUANCE, Outcome.SKIPPED);
        } else if (reading instanceof Reading.Rejected rejected) {
            out.to(Channel.DEAD_LETTERS, origin.deadLetter(Feed.ISSUANCE, rejected.reason(), rejected.excerpt()));
            counts.outcome(Feed.ISSUANCE, Outcome.DEAD_LETTER);
            if (rejected.mayIssue()) {
                hear(new Heard.Loss(rejected.time(), rejected.issuer(), 1));
            }
        }
    }

    /**
     * Takes in one record of a backfill, which is native whatever the feed is. It is out of the feed's order: it says
     * nothing of how late the feed is, and only the heartbeats at its end say what it completes.
     */
    public void backfilled(Origin origin, byte @Nullable [] value, long wallClock) {
        takeBackfilled(origin, backfill.read(value, wallClock), wallClock);
    }

    /** The same of one that was read already, in the native format. */
    public void takeBackfilled(Origin origin, Reading reading, long wallClock) {
        if (!(reading instanceof Reading.Issuance ok)) {
            take(origin, reading, wallClock);
            return;
        }
        if (ok.issuance() instanceof Issued issued) {
            TokenKey key = keyOf(issued.token());
            hear(new Heard.Past(heard(issued, key)));
            forward(issued, key);
            return;
        }
        if (ok.issuance() instanceof IssuanceRecord.Heartbeat heartbeat
                && heartbeat.issuer() != null
                && Times.known(heartbeat.since())) {
            hear(new Heard.Backfill(heartbeat.issuer(), heartbeat.since(), heartbeat.time()));
        }
        forward(ok.issuance());
    }

    /**
     * Offsets of this partition are gone and were never read.
     *
     * @param records how many; {@link org.forgedtoken.detector.coverage.Hole#UNBOUNDED} where nobody knows
     */
    public void lost(long records) {
        hear(new Heard.Loss(Times.UNKNOWN, null, records));
    }

    /** The feed is complete up to {@code until}, from its last record on: somebody who knows says so. */
    public void completeUntil(long until) {
        timeline.completeUntil(until);
    }

    /** Tells every judging task what coverage has become and how far this partition was read, if anything is new. */
    public void mark(int partition, int partitions) {
        mark(partition, partitions, Times.known(timeline.newest()));
    }

    /**
     * The same, of a partition of several.
     *
     * @param caughtUp whether it was read to the end that it had at the start; before that its position is not told, since
     *     nobody can know which issuers it carries
     */
    public void mark(int partition, int partitions, boolean caughtUp) {
        for (CoverageMark mark : timeline.takeMarks(partition, partitions)) {
            carried.add(mark.issuer());
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.Covered(mark));
        }
        if (caughtUp && (!told || timeline.newest() != marked)) {
            told = true;
            marked = timeline.newest();
            out.to(
                    Channel.TOKEN_EVENTS,
                    new TokenEvent.ReadTo(new PositionMark(Feed.ISSUANCE, partition, partitions, marked)));
        }
    }

    /** The position is told with the next mark, be it new or not: who judges may have come later. */
    public void sayAgain() {
        told = false;
    }

    private void issuance(IssuanceRecord record) {
        if (record instanceof Issued issued) {
            TokenKey key = keyOf(issued.token());
            hear(heard(issued, key));
            forward(issued, key);
            return;
        }
        if (record instanceof IssuanceRecord.Revoked revoked) {
            hear(new Heard.Event(revoked.token().issuer(), revoked.time()));
        } else if (record instanceof IssuanceRecord.KeyRevoked revoked) {
            hear(new Heard.Event(revoked.issuer(), revoked.time()));
        } else if (record instanceof IssuanceRecord.Heartbeat heartbeat) {
            hear(new Heard.Heartbeat(heartbeat.time(), heartbeat.since(), heartbeat.issuer()));
        }
        forward(record);
    }

    private void forward(Issued issued, TokenKey key) {
        out.to(Channel.TOKEN_EVENTS, new TokenEvent.WasIssued(key, issued));
        counts.outcome(Feed.ISSUANCE, Outcome.ISSUED);
    }

    private void forward(IssuanceRecord record) {
        if (record instanceof IssuanceRecord.Revoked revoked) {
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.WasRevoked(keyOf(revoked.token()), revoked));
            counts.outcome(Feed.ISSUANCE, Outcome.REVOKED);
        } else if (record instanceof IssuanceRecord.KeyRevoked revoked) {
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.KeyRevoked(revoked));
            counts.outcome(Feed.ISSUANCE, Outcome.REVOKED);
        } else {
            counts.outcome(Feed.ISSUANCE, Outcome.HEARTBEAT);
        }
    }

    private static Heard.Issuance heard(Issued issued, TokenKey key) {
        TokenClaims token = issued.token();
        long lifetime = Times.known(token.expiresAt()) ? token.expiresAt() - issued.issuedAt() : Times.UNKNOWN;
        boolean hasId =
                token.tokenId() != null && !token.idAbsent(); // an id of the provider's log is none of the token
        return new Heard.Issuance(
                token.issuer(),
                issued.time(),
                key.kind(),
                hasId,
                lifetime,
                token.keyId(),
                token.digest() != null,
                token.kind());
    }

    private TokenKey keyOf(TokenClaims token) {
        TokenKey key = identity.keyOf(token);
        return key == null ? TokenKey.ofWhatIsStated(token) : key;
    }

    private void hear(Heard heard) {
        journal.accept(heard);
        timeline.hear(heard);
    }
}
