package org.forgedtoken.detector.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.rule.rate.RateModel;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.rule.rate.RatedAccount;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * {@code account-rate-anomaly}: every account's rate, in memory while it is used. Not thread-safe.
 *
 * <p>Nothing is written on an access. The store gets an account once {@value #WORTH} accesses have gone in since it was
 * last written and {@value #MINUTES} minutes have passed (an account that was never written need not wait), or an access
 * and {@value #BLOCK} minutes; and no more often than {@link #writeDown} is asked for (live: once a minute, and then a
 * thousand a second). So a crash loses of an account's baseline at the most the accesses of so many minutes and of those
 * until it was its turn, or {@value #WORTH} of a quiet one; of open episodes it loses nothing but accesses counted since
 * the last tenfold.
 *
 * <p>As many bytes of accounts are held in memory as there may be, and {@value #STORED} accounts in the store. Those idle longest are let go, with less than {@value #WORTH} accesses
 * of each not in the store; one that was never worth writing leaves no trace, so that random names take nobody's place for long.
 */
final class AccountRates {
    static final int STORED = 500_000;
    static final int WORTH = 10;
    static final int MINUTES = 10;
    static final int BLOCK = 180;

    private static final long MINUTE = 60_000;

    /** So long after its last access an account is as good as new: of more than a month no more is caught up with. */
    private static final long IDLE = 60 * 86_400_000L;

    private static final String POPULATION = "population";
    private static final String OF_CLASS = POPULATION + '|';

    /** Accounts of so many classes are populations of their own; those of further ones are of none. */
    private static final int CLASSES = 64;

    /** In front of an account's state: accesses not written, up to 255; whether it is in the store, and in the queue. */
    private static final int UNWRITTEN = 0;

    private static final int FLAGS = 1;

    /** The minute of event time when it was last written, or first seen. */
    private static final int WRITTEN_AT = 2;

    private static final int STATE = 6;

    private static final int IS_STORED = 1;
    private static final int IS_QUEUED = 2;

    private final Function<@Nullable RateSnapshot, RateModel> models;
    private final Map<String, OfClass> classes = new HashMap<>();
    private final OfClass unclassed;
    private final Store<RateSnapshot> accounts;
    private final Store<RateSnapshot> population;
    private final RateEpisodes episodes;
    private final LongSupplier most;
    private final AccountTable held = new AccountTable();
    /** Their places; one that was let go, or written, has no mark any more. */
    private final ArrayDeque<Integer> toWrite = new ArrayDeque<>();

    /** Those that were worth writing when that was last begun, and have not been written. */
    private int due;

    /** Nothing was ever stored: nobody need be looked for there. */
    private boolean isFresh;

    /** The newest event time. */
    private long newest;

    @SuppressWarnings("UnusedVariable") // written so that the JIT does not take the looking for work that nobody needs
    private int fetched;

    /** The accounts of one class. */
    private record OfClass(RateModel model, RatedAccount account) {
        static OfClass of(RateModel model) {
            return new OfClass(model, model.account(null));
        }
    }

    /**
     * Takes up the state as it was left.
     *
     * @param models makes what holds the accounts of one class together, as it was left or (null) new
     * @param most bytes of accounts that may be held at the time
     */
    AccountRates(
            Function<@Nullable RateSnapshot, RateModel> models,
            Store<RateSnapshot> accounts,
            Store<RateSnapshot> population,
            RateEpisodes episodes,
            LongSupplier most) {
        this.models = models;
        this.unclassed = OfClass.of(models.apply(population.get(POPULATION)));
        population.forEach(
                OF_CLASS,
                (name, left) -> classes.put(name.substring(OF_CLASS.length()), OfClass.of(models.apply(left))));
        this.accounts = accounts;
        this.population = population;
        this.episodes = episodes;
        this.most = most;
        this.isFresh = accounts.size() == 0;
    }

    /** Says which accounts are seen next. */
    void expect(List<String> names) {
        fetched += held.fetch(names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** An account of this class was used so many times, at this event time. */
    void seen(String name, @Nullable String accountClass, long time, long count) {
        RatedAccount account = ofClass(accountClass).account();
        newest = Math.max(newest, time);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        int place = held.find(utf8);
        if (place == AccountTable.NONE) {
            place = take(account, name, utf8, time);
        } else {
            account.become(held.entry(place), held.from(place) + STATE);
        }
        episodes.seen(name, time, count, account.judge(time, count));
        int at = held.from(place);
        byte[] entry = held.resize(place, STATE + account.write());
        account.copyTo(entry, at + STATE);
        entry[at + UNWRITTEN] = (byte) Math.min(255, (entry[at + UNWRITTEN] & 0xff) + count);
        if ((entry[at + FLAGS] & IS_QUEUED) == 0 && isWorthWriting(entry, at, time)) {
            entry[at + FLAGS] = (byte) (entry[at + FLAGS] | IS_QUEUED);
            toWrite.add(place);
        }
        while (held.bytes() > most.getAsLong() && held.size() > 1) {
            letGo(held.idle(place), time);
        }
    }

    private OfClass ofClass(@Nullable String accountClass) {
        if (accountClass == null) {
            return unclassed;
        }
        OfClass known = classes.get(accountClass);
        if (known == null && classes.size() < CLASSES) {
            known = OfClass.of(models.apply(null));
            classes.put(accountClass, known);
        }
        return known == null ? unclassed : known;
    }

    /** What has become worth writing is to be written from here on. */
    void beginWriting() {
        due = toWrite.size();
        population.put(POPULATION, unclassed.model().snapshot());
        classes.forEach(
                (name, one) -> population.put(OF_CLASS + name, one.model().snapshot()));
    }

    /** Writes down at most so many accounts; whether there are more. */
    boolean writeDown(int most) {
        for (int i = 0; i < most && due > 0; i++) {
            due--;
            int place = toWrite.remove();
            byte[] entry = held.entry(place);
            if (entry.length > 0 && (entry[held.from(place) + FLAGS] & IS_QUEUED) != 0) {
                write(place);
            }
        }
        return due > 0;
    }

    /** Lets go of accounts that have been idle for long, {@code readTo} being how far accesses were read. */
    void sweep(int limit, long readTo) {
        accounts.sweep(limit, (name, left) -> left.lastSeen() + IDLE < readTo);
    }

    /** Gives it a place; the state is written there later. */
    private int take(RatedAccount account, String name, byte[] utf8, long time) {
        RateSnapshot left = isFresh ? null : accounts.get(name);
        int place = held.add(utf8);
        int at = held.from(place);
        byte[] entry = held.resize(place, STATE);
        writtenAt(entry, at, left == null ? time : left.lastSeen());
        if (left == null) {
            account.becomeNew();
        } else {
            entry[at + FLAGS] = IS_STORED;
            account.become(left.state(), 0);
        }
        return place;
    }

    private void letGo(int place, long time) {
        if (isWorthWriting(held.entry(place), held.from(place), time)) {
            write(place);
        }
        held.remove(place);
    }

    private static boolean isWorthWriting(byte[] entry, int at, long time) {
        int unwritten = entry[at + UNWRITTEN] & 0xff;
        if (unwritten == 0) {
            return false;
        }
        long minutes = Math.floorDiv(time, MINUTE) - writtenAt(entry, at);
        boolean isStored = (entry[at + FLAGS] & IS_STORED) != 0;
        return minutes >= BLOCK || (unwritten >= WORTH && (minutes >= MINUTES || !isStored));
    }

    private void write(int place) {
        byte[] entry = held.entry(place);
        int at = held.from(place);
        entry[at + FLAGS] = (byte) (entry[at + FLAGS] & IS_STORED);
        if ((entry[at + FLAGS] & IS_STORED) == 0 && accounts.size() >= STORED) {
            return;
        }
        unclassed.account().become(entry, at + STATE);
        RateSnapshot snapshot = unclassed.account().snapshot();
        accounts.put(held.name(place), snapshot);
        isFresh = false;
        entry[at + UNWRITTEN] = 0;
        entry[at + FLAGS] = IS_STORED;
        writtenAt(entry, at, newest);
    }

    private static long writtenAt(byte[] entry, int at) {
        int minute = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            minute = minute << 8 | (entry[at + WRITTEN_AT + i] & 0xff);
        }
        return minute;
    }

    private static void writtenAt(byte[] entry, int at, long time) {
        long minute = Math.floorDiv(time, MINUTE);
        for (int i = 0; i < Integer.BYTES; i++) {
            entry[at + WRITTEN_AT + i] = (byte) (minute >> (8 * (Integer.BYTES - 1 - i)));
        }
    }
}
