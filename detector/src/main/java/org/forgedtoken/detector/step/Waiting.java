package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what: the variants that can be judged once coverage of their issuer has come to a certain event time,
 * in that order. Derived from the store of presented tokens, and bounded: an attacker must neither fill the memory nor
 * hide by trying. Not thread-safe.
 */
final class Waiting {
    /** Of all that may wait, one source may hold, and tokens of unheard-of issuers may hold together, one in so many. */
    private static final int SHARE = 100;

    /**
     * What is to be looked at again of an issuer: behind {@code done} (null: from the first) up to {@code last}, and then, if
     * not null, from the first up to {@code before}: whoever has the past changed again and again must not keep the last ones
     * from their turn.
     */
    private record Again(
            @Nullable Due done, Due last, @Nullable Due before) {}

    private final long most;
    private final Map<String, DueTimes> byIssuer = new HashMap<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private int size;
    private final Map<String, Again> recheck = new LinkedHashMap<>();

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
        return size < (variant.state() == State.UNREVOKED ? most / 2 : most)
                && (source.equals(Source.UNKNOWN) || bySource.getOrDefault(source, 0) < Math.max(1, most / SHARE));
    }

    /** Whether one more token may wait whose issuer the feed has not carried, where {@code unheardOf} such do. */
    boolean hasRoomUnheardOf(int unheardOf) {
        return unheardOf < Math.max(1, most / SHARE);
    }

    /** How many wait for this issuer. */
    int count(String issuer) {
        DueTimes waiting = byIssuer.get(issuer);
        return waiting == null ? 0 : waiting.size();
    }

    int size() {
        return size;
    }

    /** Brings the index up to what the store now says of one variant ({@code now} null: it is gone). */
    void changed(String key, String issuer, String id, @Nullable Variant before, @Nullable Variant now) {
        if (before != null && waits(before.state())) {
            DueTimes waiting = byIssuer.get(issuer);
            if (waiting != null && waiting.remove(before.needed(), VariantName.of(key, id))) {
                size--;
                if (waiting.isEmpty()) {
                    byIssuer.remove(issuer);
                }
                bySource.computeIfPresent(source(before), (s, n) -> n > 1 ? n - 1 : null);
            }
        }
        if (now != null && waits(now.state())) {
            if (byIssuer.computeIfAbsent(issuer, i -> new DueTimes()).add(now.needed(), VariantName.of(key, id))) {
                size++;
                bySource.merge(source(now), 1, Integer::sum);
            }
        }
    }

    /** The next one of this issuer that coverage up to {@code frontier} allows to judge, or null; its {@link VariantName}. */
    @Nullable
    Due due(String issuer, long frontier) {
        DueTimes waiting = byIssuer.get(issuer);
        return waiting == null ? null : waiting.first(frontier);
    }

    /** The past has changed: all of the issuer are to be looked at again. */
    void recheck(String issuer) {
        DueTimes waiting = byIssuer.get(issuer);
        Due last = waiting == null ? null : waiting.last();
        if (last != null) {
            Again underWay = recheck.get(issuer);
            Due done = underWay == null ? null : underWay.done;
            recheck.put(issuer, new Again(done, last, done));
        }
    }

    /** The next one to look at again, or null. */
    @Nullable
    Due nextToRecheck() {
        while (!recheck.isEmpty()) {
            Map.Entry<String, Again> first = recheck.entrySet().iterator().next();
            Again again = first.getValue();
            DueTimes waiting = byIssuer.get(first.getKey());
            Due next = waiting == null
                    ? null
                    : again.done == null ? waiting.first(Long.MAX_VALUE) : waiting.after(again.done);
            if (next != null && next.compareTo(again.last) <= 0) {
                first.setValue(new Again(next, again.last, again.before));
                return next;
            }
            if (again.before == null) {
                recheck.remove(first.getKey());
            } else {
                first.setValue(new Again(null, again.before, null));
            }
        }
        return null;
    }

    /** The issuers for which something waits. */
    List<String> issuers() {
        return new ArrayList<>(byIssuer.keySet());
    }

    private static String source(Variant variant) {
        return Source.of(variant.first().request().sourceIp());
    }
}
