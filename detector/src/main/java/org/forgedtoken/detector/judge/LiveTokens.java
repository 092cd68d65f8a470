package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.Map;
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
 * How many legitimate tokens of each key live in one part of the ledger: what retiring the key would end. A token ends with
 * the minute of its expiry, one that lives for longer than a day with the hour. Not kept anywhere: the ledger says it anew
 * after a restart. Not thread-safe.
 */
public final class LiveTokens {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** An issuer that names another key with each token has none that one could retire. */
    private static final int MOST_KEYS = 1_000;

    private record Live(OfKey key, long end) {}

    private static final class OfOneKey {
        private final TreeMap<Long, Long> byEnd = new TreeMap<>();
        /** Also that none lives is told once: another may have told of some before it stopped. */
        private long told = -1;

        long at(long time) {
            byEnd.headMap(time, true).clear();
            return byEnd.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final long maxAge;
    private final Map<OfKey, OfOneKey> byKey = new HashMap<>();
    private long told = Times.UNKNOWN;
    /** The newest time of issue: by then at the latest all of them live. */
    private long newest = Times.UNKNOWN;

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

    /** Accesses have been read up to {@code position}; at most once a minute of it tells which counts have changed. */
    public void readTo(long position, boolean last, int task, Emit out) {
        if (!last && Times.known(told) && position - told < MINUTE) {
            return;
        }
        told = position;
        long now = Math.max(position, newest);
        byKey.forEach((key, tokens) -> {
            long live = tokens.at(now);
            if (live != tokens.told) {
                tokens.told = live;
                IncidentEvent event = new IncidentEvent.LiveTokens(key.issuer(), key.keyId(), task, live);
                out.to(Channel.FINDINGS, new ForGroup.ForIncidents(event));
            }
        });
        byKey.values().removeIf(tokens -> tokens.byEnd.isEmpty());
    }

    private void add(Live live, int number) {
        OfOneKey tokens = byKey.get(live.key());
        if (tokens == null) {
            if (byKey.size() >= MOST_KEYS || number < 0) {
                return;
            }
            tokens = new OfOneKey();
            byKey.put(live.key(), tokens);
        }
        tokens.byEnd.compute(live.end(), (end, before) -> {
            long count = (before == null ? 0 : before) + number;
            return count > 0 ? count : null;
        });
    }

    /** When the token, as it was issued last, ends; null where it is revoked, or names no key. */
    private @Nullable Live live(IssuedToken token) {
        if (Times.known(token.revokedAt()) || token.statements().isEmpty()) {
            return null;
        }
        Statement last = token.statements().get(token.statements().size() - 1);
        newest = Math.max(newest, last.issuedAt());
        String keyId = last.claims().keyId();
        if (keyId == null) {
            return null;
        }
        long expiry = Times.either(last.claims().expiresAt(), last.issuedAt() + maxAge);
        long unit = expiry - last.issuedAt() > DAY ? HOUR : MINUTE;
        return new Live(new OfKey(last.claims().issuer(), keyId), -Math.floorDiv(-expiry, unit) * unit);
    }
}
