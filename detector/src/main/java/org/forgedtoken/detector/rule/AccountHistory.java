package org.forgedtoken.detector.rule;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AccountRecord.State;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * When an account existed, as its records say: each applies from its own time on, in whatever order they come. Event times,
 * epoch ms. Immutable.
 *
 * @param changes in the order of their times; of several to one state in a row the first and the last, between which one to
 *     the other state may still come; at most {@value #MOST}, the newest
 * @param since when it existed before the first of them: {@link #ALWAYS}, {@link #NEVER}, or from a time on
 * @param accountClass as the newest record that states one says; null where none does
 * @param classSince the time of that record
 */
public record AccountHistory(
        List<Change> changes, long since, @Nullable String accountClass, long classSince) {
    private static final int MOST = 16;

    /** It was listed when nobody could tell since when. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** It did not. */
    public static final long NEVER = Long.MAX_VALUE;

    /** An account of which no record has been read. */
    public static final AccountHistory NONE = new AccountHistory(List.of(), NEVER, null, Times.UNKNOWN);

    /** A record: from {@code since} on the account is there, or is not. */
    public record Change(long since, boolean exists) {}

    /** With one record more. Of two of the same time, one that says that the account is there is the later. */
    public AccountHistory with(AccountRecord account) {
        Change change = new Change(account.time(), account.state() == State.ACTIVE);
        List<Change> all = new ArrayList<>(changes);
        int at = all.size();
        while (at > 0 && isAfter(all.get(at - 1), change)) {
            at--;
        }
        all.add(at, change);
        List<Change> kept = new ArrayList<>();
        for (Change one : all) {
            int size = kept.size();
            if (size >= 2
                    && kept.get(size - 1).exists() == one.exists()
                    && kept.get(size - 2).exists() == one.exists()) {
                kept.remove(size - 1);
            }
            if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(one)) {
                kept.add(one);
            }
        }
        boolean isNewest = account.accountClass() != null && account.time() >= classSince;
        return new AccountHistory(
                List.copyOf(kept.subList(Math.max(0, kept.size() - MOST), kept.size())),
                account.wasThere() ? sinceBy(account.notBefore()) : since,
                isNewest ? account.accountClass() : accountClass,
                isNewest ? account.time() : classSince);
    }

    /** Of an account that was there, the record says when it began, or nobody can tell. */
    private long sinceBy(long notBefore) {
        if (!Times.known(notBefore)) {
            return since == NEVER ? ALWAYS : since;
        }
        return since == ALWAYS ? notBefore : Math.min(since, notBefore);
    }

    /**
     * Whether it may have existed at a time: a record of the account applies from its time on, but one that says that it
     * is there from {@code skew} before, since whoever has just signed up may be seen by a clock that is behind.
     */
    public boolean existed(long time, long skew) {
        boolean isBeforeAll = changes.isEmpty() || time < changes.get(0).since();
        if (isBeforeAll && since != NEVER && since <= time + skew) {
            return true;
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            long until = i + 1 < changes.size() ? changes.get(i + 1).since() : Long.MAX_VALUE;
            if (change.exists() && change.since() <= time + skew && until > time) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAfter(Change one, Change other) {
        return one.since() > other.since() || (one.since() == other.since() && one.exists() && !other.exists());
    }
}
