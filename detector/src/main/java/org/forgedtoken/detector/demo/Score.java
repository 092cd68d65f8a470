package org.forgedtoken.detector.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The alerts seen so far, held against the truth. Safe for several threads. */
public final class Score {
    private static final String ALTERED = "token-altered";

    private final Map<String, SeenAlert> newest = new HashMap<>();

    /**
     * How one rule has done.
     *
     * @param found planted and alerted on
     * @param missed planted, decidable, and not alerted on
     * @param unexpected alerted on without having been planted
     */
    public record OfRule(int planted, int found, SortedSet<String> missed, SortedSet<String> unexpected) {}

    /** Takes in an alert as it was written; returns whether it had been seen before. */
    public synchronized boolean saw(SeenAlert alert) {
        return newest.put(alert.uid(), alert) != null;
    }

    /** How many alerts stand. */
    public synchronized long open() {
        return newest.values().stream().filter(alert -> !alert.isClosed()).count();
    }

    /** How many alerts stand of rules of which the truth says nothing, by rule. */
    public synchronized Map<String, Long> others() {
        return newest.values().stream()
                .filter(alert -> !Truth.RULES.contains(alert.rule()))
                .collect(Collectors.groupingBy(SeenAlert::rule, TreeMap::new, Collectors.counting()));
    }

    /**
     * By rule, held against what was planted.
     *
     * @param decidableUntil faults that were last used after this time, epoch ms, may be found or not
     */
    public synchronized Map<String, OfRule> against(Truth truth, long decidableUntil) {
        Map<String, Set<String>> due = new HashMap<>();
        Map<String, Set<String>> possible = new HashMap<>();
        for (Planted planted : truth.planted()) {
            for (String rule : planted.rules()) {
                possible.computeIfAbsent(rule, r -> new TreeSet<>()).add(planted.token());
                if (planted.lastUse() <= decidableUntil) {
                    due.computeIfAbsent(rule, r -> new TreeSet<>()).add(planted.token());
                }
            }
        }
        Map<String, OfRule> scores = new LinkedHashMap<>();
        for (String rule : Truth.RULES) {
            Set<String> seen = tokens(rule);
            SortedSet<String> missed = new TreeSet<>(due.getOrDefault(rule, Set.of()));
            int planted = missed.size();
            missed.removeAll(seen);
            SortedSet<String> unexpected = new TreeSet<>(seen);
            unexpected.removeAll(possible.getOrDefault(rule, Set.of()));
            scores.put(rule, new OfRule(planted, planted - missed.size(), missed, unexpected));
        }
        return scores;
    }

    private Set<String> tokens(String rule) {
        SortedMap<String, Boolean> tokens = new TreeMap<>();
        for (SeenAlert alert : newest.values()) {
            if (alert.rule().equals(rule) && !alert.isClosed()) {
                tokens.put(rule.equals(ALTERED) ? withoutVariant(alert.entity()) : alert.entity(), true);
            }
        }
        return tokens.keySet();
    }

    /** An altered token's alert names, behind its key, which content was presented. */
    private static String withoutVariant(String entity) {
        return entity.substring(0, Math.max(0, entity.lastIndexOf('|')));
    }
}
