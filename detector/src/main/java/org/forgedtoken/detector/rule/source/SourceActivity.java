package org.forgedtoken.detector.rule.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.datasketches.hash.MurmurHash3;

/** What one source did: the state of its rules. Mutable; not thread-safe. */
public final class SourceActivity {
    private static final long SEED = 2004;

    private final AccountSample accounts;
    private final Walk walk;
    private int unvouched;
    private boolean apart;

    /** How many accounts have been accused, for the first time or after a while, since the rules were last asked. */
    private int unasked;

    private int first;
    private int newest = Seconds.NEVER;

    /** A source that nobody has seen yet. */
    public SourceActivity() {
        this(1, List.of(), new Walk(List.of()), Seconds.NEVER, false);
    }

    /**
     * As it was left.
     *
     * @param kept the share of its accounts that these are
     * @param walk the numbers of those whose tokens are not issued
     * @param first when it was first seen, seconds since 2020; the smallest int where that is not known
     * @param apart whether it is kept out of the background
     */
    public SourceActivity(double kept, List<AccountUse> uses, Walk walk, int first, boolean apart) {
        this.accounts = new AccountSample(kept, uses);
        this.walk = walk;
        this.first = first;
        this.apart = apart;
        for (AccountUse use : uses) {
            unvouched += use.trust() == TrustClass.ISSUED ? 0 : 1;
            newest = Math.max(newest, use.last());
        }
    }

    /** The share of its accounts that is kept, 1 for all. */
    public double kept() {
        return accounts.kept();
    }

    /** The accounts that are kept. */
    public List<AccountUse> uses() {
        return accounts.uses();
    }

    /** The numbers of accounts whose tokens are not issued. */
    public Walk walk() {
        return walk;
    }

    /** When it was first seen, seconds since 2020. */
    public int first() {
        return first;
    }

    /** Whether it is kept out of the background. */
    public boolean isApart() {
        return apart;
    }

    /** How many accounts are kept. */
    public int accounts() {
        return accounts.size();
    }

    /** For how many of these nobody vouches, or nearly so. */
    public int unvouched() {
        return unvouched;
    }

    /**
     * Takes in an access.
     *
     * @param time event time, epoch ms
     * @return whether anything but a time has changed
     */
    public boolean see(long time, String account, TrustClass trust, BackgroundRate background) {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        Visit visit = new Visit(hash(name), Seconds.of(time), trust);
        accounts.see(visit);
        newest = Math.max(newest, visit.time);
        first = first == Seconds.NEVER ? visit.time : Math.min(first, visit.time);
        if (visit.counts() && !apart) {
            background.count(visit.time, visit.trust(), 1);
        }
        // whoever was accused of little once must not have a free hand with the same accounts
        unasked += visit.isAccusedAgain() ? 1 : 0;
        if (!visit.hasTurned()) {
            return false;
        }
        walk.see(time, account, visit.trust() == TrustClass.ISSUED ? TrustClass.ISSUED : trust);
        if (visit.isAccused()) {
            unvouched++;
            unasked++;
        } else if (visit.isAcquitted()) {
            unvouched = Math.max(0, unvouched - 1);
        }
        return true;
    }

    /** The hash of an account's name. */
    static long hash(byte[] name) {
        return MurmurHash3.hash(name, SEED)[0];
    }

    /** It is known to be a crawler: what it does explains nothing of what others do. */
    public void setApart(BackgroundRate background) {
        if (!apart) {
            apart = true;
            accounts.forEach(use -> background.count(use, -1));
        }
    }

    /** It is one of many again. */
    public void rejoin(BackgroundRate background) {
        if (apart) {
            apart = false;
            accounts.forEach(use -> background.count(use, 1));
        }
    }

    /**
     * Whether enough is new for the rules to be asked again: they look at all accounts, so the more there are the more
     * seldom (one in 64, which delays a finding by no more).
     */
    public boolean isDue(int least) {
        if (unvouched < least * accounts.kept() || unasked <= unvouched / 64) {
            return false;
        }
        unasked = 0;
        return true;
    }

    /**
     * Whether tokens count of which coverage says nothing: not on its first day, nor beside half as many accounts with
     * issued ones. A carrier's network in an outage has these.
     */
    boolean countsWithoutCoverage() {
        if (newest - SourceWindow.DAY.seconds() < first) {
            return false;
        }
        int[] issuedAndOthers = {0, 0};
        int from = newest - SourceWindow.LONGEST;
        accounts.forEach(use -> {
            issuedAndOthers[0] += use.issued() >= from ? 1 : 0;
            issuedAndOthers[1] += use.trust() == TrustClass.NO_COVERAGE && use.unvouched() >= from ? 1 : 0;
        });
        return 2 * issuedAndOthers[0] < issuedAndOthers[1];
    }

    /** Whether all tokens that it used of late turned out to be issued. */
    public boolean isCleared() {
        int from = newest - SourceWindow.LONGEST;
        boolean[] isCleared = {true};
        accounts.forEach(use -> isCleared[0] &= use.trust() == TrustClass.ISSUED || use.unvouched() < from);
        return isCleared[0];
    }

    int newest() {
        return newest;
    }

    Expectation expectation(BackgroundRate background) {
        return new Expectation(accounts.uses(), accounts.kept(), background, !apart, countsWithoutCoverage());
    }
}
