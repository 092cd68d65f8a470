package org.forgedtoken.detector.replay;

import java.io.IOException;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.AccessReading;
import org.forgedtoken.detector.reading.IssuanceReading;
import org.forgedtoken.detector.settings.Settings;

/**
 * Hands the records of both feeds to the steps in the order of the times at their heads, issuances ahead of accesses by
 * grace: about the order in which they came when they were live. Not thread-safe.
 */
final class Feeder {
    /** However large the grace, issuances are read ahead by no more than this, in ms. */
    private static final long MOST_AHEAD = 600_000;

    private final MergedFeed<AccessReading> access;
    private final MergedFeed<IssuanceReading> issuance;
    private final Steps steps;
    private final Tally tally;
    private final long now;
    private final long ahead;
    private final long slack;
    private boolean lossAtEnd;

    /** @param now wall clock, epoch ms */
    Feeder(
            MergedFeed<AccessReading> access,
            MergedFeed<IssuanceReading> issuance,
            Settings settings,
            Steps steps,
            Tally tally,
            long now) {
        this.access = access;
        this.issuance = issuance;
        this.steps = steps;
        this.tally = tally;
        this.now = now;
        long grace = settings.ledger().grace().toMillis();
        this.ahead = Math.min(grace, MOST_AHEAD);
        this.slack = settings.clock().skew().toMillis() + grace;
    }

    /**
     * Feeds everything to the steps, and ends them.
     *
     * @param eachRecord is told of each record
     */
    void run(CompleteUntil completeUntil, Runnable eachRecord) throws IOException {
        boolean issuanceEnded = false;
        while (access.hasNext() || issuance.hasNext()) {
            if (issuance.hasNext() && (!access.hasNext() || issuance.time() <= access.time() + ahead)) {
                issuance();
            } else {
                access();
            }
            eachRecord.run();
            if (!issuanceEnded && !issuance.hasNext()) {
                issuanceEnded = true;
                if (completeUntil instanceof CompleteUntil.Time time) {
                    completeUntil(time.millis());
                }
                steps.issuanceEnded();
            }
        }
        if (!issuanceEnded) {
            steps.issuanceEnded();
        }
        if (completeUntil instanceof CompleteUntil.LastAccess && tally.hasTimes(Feed.ACCESS)) {
            completeUntil(tally.last(Feed.ACCESS) + slack);
        }
        steps.end();
    }

    /** Whether the issuance files end with a damaged one, so that nobody can say that they are complete from there on. */
    boolean hasLossAtEnd() {
        return lossAtEnd;
    }

    private void access() throws IOException {
        LogFile.Entry<AccessReading> entry = access.next();
        if (entry != null) {
            tally.read(Feed.ACCESS, entry.time());
            steps.access(entry);
        }
    }

    private void issuance() throws IOException {
        LogFile.Entry<IssuanceReading> entry = issuance.next();
        if (entry != null) {
            tally.read(Feed.ISSUANCE, entry.time());
            steps.issuance(entry, now);
            lossAtEnd = false;
        }
        if (issuance.takeLoss()) {
            steps.issuanceLost();
            lossAtEnd = true;
        }
    }

    private void completeUntil(long until) {
        if (!lossAtEnd) {
            steps.issuanceCompleteUntil(until);
        }
    }
}
