package org.forgedtoken.detector.doctor;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;

/** What the records of one feed state of one issuer's tokens. Not thread-safe. */
final class Stated {
    private static final int MOST_KEYS = 64;

    long tokens;
    /** Tokens that were read themselves and carry no id. */
    long withoutId;

    long withIssuedAt;
    /** The first ones by name; with more the sample says nothing of which are missing. */
    final Set<String> keyIds = new TreeSet<>();

    private final Map<IdentityKind, Long> stating = new EnumMap<>(IdentityKind.class);
    private final Map<IdentityKind, Long> keyedBy = new EnumMap<>(IdentityKind.class);

    /** @param key under which the feeds meet, as the settings are */
    void add(TokenKey key, TokenClaims token) {
        tokens++;
        withoutId += token.idAbsent() ? 1 : 0;
        withIssuedAt += Times.known(token.issuedAt()) ? 1 : 0;
        keyedBy.merge(key.kind(), 1L, Long::sum);
        for (IdentityKind kind : IdentityKind.values()) {
            TokenKey by = TokenIdentity.of(kind).keyOf(token);
            if (by != null && by.kind() == kind) {
                stating.merge(kind, 1L, Long::sum);
            }
        }
        if (token.keyId() != null) {
            key(token.keyId());
        }
    }

    void key(String keyId) {
        if (!knowsAllKeys()) {
            return;
        }
        keyIds.add(keyId);
    }

    boolean knowsAllKeys() {
        return keyIds.size() < MOST_KEYS;
    }

    /** How many tokens state an identity of this kind. */
    long stating(IdentityKind kind) {
        return stating.getOrDefault(kind, 0L);
    }

    /** How many meet the other feed under an identity of this kind. */
    long keyedBy(IdentityKind kind) {
        return keyedBy.getOrDefault(kind, 0L);
    }

    /** By what most meet the other feed. */
    IdentityKind mostlyKeyedBy() {
        IdentityKind most = IdentityKind.ID;
        for (IdentityKind kind : IdentityKind.values()) {
            most = keyedBy(kind) > keyedBy(most) ? kind : most;
        }
        return most;
    }
}
