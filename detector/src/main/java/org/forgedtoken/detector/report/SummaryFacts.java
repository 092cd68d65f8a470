package org.forgedtoken.detector.report;

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
 * What {@code summary.json} says (reference/commands.md). Counts are exact; event times, epoch ms, or {@link Times#UNKNOWN}.
 *
 * @param access what was read of accesses
 * @param coverage issuer → for when its ledger is known to be complete
 * @param verdicts verdict → accesses
 * @param undetermined reason → accesses
 * @param created rule → alerts
 * @param shortfalls why it says nothing that no forged token was found, each a sentence
 */
record SummaryFacts(
        Read access,
        SortedMap<String, CoverageFacts> coverage,
        Map<String, Long> verdicts,
        Map<String, Long> undetermined,
        Map<String, Long> created,
        List<String> shortfalls,
        boolean sumsHold) {
    private static final int MOST_BYTES = 256;
    private static final int MOST_SHORTFALLS = 10;

    /** What was read of a feed, and from when to when. */
    record Read(long read, long first, long last) {}

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
        JsonTree access = summary.at("feeds", "access");
        SortedMap<String, CoverageFacts> coverage = new TreeMap<>();
        summary.at("feeds", "issuance", "coverage")
                .members()
                .forEach((issuer, stretches) -> coverage.put(issuer, coverage(stretches)));
        return new SummaryFacts(
                new Read(
                        access.at("read").number(0),
                        access.at("first").time(),
                        access.at("last").time()),
                coverage,
                numbers(summary.at("accesses_by_verdict")),
                numbers(summary.at("accesses_undetermined")),
                numbers(summary.at("alerts"), "created"),
                Stream.of("range_not_there", "not_judged")
                        .flatMap(name -> summary.at(name).items().stream())
                        .map(sentence -> VisibleText.cut(sentence.text(), 4 * MOST_BYTES))
                        .limit(MOST_SHORTFALLS)
                        .toList(),
                summary.at("sums_hold").isTrue());
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

    private static CoverageFacts coverage(JsonTree stretches) {
        List<Stretch> holes = stretches.at("holes").items().stream()
                .map(SummaryFacts::stretch)
                .filter(hole -> Times.known(hole.since()) && Times.known(hole.until()))
                .toList();
        Stretch all = stretch(stretches);
        return new CoverageFacts(all.since(), all.until(), holes);
    }

    private static Stretch stretch(JsonTree stretch) {
        return new Stretch(stretch.at("since").time(), stretch.at("until").time());
    }

    /** Of each member the number at this path; one that has none, or a negative one, is left out. */
    private static Map<String, Long> numbers(JsonTree object, String... path) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (value.at(path).number(-1) >= 0) {
                numbers.put(VisibleText.cut(name, MOST_BYTES), value.at(path).number(0));
            }
        });
        return numbers;
    }
}
