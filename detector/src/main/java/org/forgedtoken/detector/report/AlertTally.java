package org.forgedtoken.detector.report;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.report.AlertFacts.Arrivals;
import org.forgedtoken.detector.report.AlertFacts.Forged;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
import org.forgedtoken.detector.report.AlertFacts.RuleCount;
import org.forgedtoken.detector.report.AlertFacts.Span;
import org.forgedtoken.detector.report.AlertFacts.Uses;
import org.forgedtoken.detector.rule.Rule;

/** Adds up alerts as they stand, a rule at a time. */
final class AlertTally {
    private final SortedMap<String, RuleCount> rules = new TreeMap<>();
    private final Map<KeyName, Span> keys = new HashMap<>();
    private final Map<String, Long> endpoints = new HashMap<>();
    private final Map<Long, Long> accounts = new HashMap<>();
    private final Map<Long, Long> sources = new HashMap<>();
    private final SortedMap<Long, Uses> tokensAt = new TreeMap<>();
    private Forged forged = Forged.NONE;

    /** The alerts of one rule that were followed. */
    void add(String rule, Sample<About> alerts) {
        Map<Standing, Long> standing = new EnumMap<>(Standing.class);
        long scale = alerts.scale();
        long tokens = 0;
        long verified = 0;
        long accesses = 0;
        long rollUps = 0;
        for (About alert : alerts.values()) {
            standing.merge(alert.standing(), 1L, Long::sum);
            if (alert.rollUp() && alert.standing().counts()) {
                rollUps++;
            }
            if (alert.isForgedToken()) {
                tokens++;
                verified += alert.verified() ? 1 : 0;
                accesses += alert.count() * scale;
                token(alert, scale);
            }
        }
        rules.put(rule, new RuleCount(standing, scale));
        Count all = Sample.estimate(tokens, scale);
        boolean altered = rule.equals(Rule.TOKEN_ALTERED.id());
        forged = forged.plus(new Forged(
                altered ? Count.NONE : all,
                altered ? all : Count.NONE,
                Sample.estimate(verified, scale),
                accesses,
                Sample.estimate(rollUps, scale)));
    }

    private void token(About alert, long scale) {
        keys.merge(alert.key(), new Span(alert.first(), alert.last(), scale, alert.verified() ? scale : 0), Span::plus);
        if (!alert.endpoint().isEmpty()) {
            endpoints.merge(alert.endpoint(), scale, Long::sum);
        }
        saw(accounts, alert.account(), alert.first());
        saw(sources, alert.source(), alert.first());
        tokensAt.merge(alert.first(), new Uses(scale, alert.count() * scale), Uses::plus);
    }

    SortedMap<String, RuleCount> rules() {
        return rules;
    }

    Forged forged() {
        return forged;
    }

    Map<KeyName, Span> keys() {
        return keys;
    }

    Map<String, Long> endpoints() {
        return endpoints;
    }

    Arrivals accounts() {
        return Arrivals.exact(accounts.values());
    }

    Arrivals sources() {
        return Arrivals.exact(sources.values());
    }

    SortedMap<Long, Uses> tokensAt() {
        return tokensAt;
    }

    private static void saw(Map<Long, Long> members, long member, long time) {
        if (member != 0) {
            members.merge(member, time, Math::min);
        }
    }
}
