package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what: the variants that can be judged once coverage of their issuer has come to a certain event time,
 * in that order. Derived from the store of presented tokens, and bounded: an attacker must neither fill the memory nor
 * hide by trying. Not thread-safe.
 */
final class Waiting {
    /** Of all that may wait, one source may hold, and tokens of unheard-of issuers may hold together, one in so many. */
    private static final int SHARE = 100;

    private static final Held NOTHING = new Held(0, 0);

    /** How many wait, and how many of them have no claim to the half that is reserved. */
    private record Held(int all, int ordinary) {
        Held plus(int number, boolean reserved) {
            return new Held(all + number, reserved ? ordinary : ordinary + number);
        }

        boolean hasRoom(long most, boolean reserved) {
            return all < most && (reserved || ordinary < most / 2);
        }
    }

    private final long most;
    private final DueByIssuer waiting = new DueByIssuer();
    private final Map<String, Held> bySource = new HashMap<>();
    private Held held = NOTHING;

    Waiting(long most) {
        this.most = most;
    }

    /**
     * Whether one more variant may wait. Half of the room, and half of each source's share of it, is reserved for verified
     * uses of what the ledger does not vouch for: any client can send tokens with bad signatures.
     */
    boolean hasRoom(Variant variant) {
        boolean reserved = isReserved(variant);
        String source = source(variant);
        return held.hasRoom(most, reserved)
                && (source.equals(Source.UNKNOWN)
                        || bySource.getOrDefault(source, NOTHING).hasRoom(Math.max(2, most / SHARE), reserved));
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
            count(before, -1);
        }
        if (now != null && now.state().waits() && waiting.add(issuer, now.needed(), VariantName.of(key, id))) {
            count(now, 1);
        }
    }

    private void count(Variant variant, int number) {
        boolean reserved = isReserved(variant);
        held = held.plus(number, reserved);
        bySource.compute(source(variant), (source, before) -> {
            Held after = (before == null ? NOTHING : before).plus(number, reserved);
            return after.all() > 0 ? after : null;
        });
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

    private static boolean isReserved(Variant variant) {
        return variant.state() != State.UNREVOKED
                && variant.uses().stream().anyMatch(use -> use.signature() == Signature.VALID);
    }

    private static String source(Variant variant) {
        return Source.of(variant.first().request().sourceIp());
    }
}
