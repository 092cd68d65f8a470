package org.forgedtoken.detector.judge;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * What one task has seen of the tokens of each issuer that the feed carries: which of their claims can be compared, what
 * they state, and of which of them its ledger has evicted entries without an expiry. Asked for each access: what has come
 * of the learning is at hand. Not thread-safe.
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

    /** Among the bits of claims: one of them differs. */
    static final int DIFFER = 1 << 31;

    private final JudgePolicy policy;
    private final Store<Long> store;
    private final Store<ClaimHabit> claims;
    private final Map<String, OfIssuer> issuers = new HashMap<>();

    /** @param policy says how long the ledger keeps an entry */
    IssuerHabits(JudgePolicy policy, JudgeState state) {
        this.policy = policy;
        this.store = state.issuers();
        this.claims = state.habits();
    }

    /** The claim among bits. */
    static int bit(Claim claim) {
        return 1 << claim.ordinal();
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

    /** Whether the ledger keeps this entry up to a time that lies before {@code past} (epoch ms): then it is evicted. */
    boolean evicts(IssuedToken entry, long past) {
        long until = entry.keepUntil(policy.keep(), policy.maxAge());
        if (until >= past) {
            return false;
        }
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
        return true;
    }

    /** One issuer's tokens. */
    final class OfIssuer implements IssuerHabit {
        private final String issuer;
        private final Map<Claim, ClaimHabit> habits = new EnumMap<>(Claim.class);
        private final Set<Claim> noise = EnumSet.noneOf(Claim.class);
        private final Set<Claim> noiseToRead = Collections.unmodifiableSet(noise);
        /** Of these nothing more can be learned; and the same as bits. */
        private final Set<Claim> settled = EnumSet.noneOf(Claim.class);

        private int settledBits;

        private final Set<String> stating = new HashSet<>();
        private long stated;
        private boolean carriesId;

        OfIssuer(String issuer) {
            this.issuer = issuer;
            for (Claim claim : Claim.values()) {
                ClaimHabit habit = claims.get(name(claim.label()));
                keep(claim, habit == null ? ClaimHabit.NEW : habit);
            }
            Long known = store.get(name(STATES_ISSUED_AT));
            this.stated = known == null ? 0 : known;
            this.carriesId = store.get(name(CARRIES_ID)) != null;
        }

        /** The claims that are of no use for comparing, by what is known whenever it is read. */
        Set<Claim> noise() {
            return noiseToRead;
        }

        /** Learns from one comparison; returns the claims of which something decisive was learned just now. */
        Set<Claim> learn(Supplier<String> token, ComparisonRule.Result result) {
            if (result.differing().isEmpty() && settled.containsAll(result.agreeing())) {
                return Set.of();
            }
            Set<Claim> news = EnumSet.noneOf(Claim.class);
            result.agreeing().forEach(claim -> learn(token, claim, true, news));
            result.differing().keySet().forEach(claim -> learn(token, claim, false, news));
            return news;
        }

        /** Whether a use of a token with an id and no digest, which agrees with its issuance in these, is like all before it. */
        boolean teachesNothing(int agreeing) {
            return carriesId && (agreeing & ~settledBits) == 0;
        }

        private void learn(Supplier<String> token, Claim claim, boolean agrees, Set<Claim> news) {
            if (settled.contains(claim)) {
                return;
            }
            ClaimHabit before = habits.getOrDefault(claim, ClaimHabit.NEW);
            ClaimHabit after = before.learn(token.get(), agrees);
            if (!after.equals(before)) {
                keep(claim, after);
                claims.put(name(claim.label()), after);
                if (after.isSettled()) {
                    news.add(claim);
                }
            }
        }

        private void keep(Claim claim, ClaimHabit habit) {
            habits.put(claim, habit);
            if (habit.isNoise()) {
                noise.add(claim);
            }
            if (habit.isSettled()) {
                settled.add(claim);
                settledBits |= bit(claim);
            }
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
