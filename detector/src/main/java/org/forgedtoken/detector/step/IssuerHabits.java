package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.jspecify.annotations.Nullable;

/**
 * What one task has seen of the tokens of each issuer that the feed carries, and of which of them its ledger has evicted
 * entries without an expiry. Not thread-safe.
 */
final class IssuerHabits {
    private static final int ENOUGH = 100;
    private static final long HOUR = 3_600_000;
    private static final long WEEK = 7 * 24;

    private static final String STATES_ISSUED_AT = "states-issued-at";
    /** In place of the number of tokens that stated their issue: one did not. */
    private static final long NOT_ALWAYS = -1;

    private static final String CARRIES_ID = "carries-id";
    private static final String EVICTED = "evicted";
    private static final String LATE = "late";
    private static final String LATE_BEFORE = "late-before";

    private final Store<Long> store;
    private final Map<String, OfIssuer> issuers = new HashMap<>();

    IssuerHabits(Store<Long> store) {
        this.store = store;
    }

    /** Of an issuer that the feed carries: the names of others are for anyone to choose. */
    OfIssuer of(String issuer) {
        OfIssuer known = issuers.get(issuer);
        if (known == null) {
            known = new OfIssuer(issuer);
            issuers.put(issuer, known);
        }
        return known;
    }

    /** The ledger keeps this entry up to {@code until} (epoch ms), and no longer. */
    void evicted(IssuedToken entry, long until) {
        for (Statement statement : entry.statements()) {
            TokenClaims claims = statement.claims();
            if (!Times.known(claims.expiresAt())) {
                OfIssuer issuer = of(claims.issuer());
                issuer.evicted(null, until);
                if (claims.kind() != null) {
                    issuer.evicted(claims.kind(), until);
                }
            }
        }
    }

    /** One issuer's tokens. */
    final class OfIssuer implements IssuerHabit {
        private final String issuer;
        private final Set<String> stating = new HashSet<>();
        private long stated;
        private boolean carriesId;

        OfIssuer(String issuer) {
            this.issuer = issuer;
            Long known = store.get(name(STATES_ISSUED_AT));
            this.stated = known == null ? 0 : known;
            this.carriesId = store.get(name(CARRIES_ID)) != null;
        }

        /** A use of a token that was issued. */
        void issued(TokenKey key, AccessRecord use) {
            if (!carriesId && key.kind() == IdentityKind.ID) {
                carriesId = true;
                store.put(name(CARRIES_ID), use.time());
            }
            if (stated == NOT_ALWAYS || stated >= ENOUGH || use.token().digest() == null) {
                return;
            }
            if (!Times.known(use.token().issuedAt())) {
                stated = NOT_ALWAYS;
            } else {
                stating.add(key.text());
                stated = stating.size();
            }
            // what is not settled is learned anew after a restart
            if (stated == NOT_ALWAYS || stated >= ENOUGH) {
                stating.clear();
                store.put(name(STATES_ISSUED_AT), stated);
            }
        }

        /** Whether a token that was issued carried an id when it was used. */
        boolean carriesId() {
            return carriesId;
        }

        /**
         * A token was accepted after its expiry; whether that was so in the 7 d before as well. Uses of one hour are one
         * occasion, in whatever order they are read.
         */
        boolean wasLateBefore(long time) {
            long hour = Math.floorDiv(time, HOUR);
            long last = number(LATE);
            long before = number(LATE_BEFORE);
            if (hour > last) {
                store.put(name(LATE_BEFORE), last);
                store.put(name(LATE), hour);
                return last >= hour - WEEK;
            }
            return before < hour && before >= hour - WEEK;
        }

        @Override
        public boolean alwaysStatesIssuedAt() {
            return stated >= ENOUGH;
        }

        @Override
        public long evictedSince(@Nullable String kind) {
            return number(evictedOf(kind));
        }

        private void evicted(@Nullable String kind, long until) {
            long known = evictedSince(kind);
            if (!Times.known(known) || until < known) {
                store.put(name(evictedOf(kind)), until);
            }
        }

        private static String evictedOf(@Nullable String kind) {
            return kind == null ? EVICTED : EVICTED + '|' + kind;
        }

        private long number(String what) {
            Long known = store.get(name(what));
            return known == null ? Times.UNKNOWN : known;
        }

        private String name(String what) {
            return TokenKey.encode(issuer) + '|' + what;
        }
    }
}
