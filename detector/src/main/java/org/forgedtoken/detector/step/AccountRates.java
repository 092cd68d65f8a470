package org.forgedtoken.detector.step;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.rule.rate.RateModel;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * {@code account-rate-anomaly}: every account's rate, in memory while it is used. Not thread-safe.
 *
 * <p>Nothing is written on an access. The store gets an account once {@value #WORTH} accesses have gone in since it was
 * last written, or a three-hour block has passed, and no more often than {@link #writeDown} is asked for (live: once a
 * minute). So a crash loses of an account's baseline at the most the accesses of a minute, or {@value #WORTH} of a quiet
 * one; of open episodes it loses nothing but accesses counted since the last tenfold.
 *
 * <p>{@value #LIVE} accounts are held in memory and {@value #STORED} in the store; those idle longest are let go, and one
 * that was never worth writing leaves no trace, so that random names take nobody's place for long.
 */
final class AccountRates {
    static final int LIVE = 50_000;
    static final int STORED = 500_000;
    static final int WORTH = 10;

    private static final long BLOCK = 3 * 3_600_000L;

    /** So long after its last access an account is as good as new: of more than a month no more is caught up with. */
    private static final long IDLE = 60 * 86_400_000L;

    private static final String POPULATION = "population";

    private static final class Live {
        final RateModel.Account account;
        boolean stored;
        long unwritten;
        long writtenAt;

        Live(RateModel.Account account, boolean stored, long writtenAt) {
            this.account = account;
            this.stored = stored;
            this.writtenAt = writtenAt;
        }

        boolean isWorthWriting(long time) {
            return unwritten >= WORTH || (unwritten > 0 && time - writtenAt >= BLOCK);
        }
    }

    private final RateModel model;
    private final Store<RateSnapshot> accounts;
    private final Store<RateSnapshot> population;
    private final RateEpisodes episodes;
    private final Map<String, Live> live = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> worthWriting = new LinkedHashSet<>();
    private final Set<String> writing = new LinkedHashSet<>();

    AccountRates(RateModel model, Store<RateSnapshot> accounts, Store<RateSnapshot> population, RateEpisodes episodes) {
        this.model = model;
        this.accounts = accounts;
        this.population = population;
        this.episodes = episodes;
    }

    /** What was kept of all accounts together, or null. */
    static @Nullable RateSnapshot population(Store<RateSnapshot> store) {
        return store.get(POPULATION);
    }

    /** An account was used so many times, at this event time. */
    void seen(String name, long time, long count) {
        Live account = live(name, time);
        Optional<RateFinding> found = account.account.judge(time, count);
        episodes.seen(name, time, count, found);
        account.unwritten += count;
        if (account.isWorthWriting(time)) {
            worthWriting.add(name);
        }
        letGo(time);
    }

    /** What has become worth writing is to be written from here on. */
    void beginWriting() {
        writing.addAll(worthWriting);
        worthWriting.clear();
        population.put(POPULATION, model.snapshot());
    }

    /** Writes down at most so many accounts; whether there are more. */
    boolean writeDown(int most) {
        Iterator<String> names = writing.iterator();
        for (int i = 0; i < most && names.hasNext(); i++) {
            String name = names.next();
            names.remove();
            Live account = live.get(name);
            if (account != null) {
                write(name, account);
            }
        }
        return names.hasNext();
    }

    /** Lets go of accounts that have been idle for long, {@code readTo} being how far accesses were read. */
    void sweep(int limit, long readTo) {
        accounts.sweep(limit, (name, left) -> left.lastSeen() + IDLE < readTo);
    }

    private Live live(String name, long time) {
        Live known = live.get(name);
        if (known != null) {
            return known;
        }
        RateSnapshot left = accounts.get(name);
        Live taken = new Live(model.account(left), left != null, left == null ? time : left.lastSeen());
        live.put(name, taken);
        return taken;
    }

    private void letGo(long time) {
        if (live.size() <= LIVE) {
            return;
        }
        Iterator<Map.Entry<String, Live>> eldest = live.entrySet().iterator();
        Map.Entry<String, Live> idle = eldest.next();
        eldest.remove();
        worthWriting.remove(idle.getKey());
        writing.remove(idle.getKey());
        Live account = idle.getValue();
        if (account.isWorthWriting(time) || (account.stored && account.unwritten > 0)) {
            write(idle.getKey(), account);
        }
    }

    private void write(String name, Live account) {
        if (!account.stored && accounts.size() >= STORED) {
            return;
        }
        RateSnapshot snapshot = account.account.snapshot();
        accounts.put(name, snapshot);
        account.stored = true;
        account.unwritten = 0;
        account.writtenAt = snapshot.lastSeen();
    }
}
