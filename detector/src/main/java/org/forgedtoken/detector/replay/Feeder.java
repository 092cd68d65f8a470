package org.forgedtoken.detector.replay;

import java.io.IOException;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.input.MergedFeed;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * Hands the records of the feeds to the steps: first the lists of keys and accounts, then accesses and issuances in the
 * order of the times at their heads, issuances so far ahead that an access can be judged at once. Not thread-safe.
 */
final class Feeder {
    private final MergedFeed access;
    private final MergedFeed issuance;
    private final MergedFeed keys;
    private final MergedFeed accounts;
    private final Steps steps;
    private final Tally tally;
    private final long now;
    private final long ahead;
    private final long slack;
    private boolean lossAtEnd;

    /** @param now wall clock, epoch ms */
    Feeder(
            MergedFeed access,
            MergedFeed issuance,
            MergedFeed keys,
            MergedFeed accounts,
            Settings settings,
            Steps steps,
            Tally tally,
            long now) {
        this.access = access;
        this.issuance = issuance;
        this.keys = keys;
        this.accounts = accounts;
        this.steps = steps;
        this.tally = tally;
        this.now = now;
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        this.ahead = settings.issuanceLead();
        this.slack = settings.millis(Catalogue.CLOCK_SKEW) + grace;
    }

    /** Feeds everything to the steps, and ends them. */
    void run(CompleteUntil completeUntil) throws IOException {
        lists();
        boolean issuanceEnded = false;
        while (access.hasNext() || issuance.hasNext()) {
            if (issuance.hasNext() && (!access.hasNext() || issuance.time() <= access.time() + ahead)) {
                issuance();
            } else {
                access();
            }
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

    /**
     * Keys and accounts first, all of them: each record applies from its own time on, whenever it is read, and an export of
     * such a list is in the order of its names as often as in that of its times.
     */
    private void lists() throws IOException {
        while (keys.hasNext()) {
            OpenInput.Entry entry = keys.next();
            if (entry != null) {
                tally.read(Feed.KEYS, entry.time());
                steps.key(entry);
            }
        }
        while (accounts.hasNext()) {
            OpenInput.Entry entry = accounts.next();
            if (entry != null) {
                tally.read(Feed.ACCOUNTS, entry.time());
                steps.account(entry);
            }
        }
        steps.listsEnded();
    }

    private void access() throws IOException {
        OpenInput.Entry entry = access.next();
        if (entry != null) {
            tally.read(Feed.ACCESS, entry.time());
            steps.access(entry);
        }
    }

    private void issuance() throws IOException {
        OpenInput.Entry entry = issuance.next();
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
