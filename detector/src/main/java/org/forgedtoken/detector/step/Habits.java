package org.forgedtoken.detector.step;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.rule.ComparisonRule;

/**
 * Which claims of which issuer can be compared, learned from the comparisons themselves. Asked for each access: what has
 * come of the learning is at hand. Not thread-safe.
 */
final class Habits {
    private final Store<ClaimHabit> store;
    private final Map<String, OfIssuer> issuers = new HashMap<>();

    Habits(Store<ClaimHabit> store) {
        this.store = store;
    }

    /** What is known of this issuer. */
    OfIssuer of(String issuer) {
        OfIssuer known = issuers.get(issuer);
        if (known == null) {
            known = new OfIssuer(issuer);
            issuers.put(issuer, known);
        }
        return known;
    }

    /** The claims of one issuer's tokens. */
    final class OfIssuer {
        private final String issuer;
        private final Map<Claim, ClaimHabit> habits = new EnumMap<>(Claim.class);
        private final Set<Claim> noise = EnumSet.noneOf(Claim.class);
        private final Set<Claim> noiseToRead = Collections.unmodifiableSet(noise);
        /** Of these nothing more can be learned. */
        private final Set<Claim> settled = EnumSet.noneOf(Claim.class);

        OfIssuer(String issuer) {
            this.issuer = issuer;
            for (Claim claim : Claim.values()) {
                ClaimHabit habit = store.get(name(claim));
                keep(claim, habit == null ? ClaimHabit.NEW : habit);
            }
        }

        /** The claims that are of no use for this issuer, by what is known whenever it is read. */
        Set<Claim> noise() {
            return noiseToRead;
        }

        /** Learns from one comparison; returns the claims of which something decisive was learned just now. */
        Set<Claim> learn(Supplier<String> token, ComparisonRule.Result result) {
            if (result.differing().isEmpty() && settled.containsAll(result.agreeing())) {
                return Set.of();
            }
            Set<Claim> news = EnumSet.noneOf(Claim.class);
            for (Claim claim : result.agreeing()) {
                learn(token, claim, true, news);
            }
            for (Claim claim : result.differing().keySet()) {
                learn(token, claim, false, news);
            }
            return news;
        }

        private void learn(Supplier<String> token, Claim claim, boolean agrees, Set<Claim> news) {
            ClaimHabit before = of(claim);
            if (before.isSettled()) {
                return;
            }
            ClaimHabit after = before.learn(token.get(), agrees);
            if (after.equals(before)) {
                return;
            }
            keep(claim, after);
            store.put(name(claim), after);
            if (after.isSettled()) {
                news.add(claim);
            }
        }

        private void keep(Claim claim, ClaimHabit habit) {
            habits.put(claim, habit);
            if (habit.isNoise()) {
                noise.add(claim);
            }
            if (habit.isSettled()) {
                settled.add(claim);
            }
        }

        private ClaimHabit of(Claim claim) {
            return habits.getOrDefault(claim, ClaimHabit.NEW);
        }

        private String name(Claim claim) {
            return TokenKey.encode(issuer) + '|' + claim.label();
        }
    }
}
