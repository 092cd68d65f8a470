package org.forgedtoken.detector.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.watch.UncertainUses.Use;

/**
 * Whether the accounts exist for which tokens are used. A use waits until accesses have been read past it by
 * {@code account.grace}, and the accounts feed to the end that it had at the start; a record that comes later still takes
 * back what was told. Nothing is said where the feed has no record at all. At most {@value #UNCERTAIN} accounts wait or are
 * remembered, for {@value #REMEMBERED} ms; uses of more are not looked up. Not thread-safe.
 */
final class AccountExistence {
    private static final int UNCERTAIN = 100_000;
    private static final long REMEMBERED = 30 * 86_400_000L;

    /** Why an account is looked at. */
    private enum Look {
        /** A use of it is due. */
        DUE,
        /** The same, but the feed has no record of anybody. */
        NO_FEED,
        /** A record of it has come. */
        AGAIN
    }

    private final long grace;
    private final long skew;
    private final Store<AccountHistory> known;
    private final Store<UncertainUses> uncertain;
    private final Positions positions;
    private final Consumer<UnknownUse> out;
    private final DueTimes due = new DueTimes();

    /** @param positions of the accesses and of the accounts feed */
    AccountExistence(
            Settings settings,
            Store<AccountHistory> known,
            Store<UncertainUses> uncertain,
            Positions positions,
            Consumer<UnknownUse> out) {
        this.grace = settings.millis(Catalogue.ACCOUNT_GRACE);
        this.skew = settings.millis(Catalogue.CLOCK_SKEW);
        this.known = known;
        this.uncertain = uncertain;
        this.positions = positions;
        this.out = out;
        uncertain.forEach((account, uses) -> uses.uses().forEach(use -> await(account, use)));
    }

    /** A token was used for this account, of which so much is {@link #known}. */
    void seen(String account, AccountHistory history, Watched seen) {
        if (history.existed(seen.time(), skew)) {
            return;
        }
        UncertainUses uses = uses(account);
        Involved involved = isWithoutRecords() ? null : seen.involved();
        Use same = uses.same(seen.source(), seen.time());
        if (same != null) {
            if (involved != null) {
                Use now = same.with(involved);
                uncertain.put(account, uses.with(same, now));
                if (!same.isUntold()) {
                    await(account, now);
                }
            }
            return;
        }
        if (uses.uses().isEmpty() && uncertain.size() >= UNCERTAIN) {
            return;
        }
        Use use = new Use(
                seen.source(), seen.time(), seen.incident(), false, involved == null ? List.of() : List.of(involved));
        uncertain.put(account, uses.with(use));
        await(account, use);
    }

    /** Then nothing is told of anybody. */
    private boolean isWithoutRecords() {
        return positions.isHeard(Feed.ACCOUNTS) && !Times.known(positions.of(Feed.ACCOUNTS));
    }

    /** What the feed says of an account. */
    void record(AccountRecord record) {
        String account = record.accountId();
        AccountHistory before = known(account);
        AccountHistory now = before.with(record);
        if (now.equals(before)) {
            return;
        }
        known.put(account, now);
        if (uncertain.has(account)) {
            look(account, Look.AGAIN);
        }
    }

    /** Looks up at most so many of those that are due; whether there are more. */
    boolean work(int most) {
        if (!positions.isHeard(Feed.ACCOUNTS) || !positions.isHeard(Feed.ACCESS)) {
            return false;
        }
        long readTo = positions.of(Feed.ACCESS);
        for (int i = 0; i < most; i++) {
            DueTimes.Due next = Times.known(readTo) ? due.poll(readTo) : null;
            if (next == null) {
                return false;
            }
            look(next.name(), Times.known(positions.of(Feed.ACCOUNTS)) ? Look.DUE : Look.NO_FEED);
        }
        return true;
    }

    /** Forgets what was told long ago. */
    void sweep(int limit) {
        long readTo = positions.of(Feed.ACCESS);
        if (Times.known(readTo) && readTo != PositionMark.END) {
            uncertain.sweep(limit, (account, uses) -> uses.last() + REMEMBERED < readTo);
        }
    }

    /** Says of each use of the account what can be said by now. */
    private void look(String account, Look why) {
        long readTo = positions.of(Feed.ACCESS);
        List<Use> left = new ArrayList<>();
        for (Use use : uses(account).uses()) {
            boolean isDue = Times.known(readTo) && use.time() + grace <= readTo;
            if (existed(account, use.time())) {
                if (use.told()) {
                    out.accept(new UnknownUse(use.time(), account, use.source(), use.incident(), List.of(), true));
                }
            } else if (!use.isUntold() || !isDue || why == Look.AGAIN) {
                left.add(use);
            } else if (why == Look.DUE) {
                out.accept(new UnknownUse(use.time(), account, use.source(), use.incident(), use.involved(), false));
                left.add(use.afterTelling());
            }
        }
        if (left.isEmpty()) {
            uncertain.remove(account);
        } else {
            uncertain.put(account, new UncertainUses(List.copyOf(left)));
        }
    }

    private UncertainUses uses(String account) {
        UncertainUses uses = uncertain.get(account);
        return uses == null ? UncertainUses.NONE : uses;
    }

    /** Whether a record says that the account was there. */
    boolean existed(String account, long time) {
        return known(account).existed(time, skew);
    }

    /** What the feed has said of an account. */
    AccountHistory known(String account) {
        AccountHistory history = known.get(account);
        return history == null ? AccountHistory.NONE : history;
    }

    private void await(String account, Use use) {
        if (use.isUntold()) {
            due.add(use.time() + grace, account);
        }
    }
}
