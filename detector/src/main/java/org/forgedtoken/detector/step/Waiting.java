package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what: the variants that can be judged once coverage of their issuer has come to a certain event time,
 * in that order. Derived from the store of presented tokens, and bounded: an attacker must neither fill the memory nor
 * hide by trying. Not thread-safe.
 */
final class Waiting {
    /** Of all that may wait, one source may hold, and tokens of unheard-of issuers may hold together, one in so many. */
    private static final int SHARE = 100;

    /** One variant of one token. */
    record Entry(long needed, String key, String variant) {}

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::needed).thenComparing(Entry::key).thenComparing(Entry::variant);

    private final long most;
    private final Map<String, TreeSet<Entry>> byIssuer = new HashMap<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<Entry> recheck = new LinkedHashSet<>();

    Waiting(long most) {
        this.most = most;
    }

    static boolean waits(State state) {
        return state == State.WAITING || state == State.UNPROVEN || state == State.UNREVOKED;
    }

    /**
     * Whether one more variant may wait. Good tokens, of which only a revocation might still be heard, leave half of the room
     * to those that nobody has issued so far.
     */
    boolean hasRoom(Variant variant) {
        String source = source(variant);
        return entries.size() < (variant.state() == State.UNREVOKED ? most / 2 : most)
                && (source.equals(Source.UNKNOWN) || bySource.getOrDefault(source, 0) < Math.max(1, most / SHARE));
    }

    /** Whether one more token may wait whose issuer the feed has not carried, where {@code unheardOf} such do. */
    boolean hasRoomUnheardOf(int unheardOf) {
        return unheardOf < Math.max(1, most / SHARE);
    }

    /** How many wait for this issuer. */
    int count(String issuer) {
        TreeSet<Entry> waiting = byIssuer.get(issuer);
        return waiting == null ? 0 : waiting.size();
    }

    int size() {
        return entries.size();
    }

    /** Whether this variant waits. */
    boolean holds(String key, String id) {
        return entries.containsKey(name(key, id));
    }

    private static String name(String key, String id) {
        return key + '\n' + id;
    }

    /** Brings the index up to what the store now says of one variant ({@code now} null: it is gone). */
    void changed(String key, String issuer, String id, @Nullable Variant before, @Nullable Variant now) {
        String name = name(key, id);
        Entry old = entries.remove(name);
        if (old != null && before != null) {
            TreeSet<Entry> waiting = byIssuer.get(issuer);
            if (waiting != null) {
                waiting.remove(old);
                if (waiting.isEmpty()) {
                    byIssuer.remove(issuer);
                }
            }
            bySource.computeIfPresent(source(before), (s, n) -> n > 1 ? n - 1 : null);
        }
        if (now != null && waits(now.state())) {
            Entry entry = new Entry(now.needed(), key, id);
            entries.put(name, entry);
            byIssuer.computeIfAbsent(issuer, i -> new TreeSet<>(ORDER)).add(entry);
            bySource.merge(source(now), 1, Integer::sum);
        }
    }

    /** The next one of this issuer that coverage up to {@code frontier} allows to judge, or null. */
    @Nullable
    Entry due(String issuer, long frontier) {
        TreeSet<Entry> waiting = byIssuer.get(issuer);
        if (waiting == null || waiting.first().needed() > frontier) {
            return null;
        }
        return waiting.first();
    }

    /** The past has changed: all of the issuer are to be looked at again. */
    void recheck(String issuer) {
        TreeSet<Entry> waiting = byIssuer.get(issuer);
        if (waiting != null) {
            recheck.addAll(waiting);
        }
    }

    /** The next one to look at again, or null. */
    @Nullable
    Entry nextToRecheck() {
        Iterator<Entry> next = recheck.iterator();
        if (!next.hasNext()) {
            return null;
        }
        Entry entry = next.next();
        next.remove();
        return entry;
    }

    /** The issuers for which something waits. */
    List<String> issuers() {
        return new ArrayList<>(byIssuer.keySet());
    }

    private static String source(Variant variant) {
        return Source.of(variant.first().request().sourceIp());
    }
}
