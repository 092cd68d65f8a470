package org.forgedtoken.detector.watch;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.rule.source.CleanSources;
import org.forgedtoken.detector.rule.source.SourceActivity;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.watch.SeenSource.Shelf;
import org.jspecify.annotations.Nullable;

/**
 * The sources that are held, on three shelves by what is held against them, and what of them is to be put aside. An
 * attacker who changes his address with every request makes as many sources as he likes: each shelf has its bound, and
 * a source that was silent for long goes first, so he drives out his own kind, neither the crawlers nor the honest. Not
 * thread-safe.
 *
 * <p>Who was used is only marked, and gets another turn when his has come (Corbató's clock): to move him to the end of a list
 * would touch four objects of the old generation for each access, and each collection would have to look through all of these.
 */
final class SeenSources {
    private final LongSupplier most;
    private final CleanSources few;
    private final Store<SourceSnapshot> store;
    private final Consumer<SeenSource> forgotten;
    private final Map<Shelf, Map<String, SeenSource>> shelves = new EnumMap<>(Shelf.class);
    private final long[] bytes = new long[Shelf.values().length];
    private Set<SeenSource> unsaved = new LinkedHashSet<>();
    private Set<SeenSource> saving = new LinkedHashSet<>();

    @SuppressWarnings("UnusedVariable") // written so that the JIT does not take the looking for work that nobody needs
    private int fetched;

    /**
     * @param most bytes of each shelf, as many as there may be at the time
     * @param forgotten is told of each source that has to go
     */
    SeenSources(LongSupplier most, Store<SourceSnapshot> store, Consumer<SeenSource> forgotten) {
        this.most = most;
        this.few = new CleanSources(most);
        this.store = store;
        this.forgotten = forgotten;
        for (Shelf shelf : Shelf.values()) {
            shelves.put(shelf, new LinkedHashMap<>());
        }
        store.forEach((name, left) -> place(new SeenSource(name, left)));
    }

    /** Says which sources are asked for next: those against which nothing is held are brought from memory together. */
    void expect(List<String> names) {
        fetched += (int) few.fetch(names);
    }

    /**
     * Takes in an access with an issued token where it is remembered of the source at most that there were such.
     *
     * @return false where it is to be taken in by the source itself
     */
    boolean sawIssued(String name, long time, String account, BackgroundRate background) {
        return few.see(name, time, account, background, other -> find(other) != null);
    }

    /** The source of this name, which is held for itself from here on. */
    SeenSource named(String name) {
        SeenSource source = find(name);
        if (source != null) {
            return source;
        }
        SourceActivity activity = few.take(name);
        return place(new SeenSource(name, activity == null ? new SourceActivity() : activity));
    }

    @Nullable
    SeenSource find(String name) {
        for (Map<String, SeenSource> shelf : shelves.values()) {
            SeenSource source = shelf.get(name);
            if (source != null) {
                source.wasUsedAgain = true;
                return source;
            }
        }
        return null;
    }

    void each(Consumer<SeenSource> visitor) {
        shelves.values().forEach(shelf -> shelf.values().forEach(visitor));
    }

    /** The source has changed: it may belong elsewhere, another one may have to go, and it is to be put aside. */
    void changed(SeenSource source) {
        boolean wasHeldAgainst = source.shelf != Shelf.CLEAN;
        if (source.shelfNow() == source.shelf) {
            int now = source.bytesNow();
            bytes[source.shelf.ordinal()] += now - source.bytes;
            source.bytes = now;
        } else {
            remove(source, on(source.shelf));
            place(source);
        }
        makeRoom(source);
        if (wasHeldAgainst || source.shelf != Shelf.CLEAN) {
            source.wasPutAside = true;
            unsaved.add(source);
        }
    }

    /**
     * Puts aside what has changed since this was last begun, of {@code most} sources.
     *
     * @return whether there is more of it
     */
    boolean save(int most) {
        if (saving.isEmpty()) {
            Set<SeenSource> begun = unsaved;
            unsaved = saving;
            saving = begun;
        }
        Iterator<SeenSource> next = saving.iterator();
        for (int i = 0; i < most && next.hasNext(); i++) {
            SeenSource source = next.next();
            next.remove();
            if (source.shelf == Shelf.CLEAN) {
                store.remove(source.name);
            } else {
                store.put(source.name, source.snapshot());
            }
        }
        return !saving.isEmpty();
    }

    int size() {
        return few.size() + shelves.values().stream().mapToInt(Map::size).sum();
    }

    /** About how much memory they take. */
    long bytes() {
        return few.bytes() + Arrays.stream(bytes).sum();
    }

    private SeenSource place(SeenSource source) {
        source.shelf = source.shelfNow();
        source.bytes = source.bytesNow();
        on(source.shelf).put(source.name, source);
        bytes[source.shelf.ordinal()] += source.bytes;
        return source;
    }

    /** Those that were silent for long go, but never this one. */
    private void makeRoom(SeenSource but) {
        Map<String, SeenSource> shelf = on(but.shelf);
        while (bytes[but.shelf.ordinal()] > most.getAsLong() && shelf.size() > 1) {
            SeenSource goes = silent(shelf, but);
            remove(goes, shelf);
            if (goes.wasPutAside) {
                unsaved.remove(goes);
                saving.remove(goes);
                store.remove(goes.name);
            }
            forgotten.accept(goes);
        }
    }

    private static SeenSource silent(Map<String, SeenSource> shelf, SeenSource but) {
        while (true) {
            SeenSource first = shelf.values().iterator().next();
            if (first != but && !first.wasUsedAgain) {
                return first;
            }
            first.wasUsedAgain = false;
            shelf.remove(first.name);
            shelf.put(first.name, first);
        }
    }

    private void remove(SeenSource source, Map<String, SeenSource> shelf) {
        if (shelf.remove(source.name) != null) {
            bytes[source.shelf.ordinal()] -= source.bytes;
        }
    }

    private Map<String, SeenSource> on(Shelf shelf) {
        return shelves.getOrDefault(shelf, Map.of());
    }
}
