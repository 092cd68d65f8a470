package org.forgedtoken.detector.step;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sources that are held, and what of them is to be put aside. An attacker who changes his address with every request
 * makes as many sources as he likes: those of fewer than three accounts have half of the room, and make way for one
 * another, the one that was silent longest first. Not thread-safe.
 */
final class SeenSources {
    private static final int PROVEN = 3;

    /** So many are looked at for one that may go. */
    private static final int LOOKED_AT = 1_000;

    private final SourcePolicy policy;
    private final Store<SourceSnapshot> store;
    private final Map<String, SeenSource> probation = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, SeenSource> proven = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> unsaved = new LinkedHashSet<>();
    private long accounts;

    SeenSources(SourcePolicy policy, Store<SourceSnapshot> store) {
        this.policy = policy;
        this.store = store;
        store.forEach((name, left) -> place(new SeenSource(name, left)));
    }

    /** The source of this name, which is held from here on. */
    SeenSource named(String name) {
        SeenSource source = find(name);
        return source == null ? place(new SeenSource(name)) : source;
    }

    @Nullable
    SeenSource find(String name) {
        SeenSource source = proven.get(name);
        return source == null ? probation.get(name) : source;
    }

    void each(Consumer<SeenSource> visitor) {
        proven.values().forEach(visitor);
        probation.values().forEach(visitor);
    }

    /** The source has changed: it may have grown out of its probation, and is to be put aside. */
    void changed(SeenSource source) {
        int now = source.activity.accounts();
        accounts += now - source.accounts;
        source.accounts = now;
        unsaved.add(source.name);
        if ((now >= PROVEN || source.isTold()) && probation.remove(source.name) != null) {
            proven.put(source.name, source);
        }
        makeRoom();
    }

    /** Puts aside what has changed, of {@code most} sources. */
    void save(int most) {
        Iterator<String> names = unsaved.iterator();
        for (int i = 0; i < most && names.hasNext(); i++) {
            String name = names.next();
            names.remove();
            SeenSource source = find(name);
            if (source != null) {
                store.put(name, source.snapshot());
            }
        }
    }

    int size() {
        return probation.size() + proven.size();
    }

    private SeenSource place(SeenSource source) {
        source.accounts = source.activity.accounts();
        accounts += source.accounts;
        (source.accounts >= PROVEN || source.isTold() ? proven : probation).put(source.name, source);
        makeRoom();
        return source;
    }

    private void makeRoom() {
        while (probation.size() > policy.sourcesMax() / 2) {
            forget(probation.values().iterator().next(), probation);
        }
        while (proven.size() > policy.sourcesMax() / 2 || (accounts > policy.accountsMax() && proven.size() > 1)) {
            forget(silentLongest(), proven);
        }
    }

    /** Of those of which no alert tells, where there are any: an open alert must be closed one day. */
    private SeenSource silentLongest() {
        int looked = 0;
        for (SeenSource source : proven.values()) {
            if (!source.isTold()) {
                return source;
            }
            if (++looked == LOOKED_AT) {
                break;
            }
        }
        return proven.values().iterator().next();
    }

    private void forget(SeenSource source, Map<String, SeenSource> from) {
        from.remove(source.name);
        accounts -= source.accounts;
        unsaved.remove(source.name);
        store.remove(source.name);
    }
}
