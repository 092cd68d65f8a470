package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * Uses of keys that wait, by key, in the order of their times; bounded, since whoever presents tokens names the keys. A
 * key's first waiting use is written down at once, further ones when marks come, not one by one. Not thread-safe.
 */
public final class KeyQueue {
    /** Of all uses held, one source may hold one in so many. */
    private static final int SHARE = 100;

    private final int most;
    private final long stretch;
    private final @Nullable Store<WaitingKey> store;
    private final Map<String, WaitingKey> keys = new HashMap<>();
    private final DueTimes order = new DueTimes();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Set<String> unwritten = new LinkedHashSet<>();
    private int held;

    /**
     * Takes up what the store holds.
     *
     * @param most uses held at a time
     * @param stretch ms, to which the times of very many uses of one key are told
     * @param store null where nothing is to outlive a crash
     */
    public KeyQueue(int most, long stretch, @Nullable Store<WaitingKey> store) {
        this.most = most;
        this.stretch = stretch;
        this.store = store;
        if (store != null) {
            store.forEach((name, key) -> {
                replace(name, null, key);
                key.uses().forEach(this::entered);
            });
        }
    }

    /** Lets a use wait; false where there is no room. */
    public boolean add(KeyUse use) {
        String name = SigningKeys.name(use.issuer(), use.keyId());
        WaitingKey before = keys.get(name);
        WaitingKey now = (before == null ? new WaitingKey(use.issuer(), use.keyId()) : before).with(use, stretch);
        if (before == null || now.uses().size() > before.uses().size()) {
            if (!hasRoom(source(use))) {
                return false;
            }
            entered(use);
            replace(name, before, now);
        } else {
            keys.put(name, now);
        }
        if (before == null && store != null) {
            store.put(name, now);
        } else {
            toWrite(name);
        }
        return true;
    }

    /** The uses up to {@code bound} (epoch ms) of the key that has waited longest; they wait no more. Null: there are none. */
    @Nullable
    public WaitingKey take(long bound) {
        DueTimes.Due next = order.first(bound);
        if (next == null) {
            return null;
        }
        String name = next.name();
        WaitingKey first = Objects.requireNonNull(keys.get(name), "what is in order is there");
        WaitingKey due = first.part(bound, true);
        WaitingKey rest = first.part(bound, false);
        replace(name, first, rest.uses().isEmpty() ? null : rest);
        due.uses().forEach(this::left);
        return due;
    }

    /** All uses of the issuer's keys; they wait here no more. */
    List<KeyUse> takeAllOf(String issuer) {
        List<KeyUse> taken = new ArrayList<>();
        keys.values().stream()
                .filter(key -> key.issuer().equals(issuer))
                .toList()
                .forEach(key -> {
                    replace(SigningKeys.name(issuer, key.keyId()), key, null);
                    key.uses().forEach(this::left);
                    taken.addAll(key.uses());
                });
        return taken;
    }

    /** Uses of this content wait no more that have a verdict; returns whether there were any. */
    boolean drop(KeyUse like) {
        String name = SigningKeys.name(like.issuer(), like.keyId());
        WaitingKey before = keys.get(name);
        List<KeyUse> rest = before == null
                ? List.of()
                : before.uses().stream()
                        .filter(use -> use.verdict() == null || !use.content().equals(like.content()))
                        .toList();
        if (before == null || rest.size() == before.uses().size()) {
            return false;
        }
        before.uses().stream().filter(use -> !rest.contains(use)).forEach(this::left);
        replace(name, before, rest.isEmpty() ? null : new WaitingKey(like.issuer(), like.keyId(), rest));
        return true;
    }

    /** Writes down what is not written yet. */
    void writeDown() {
        if (store != null) {
            for (String name : unwritten) {
                WaitingKey key = keys.get(name);
                if (key == null) {
                    store.remove(name);
                } else {
                    store.put(name, key);
                }
            }
        }
        unwritten.clear();
    }

    /** How many keys are remembered for any reason. */
    public int size() {
        return Math.max(keys.size(), unwritten.size());
    }

    private boolean hasRoom(String source) {
        return held < most
                && (source.equals(Source.UNKNOWN) || bySource.getOrDefault(source, 0) < Math.max(1, most / SHARE));
    }

    private void entered(KeyUse use) {
        held++;
        bySource.merge(source(use), 1, Integer::sum);
    }

    private void left(KeyUse use) {
        held--;
        bySource.computeIfPresent(source(use), (source, n) -> n > 1 ? n - 1 : null);
    }

    private void replace(String name, @Nullable WaitingKey before, @Nullable WaitingKey now) {
        if (before != null) {
            order.remove(before.uses().get(0).time(), name);
            keys.remove(name);
        }
        if (now != null) {
            order.add(now.uses().get(0).time(), name);
            keys.put(name, now);
        }
        toWrite(name);
    }

    /** Where nothing is written down there is nothing to remember: whoever presents tokens could name keys without end. */
    private void toWrite(String name) {
        if (store != null) {
            unwritten.add(name);
        }
    }

    private static String source(KeyUse use) {
        return Source.of(use.access().request().sourceIp());
    }
}
