package org.forgedtoken.detector.step;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.rule.ComparisonRule;

/** Which claims of which issuer can be compared, learned from the comparisons themselves. Not thread-safe. */
final class Habits {
    private final Store<ClaimHabit> store;
    private final Map<String, Map<Claim, ClaimHabit>> known = new HashMap<>();

    Habits(Store<ClaimHabit> store) {
        this.store = store;
    }

    /** The claims that are of no use for this issuer. */
    Set<Claim> noise(String issuer) {
        Set<Claim> noise = EnumSet.noneOf(Claim.class);
        of(issuer).forEach((claim, habit) -> {
            if (habit.isNoise()) {
                noise.add(claim);
            }
        });
        return noise;
    }

    /** Whether one of the claims has been seen to agree for another token of this issuer, so that a difference counts. */
    boolean isProven(String issuer, Set<Claim> differing) {
        Map<Claim, ClaimHabit> habits = of(issuer);
        return differing.stream()
                .anyMatch(claim -> habits.getOrDefault(claim, ClaimHabit.NEW).agreed());
    }

    /** Learns from one comparison; returns the claims of which something decisive was learned just now. */
    Set<Claim> learn(String issuer, Supplier<String> token, ComparisonRule.Result result) {
        Set<Claim> news = EnumSet.noneOf(Claim.class);
        for (Claim claim : result.agreeing()) {
            learn(issuer, token, claim, true, news);
        }
        for (Claim claim : result.differing().keySet()) {
            learn(issuer, token, claim, false, news);
        }
        return news;
    }

    private void learn(String issuer, Supplier<String> token, Claim claim, boolean agrees, Set<Claim> news) {
        ClaimHabit before = of(issuer).getOrDefault(claim, ClaimHabit.NEW);
        if (before.isSettled()) {
            return;
        }
        ClaimHabit after = before.learn(token.get(), agrees);
        if (after.equals(before)) {
            return;
        }
        of(issuer).put(claim, after);
        store.put(name(issuer, claim), after);
        if (after.agreed() || after.isNoise()) {
            news.add(claim);
        }
    }

    private Map<Claim, ClaimHabit> of(String issuer) {
        return known.computeIfAbsent(issuer, i -> {
            Map<Claim, ClaimHabit> stored = new HashMap<>();
            for (Claim claim : Claim.values()) {
                ClaimHabit habit = store.get(name(i, claim));
                if (habit != null) {
                    stored.put(claim, habit);
                }
            }
            return stored;
        });
    }

    private static String name(String issuer, Claim claim) {
        return TokenKey.encode(issuer) + '|' + claim.label();
    }
}
