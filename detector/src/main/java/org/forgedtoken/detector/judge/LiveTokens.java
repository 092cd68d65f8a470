package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.IncidentKey.OfKey;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.IncidentEvent;
import org.jspecify.annotations.Nullable;

/**
 * How many legitimate tokens of each key live in one part of the ledger, by the hour in which they expire: what retiring
 * the key would end. Not kept anywhere: the ledger says it anew after a restart. Not thread-safe.
 */
public final class LiveTokens {
    private static final long HOUR = 3_600_000;
    private static final long TELL_EVERY = 60_000;
    /** An issuer that names another key with each token has none that one could retire. */
    private static final int MOST_KEYS = 1_000;

    private record Live(OfKey key, long hour) {}

    private final long maxAge;
    private final Map<OfKey, TreeMap<Long, Long>> byKey = new HashMap<>();
    private final Set<OfKey> changed = new HashSet<>();
    private long told = Times.UNKNOWN;
    private long past = Long.MIN_VALUE;

    /** @param maxAge ms, that a token lives which states no expiry */
    public LiveTokens(long maxAge, Ledger ledger) {
        this.maxAge = maxAge;
        ledger.forEach(token -> changed(null, token));
    }

    /** The ledger has learned something of a token. */
    public void changed(@Nullable IssuedToken before, IssuedToken now) {
        Live was = before == null ? null : live(before);
        Live is = live(now);
        if (was != null && !was.equals(is)) {
            add(was, -1);
        }
        if (is != null && !is.equals(was)) {
            add(is, 1);
        }
    }

    /** Accesses have been read up to {@code position}; at most once a minute of it tells what has changed. */
    public void readTo(long position, boolean last, int task, Emit out) {
        if (!last && Times.known(told) && position - told < TELL_EVERY) {
            return;
        }
        told = position;
        past = Math.floorDiv(position, HOUR) * HOUR;
        for (OfKey key : changed) {
            TreeMap<Long, Long> hours = byKey.getOrDefault(key, new TreeMap<>());
            hours.headMap(past).clear();
            IncidentEvent tokens =
                    new IncidentEvent.LiveTokens(key.issuer(), key.keyId(), task, position, new TreeMap<>(hours));
            out.to(Channel.FINDINGS, new ForGroup.ForIncidents(tokens));
        }
        changed.clear();
        byKey.values().forEach(hours -> hours.headMap(past).clear());
        byKey.values().removeIf(Map::isEmpty);
    }

    private void add(Live live, int number) {
        if (live.hour() < past) {
            return;
        }
        TreeMap<Long, Long> hours = byKey.get(live.key());
        if (hours == null) {
            if (byKey.size() >= MOST_KEYS || number < 0) {
                return;
            }
            hours = new TreeMap<>();
            byKey.put(live.key(), hours);
        }
        hours.merge(live.hour(), (long) number, (a, b) -> a + b <= 0 ? null : a + b);
        changed.add(live.key());
    }

    /** When the token, as it was issued last, ends; null where it is revoked, or names no key. */
    private @Nullable Live live(IssuedToken token) {
        if (Times.known(token.revokedAt()) || token.statements().isEmpty()) {
            return null;
        }
        Statement last = token.statements().get(token.statements().size() - 1);
        String keyId = last.claims().keyId();
        if (keyId == null) {
            return null;
        }
        long expiry = Times.either(last.claims().expiresAt(), last.issuedAt() + maxAge);
        return new Live(new OfKey(last.claims().issuer(), keyId), Math.floorDiv(expiry, HOUR) * HOUR);
    }
}
