package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.SourcesState;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.WatchAccounts;
import org.forgedtoken.detector.step.WatchAccountsState;
import org.forgedtoken.detector.step.WatchSources;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.Policies;

/**
 * WATCH in a replay: one task of accounts, and one of sources, each with a thread of its own. What is told here, and what
 * goes past, comes through both in one order: the one in which it would come if there were no threads. All methods are for
 * the one that tells.
 */
final class Watching implements Closeable {
    private static final int SLICE = 5_000;

    private final Lane ofAccounts = new Lane("replay-accounts", Lane.TOGETHER / LookAhead.MOST);
    private final Lane ofSources = new Lane("replay-sources");
    private final WatchAccounts accounts;
    private final WatchSources sources;
    private List<Watched> coming = new ArrayList<>(LookAhead.MOST);

    /**
     * @param hasAccounts whether there is an accounts feed
     * @param out is told by the thread of sources, like {@code incidents}
     */
    Watching(Settings settings, boolean hasAccounts, Consumer<Finding> out, Consumer<IncidentEvent> incidents) {
        this.sources = new WatchSources(
                Policies.sources(settings),
                new SourcesState(new MapStore<>(), new MapStore<>()),
                out,
                incidents::accept);
        WatchAccountsState state = new WatchAccountsState(
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>());
        this.accounts = new WatchAccounts(
                Policies.watchAccounts(settings, hasAccounts),
                state,
                finding -> ofSources.tell(() -> out.accept(finding)),
                use -> ofSources.tell(() -> unknown(use, incidents)));
    }

    /** To be done by the thread of sources, when all that was told before is done. */
    void past(Runnable call) {
        tell(() -> ofSources.tell(call));
    }

    void watch(Watched seen) {
        coming.add(seen);
        if (coming.size() == LookAhead.MOST) {
            watchComing();
        }
    }

    /** What each of them leads to comes out in the order in which they came, whoever is looked ahead at. */
    private void watchComing() {
        if (coming.isEmpty()) {
            return;
        }
        List<Watched> together = coming;
        coming = new ArrayList<>(LookAhead.MOST);
        ofAccounts.tell(() -> {
            accounts.expect(together);
            ofSources.tell(() -> sources.expect(together));
            for (Watched seen : together) {
                accounts.seen(seen);
                ofSources.tell(() -> sources.seen(seen));
            }
        });
    }

    /** To be done behind all that was watched. */
    private void tell(Runnable call) {
        watchComing();
        ofAccounts.tell(call);
    }

    void anonymous(AnonymousUse use) {
        tell(() -> accounts.anonymous(use));
    }

    void account(AccountRecord account) {
        tell(() -> accounts.account(account));
    }

    /** A feed has been read so far. */
    void readTo(PositionMark mark) {
        tell(() -> {
            accounts.readTo(mark);
            ofSources.tell(() -> sources.readTo(mark));
        });
        work();
    }

    /** Does all that is due. */
    void work() {
        tell(() -> {
            while (accounts.work(SLICE)) {
                // the next slice
            }
            ofSources.tell(sources::tell);
        });
    }

    /** Whether there was such an account at this event time (epoch ms); once all that was told is done. */
    boolean existed(String account, long time) {
        return accounts.existed(account, time);
    }

    /** Lets go what is too old to matter. */
    void sweep(int limit) {
        tell(() -> accounts.sweep(limit));
    }

    /** Waits until all is done; nothing may be told after that. */
    void end() {
        watchComing();
        ofAccounts.end();
        ofSources.end();
    }

    @Override
    public void close() {
        ofAccounts.close();
        ofSources.close();
    }

    private void unknown(UnknownUse use, Consumer<IncidentEvent> incidents) {
        sources.unknown(use);
        IncidentEvent account = use.forIncident();
        if (account != null) {
            incidents.accept(account);
        }
    }
}
