package org.forgedtoken.detector.replay;

import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.ledger.PositionMark;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.SourcesState;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.WatchAccounts;
import org.forgedtoken.detector.step.WatchAccountsState;
import org.forgedtoken.detector.step.WatchSources;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.Policies;

/** WATCH in a replay: one task of accounts, and one of sources. Not thread-safe. */
final class Watching {
    private static final int SLICE = 5_000;

    private final WatchAccounts accounts;
    private final WatchSources sources;

    /** @param hasAccounts whether there is an accounts feed */
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
                Policies.watchAccounts(settings, hasAccounts), state, out, use -> unknown(use, incidents));
    }

    void watch(Watched seen) {
        accounts.seen(seen);
        sources.seen(seen);
    }

    private void unknown(UnknownUse use, Consumer<IncidentEvent> incidents) {
        sources.unknown(use);
        IncidentEvent account = use.forIncident();
        if (account != null) {
            incidents.accept(account);
        }
    }

    void anonymous(AnonymousUse use) {
        accounts.anonymous(use);
    }

    void account(AccountRecord account) {
        accounts.account(account);
    }

    /** A feed has been read so far. */
    void readTo(PositionMark mark) {
        accounts.readTo(mark);
        sources.readTo(mark);
        work();
    }

    /** Does all that is due. */
    void work() {
        while (accounts.work(SLICE)) {
            // the next slice
        }
        sources.tell();
    }

    /** Lets go what is too old to matter. */
    void sweep(int limit) {
        accounts.sweep(limit);
    }
}
