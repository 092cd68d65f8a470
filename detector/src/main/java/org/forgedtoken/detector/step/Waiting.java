package org.forgedtoken.detector.step;

import java.util.HashMap;
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

    private final long most;
    private final DueByIssuer waiting = new DueByIssuer();
    private final Map<String, Integer> bySource = new HashMap<>();

    Waiting(long most) {
        this.most = most;
    }

    /**
     * Whether one more variant may wait. Good tokens, of which only a revocation might still be heard, leave half of the room
     * to those that nobody has issued so far.
     */
    boolean hasRoom(Variant variant) {
        String source = source(variant);
        return waiting.size() < (variant.state() == State.UNREVOKED ? most / 2 : most)
                && (source.equals(Source.UNKNOWN) || bySource.getOrDefault(source, 0) < Math.max(1, most / SHARE));
    }

    /** Whether one more token may wait whose issuer the feed has not carried, where {@code unheardOf} such do. */
    boolean hasRoomUnheardOf(int unheardOf) {
        return unheardOf < Math.max(1, most / SHARE);
    }

    /** How many wait for this issuer. */
    int count(String issuer) {
        return waiting.count(issuer);
    }

    int size() {
        return waiting.size();
    }

    /** Brings the index up to what the store now says of one variant ({@code now} null: it is gone). */
    void changed(String key, String issuer, String id, @Nullable Variant before, @Nullable Variant now) {
        if (before != null
                && before.state().waits()
                && waiting.remove(issuer, before.needed(), VariantName.of(key, id))) {
            bySource.computeIfPresent(source(before), (s, n) -> n > 1 ? n - 1 : null);
        }
        if (now != null && now.state().waits() && waiting.add(issuer, now.needed(), VariantName.of(key, id))) {
            bySource.merge(source(now), 1, Integer::sum);
        }
    }

    /** The next one of this issuer that coverage up to {@code frontier} allows to judge, or null; its {@link VariantName}. */
    @Nullable
    Due due(String issuer, long frontier) {
        return waiting.first(issuer, frontier);
    }

    /** The past has changed: all of the issuer are to be looked at again. */
    void recheck(String issuer) {
        waiting.recheck(issuer);
    }

    /** The next one to look at again, or null. */
    @Nullable
    Due nextToRecheck() {
        return waiting.nextToRecheck();
    }

    /** The issuers for which something waits. */
    List<String> issuers() {
        return waiting.issuers();
    }

    private static String source(Variant variant) {
        return Source.of(variant.first().request().sourceIp());
    }
}
