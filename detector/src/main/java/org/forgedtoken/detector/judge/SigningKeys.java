package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.KeyStanding;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/** The keys that the feeds have told of: looked up for each access, so all of them are at hand. Not thread-safe. */
final class SigningKeys {
    /** A key with where it stands now, which is what most uses ask for. */
    private record Known(KeyHistory history, long lastChange, KeyStanding standing) {}

    private static final class OfIssuer {
        private final Map<String, Known> keys = new HashMap<>();
        private long listedSince = Times.UNKNOWN;
    }

    private final Store<KeyHistory> store;
    private final Map<String, OfIssuer> issuers = new HashMap<>();

    /** Takes up what the store holds. */
    SigningKeys(Store<KeyHistory> store) {
        this.store = store;
        store.forEach((name, history) -> index(history));
    }

    /** One name for one key: the entity of its alerts, and its key in stores. */
    static String name(String issuer, String keyId) {
        return TokenKey.encode(issuer) + '|' + TokenKey.encode(keyId);
    }

    /** Whether the keys feed has a record of the key with this time (epoch ms) or an earlier one. */
    boolean isKnown(String issuer, String keyId, long time) {
        long since = listedSince(issuer, keyId);
        return Times.known(since) && since <= time;
    }

    /** Whether anything is known of any key of the issuer. */
    boolean hasAny(String issuer) {
        return issuers.containsKey(issuer);
    }

    /** What is known of the key. */
    KeyHistory history(String issuer, String keyId) {
        Known known = known(issuer, keyId);
        return known == null ? new KeyHistory(issuer, keyId) : known.history();
    }

    /** The time of the feed's first record of the key, or {@link Times#UNKNOWN}. */
    long listedSince(String issuer, String keyId) {
        Known known = known(issuer, keyId);
        return known == null ? Times.UNKNOWN : known.history().listedSince();
    }

    /** The time of the feed's first record of any of the issuer's keys, or {@link Times#UNKNOWN}. */
    long listedSince(String issuer) {
        OfIssuer known = issuers.get(issuer);
        return known == null ? Times.UNKNOWN : known.listedSince;
    }

    /** Where the key stood at {@code time} (epoch ms). */
    KeyStanding at(String issuer, String keyId, long time) {
        Known known = known(issuer, keyId);
        if (known == null) {
            return KeyStanding.NONE;
        }
        return time >= known.lastChange() ? known.standing() : known.history().at(time);
    }

    /** The issuers of which the feed lists a key of this id. */
    List<String> issuersOf(String keyId) {
        List<String> found = new ArrayList<>();
        issuers.forEach((issuer, of) -> {
            if (Times.known(listedSince(issuer, keyId))) {
                found.add(issuer);
            }
        });
        return found;
    }

    void put(KeyHistory history) {
        store.put(name(history.issuer(), history.keyId()), history);
        index(history);
    }

    private void index(KeyHistory history) {
        OfIssuer issuer = issuers.computeIfAbsent(history.issuer(), i -> new OfIssuer());
        long last = history.lastChange();
        issuer.keys.put(history.keyId(), new Known(history, last, history.at(last)));
        long since = history.listedSince();
        if (Times.known(since) && (!Times.known(issuer.listedSince) || since < issuer.listedSince)) {
            issuer.listedSince = since;
        }
    }

    private @Nullable Known known(String issuer, String keyId) {
        OfIssuer known = issuers.get(issuer);
        return known == null ? null : known.keys.get(keyId);
    }
}
