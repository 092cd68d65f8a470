package org.forgedtoken.detector.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;

/**
 * What {@code summary.json} says (CONTRACT, section 10). Counts are exact; event times, epoch ms.
 *
 * @param feeds name → what was read of it
 * @param coverage issuer → for when its ledger is known to be complete
 * @param verdicts verdict → accesses
 * @param undetermined reason → accesses
 * @param shortfalls why it says nothing that no forged token was found, each a sentence
 * @param created rule → alerts
 */
record SummaryFacts(
        Map<String, FeedFacts> feeds,
        SortedMap<String, CoverageFacts> coverage,
        Map<String, Long> verdicts,
        Map<String, Long> undetermined,
        Map<String, Long> created,
        List<String> shortfalls,
        boolean sumsHold) {
    static final FeedFacts NO_FEED = new FeedFacts(0, Map.of(), Times.UNKNOWN, Times.UNKNOWN);

    private static final int MOST_BYTES = 256;
    private static final int MOST_SHORTFALLS = 10;

    /**
     * What was read of a feed.
     *
     * @param first the earliest record, or {@link Times#UNKNOWN}
     * @param last the latest record, or {@link Times#UNKNOWN}
     */
    record FeedFacts(long read, Map<String, Long> outcomes, long first, long last) {
        long outcome(String name) {
            return outcomes.getOrDefault(name, 0L);
        }
    }

    /**
     * For when an issuer's ledger is known to be complete.
     *
     * @param since {@link Times#UNKNOWN} where it never is
     * @param until the same
     * @param holes between them, in order
     */
    record CoverageFacts(long since, long until, List<Stretch> holes) {
        boolean isKnown() {
            return Times.known(since) && Times.known(until);
        }
    }

    static SummaryFacts of(JsonTree summary) {
        Map<String, FeedFacts> feeds = new LinkedHashMap<>();
        summary.at("feeds").members().forEach((name, feed) -> feeds.put(cut(name), feed(feed)));
        SortedMap<String, CoverageFacts> coverage = new TreeMap<>();
        summary.at("feeds", "issuance", "coverage")
                .members()
                .forEach((issuer, stretches) -> coverage.put(issuer, coverage(stretches)));
        Map<String, Long> created = new LinkedHashMap<>();
        summary.at("alerts")
                .members()
                .forEach((rule, counts) ->
                        created.put(cut(rule), counts.at("created").number(0)));
        return new SummaryFacts(
                feeds,
                coverage,
                numbers(summary.at("accesses_by_verdict")),
                numbers(summary.at("accesses_undetermined")),
                created,
                Stream.of("range_not_there", "not_judged")
                        .flatMap(name -> summary.at(name).items().stream())
                        .map(sentence -> VisibleText.cut(sentence.text(), 4 * MOST_BYTES))
                        .limit(MOST_SHORTFALLS)
                        .toList(),
                summary.at("sums_hold").isTrue());
    }

    FeedFacts access() {
        return feeds.getOrDefault("access", NO_FEED);
    }

    /** Accesses of which a verdict was asked. */
    long judged() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    long undecided() {
        return verdicts.getOrDefault("undetermined", 0L);
    }

    long holes() {
        return coverage.values().stream().mapToLong(one -> one.holes().size()).sum();
    }

    private static FeedFacts feed(JsonTree feed) {
        Map<String, Long> outcomes = numbers(feed);
        outcomes.remove("read");
        return new FeedFacts(
                feed.at("read").number(0),
                outcomes,
                feed.at("first").time(),
                feed.at("last").time());
    }

    private static CoverageFacts coverage(JsonTree stretches) {
        List<Stretch> holes = new ArrayList<>();
        for (JsonTree hole : stretches.at("holes").items()) {
            long since = hole.at("since").time();
            long until = hole.at("until").time();
            if (Times.known(since) && Times.known(until)) {
                holes.add(new Stretch(since, until));
            }
        }
        return new CoverageFacts(
                stretches.at("since").time(), stretches.at("until").time(), List.copyOf(holes));
    }

    private static Map<String, Long> numbers(JsonTree object) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (value.number(-1) >= 0) {
                numbers.put(cut(name), value.number(0));
            }
        });
        return numbers;
    }

    private static String cut(String text) {
        return VisibleText.cut(text, MOST_BYTES);
    }
}
