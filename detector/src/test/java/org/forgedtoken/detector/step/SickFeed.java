package org.forgedtoken.detector.step;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.demo.Distortion;
import org.forgedtoken.detector.demo.SickSite;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.rule.Rule;

/** What a sick site sends, told to the steps in the order of arrival, and what came of it. */
final class SickFeed {
    private static final long LAST_MINUTES = 1_800_000;

    final Scenario heard = new Scenario();
    final SickSite site;
    private final int partitions;

    private SickFeed(SickSite site, int partitions) {
        this.site = site;
        this.partitions = partitions;
        heard.issuancePartitions = partitions;
        // one day teaches nobody how long tokens live
        heard.maxLife = Optional.of(Duration.ofHours(2));
    }

    /** As it stands while the feeds go on. */
    static SickFeed of(Distortion distortion, int partitions) {
        SickFeed feed = new SickFeed(SickSite.of(distortion), partitions);
        feed.tell();
        return feed;
    }

    /** As it stands once somebody has said, too, that the last half hour of the feed is complete. */
    static SickFeed whole(Distortion distortion, int partitions, Consumer<Scenario> settings) {
        SickFeed feed = new SickFeed(SickSite.of(distortion), partitions);
        settings.accept(feed.heard);
        feed.tell();
        long until = feed.site.end() + feed.heard.grace + 2 * feed.heard.skew;
        for (int partition = 0; partition < partitions; partition++) {
            feed.heard.issuance(
                    partition,
                    "{\"event\":\"heartbeat\",\"time\":\"" + Instant.ofEpochMilli(until) + "\",\"since\":\""
                            + Instant.ofEpochMilli(feed.site.end() - LAST_MINUTES) + "\"}");
        }
        return feed;
    }

    /** Sets what an alert names. */
    static Consumer<Scenario> set(String setting, long millis) {
        return scenario -> {
            switch (setting) {
                case "ledger.grace" -> scenario.grace = millis;
                case "ledger.max-silence" -> scenario.maxSilence = new MaxSilence.Fixed(millis);
                case "clock.skew" -> scenario.skew = millis;
                default -> throw new IllegalArgumentException(setting);
            }
        };
    }

    private void tell() {
        for (GeneratedRecord record : site.records()) {
            if (record.feed() == Feed.ACCESS) {
                heard.accessLine(record.json());
                continue;
            }
            int only = Distortion.partition(record, partitions);
            for (int partition = 0; partition < partitions; partition++) {
                if (only < 0 || only == partition) {
                    heard.issuance(partition, record.json());
                }
            }
        }
    }

    /** Honest tokens that are accused of never having been issued. */
    SortedSet<String> falselyAccused() {
        return without(accused(heard.last.values()), site.unissued());
    }

    /** The same, and those that were acquitted later. */
    SortedSet<String> everFalselyAccused() {
        return without(accused(heard.alerts), site.unissued());
    }

    /** Forged tokens that are not accused. */
    SortedSet<String> notFound() {
        return without(site.forged(), accused(heard.last.values()));
    }

    /** Which settings {@code ledger-degraded} names, each with the largest value, in ms. */
    SortedMap<String, Long> advice() {
        SortedMap<String, Long> advice = new TreeMap<>();
        for (Alert alert : heard.last.values()) {
            Map<String, String> more = alert.evidence().more();
            if (alert.key().rule() == Rule.LEDGER_DEGRADED && more.containsKey("setting")) {
                advice.merge(more.get("setting"), Long.parseLong(more.get("setting_ms")), Math::max);
            }
        }
        return advice;
    }

    /** How many outages were told. */
    long degraded() {
        return heard.last.values().stream()
                .filter(alert -> alert.key().rule() == Rule.LEDGER_DEGRADED)
                .count();
    }

    private static SortedSet<String> accused(Iterable<Alert> alerts) {
        SortedSet<String> accused = new TreeSet<>();
        for (Alert alert : alerts) {
            if (alert.key().rule() == Rule.TOKEN_NEVER_ISSUED && alert.activity() != Activity.CLOSE) {
                accused.add(alert.key().entity());
            }
        }
        return accused;
    }

    private static SortedSet<String> without(Set<String> all, Set<String> those) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(those);
        return rest;
    }

    @Override
    public String toString() {
        return site.forged().size() + " forged, not found " + notFound().size() + ", falsely accused "
                + falselyAccused().size() + " (ever " + everFalselyAccused().size() + "), undetermined "
                + heard.undetermined + ", outages " + degraded() + " in "
                + heard.records(Rule.LEDGER_DEGRADED).size() + " records, advice " + advice();
    }
}
