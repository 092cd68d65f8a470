package org.forgedtoken.detector.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.forgedtoken.detector.demo.Truth.Expected;

/** The alerts seen so far, held against the truth. Safe for several threads. */
public final class Score {
    private static final Pattern SINCE = Pattern.compile("@-?\\d+$");
    /** A roll-up for those that were first seen in the hour that begins then, epoch ms; one of an incident says no hour. */
    private static final Pattern OF_AN_HOUR = Pattern.compile("roll-up@(\\d{1,15})(/\\d+)?");

    private static final long HOUR = 3_600_000;

    private final Map<String, SeenAlert> newest = new HashMap<>();

    /**
     * How one rule has done.
     *
     * @param found planted and alerted on, be it by a roll-up
     * @param inRollUp those of the found that have no alert of their own
     * @param missed planted, decidable, and not alerted on
     * @param unexpected alerted on without cause
     */
    public record OfRule(
            int planted, int found, int inRollUp, SortedSet<String> missed, SortedSet<String> unexpected) {}

    /** Takes in an alert as it was written; returns whether it had been seen before. */
    public synchronized boolean saw(SeenAlert alert) {
        return newest.put(alert.uid(), alert) != null;
    }

    /** How many alerts stand. */
    public synchronized long open() {
        return newest.values().stream().filter(alert -> !alert.isClosed()).count();
    }

    /** How many alerts stand of which the truth says nothing, by rule: the rule is not scored, or the issuer is not the sample's. */
    public synchronized Map<String, Long> others() {
        return newest.values().stream()
                .filter(alert -> !isOfSample(alert)
                        || (!Truth.RULES.contains(alert.rule()) && !Truth.OTHER_RULES.contains(alert.rule())))
                .collect(Collectors.groupingBy(
                        alert -> isOfSample(alert) ? alert.rule() : alert.rule() + " (yours)",
                        TreeMap::new,
                        Collectors.counting()));
    }

    private static boolean isOfSample(SeenAlert alert) {
        return alert.issuer().isEmpty() || KeyRing.ISSUERS.contains(alert.issuer());
    }

    /**
     * By rule, held against what was planted: the rules that accuse tokens, and of the others those of the rule book for
     * which there was a cause, or an alert.
     *
     * @param decidableUntil faults that were last used after this time, epoch ms, may be found or not
     */
    public synchronized Map<String, OfRule> against(Truth truth, long decidableUntil) {
        Map<String, Expected> expected = truth.expected();
        Map<String, OfRule> scores = new LinkedHashMap<>();
        for (String rule : Truth.RULES) {
            scores.put(rule, score(rule, expected.getOrDefault(rule, new Expected()), decidableUntil));
        }
        for (String rule : Truth.OTHER_RULES) {
            OfRule score = score(rule, expected.getOrDefault(rule, new Expected()), decidableUntil);
            if (score.planted() > 0 || !score.unexpected().isEmpty()) {
                scores.put(rule, score);
            }
        }
        return scores;
    }

    private OfRule score(String rule, Expected expected, long decidableUntil) {
        Set<String> seen = accused(rule);
        SortedSet<String> missed = new TreeSet<>();
        expected.due().forEach((entity, time) -> {
            if (time <= decidableUntil) {
                missed.add(entity);
            }
        });
        int planted = missed.size();
        missed.removeAll(seen);
        int single = planted - missed.size();
        missed.removeIf(entity -> isInRollUp(rule, expected.due().getOrDefault(entity, 0L)));
        int found = planted - missed.size();
        SortedSet<String> unexpected = new TreeSet<>(seen);
        unexpected.removeAll(expected.due().keySet());
        unexpected.removeAll(expected.uncertain());
        return new OfRule(planted, found, found - single, missed, unexpected);
    }

    /** Whether one stands that may tell of what was last seen then: it was first seen at most an hour before. */
    private boolean isInRollUp(String rule, long lastSeen) {
        return standing(rule).filter(SeenAlert::rollUp).anyMatch(alert -> {
            Matcher hour = OF_AN_HOUR.matcher(alert.entity());
            long after = hour.matches() ? lastSeen - Long.parseLong(hour.group(1)) : 0;
            return after >= 0 && after < 2 * HOUR;
        });
    }

    private Stream<SeenAlert> standing(String rule) {
        return newest.values().stream()
                .filter(alert -> alert.rule().equals(rule) && isOfSample(alert))
                .filter(alert -> !alert.isClosed() || alert.hasEnded());
    }

    private Set<String> accused(String rule) {
        return standing(rule)
                .filter(alert -> !alert.rollUp())
                .map(alert -> accused(rule, alert.entity()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whom an alert accuses, as the truth names him: its entity without the variant, or since when. */
    public static String accused(String rule, String entity) {
        return switch (rule) {
            // Behind an altered token's key stands which content was presented.
            case "token-altered" -> entity.substring(0, Math.max(0, entity.lastIndexOf('|')));
            // An account may be named with its issuer before it.
            case "account-rate-anomaly" -> {
                String account = SINCE.matcher(entity).replaceFirst("");
                yield account.substring(account.lastIndexOf('|') + 1);
            }
            case "source-fan-out", "source-enumeration", "account-unknown" ->
                SINCE.matcher(entity).replaceFirst("");
            default -> entity;
        };
    }
}
