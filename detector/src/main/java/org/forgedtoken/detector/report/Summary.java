package org.forgedtoken.detector.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json} (reference/commands.md): what was read, what came of it, and what was found. Counts are exact; event
 * times, epoch ms, or {@link Times#UNKNOWN}. Of one that was read, any part may be missing.
 *
 * @param coverage issuer → for when its ledger is known to be complete
 * @param inputsSkipped files that were not read, and why
 * @param rangeNotThere a sentence for each way in which not all is there that was asked for
 * @param notJudged why it says nothing that there is no alert, each a sentence
 * @param remarks what else a user should know of the inputs, each a sentence
 * @param verdicts verdict → accesses; tokens are counted by their alerts
 * @param undetermined reason → accesses
 * @param alerts rule → how many, and how they stand at the end
 * @param incidents kind → the same
 */
public record Summary(
        Map<Feed, Read> feeds,
        SortedMap<String, Complete> coverage,
        List<JsonObject> inputsSkipped,
        List<String> rangeNotThere,
        List<String> notJudged,
        List<String> remarks,
        Map<String, Long> verdicts,
        Map<String, Long> undetermined,
        SortedMap<String, Map<String, Long>> alerts,
        SortedMap<String, Map<String, Long>> incidents,
        long blockEntries,
        boolean sumsHold,
        double seconds) {
    private static final int MOST_BYTES = 256;
    private static final int MOST_SHORTFALLS = 10;

    /**
     * What was read of a feed, and from when to when.
     *
     * @param outcomes what became of it
     * @param asked what was asked of it, where that is not all
     */
    public record Read(long read, Map<String, Long> outcomes, Map<String, Object> asked, long first, long last) {}

    /**
     * For when an issuer's ledger is known to be complete.
     *
     * @param since {@link Times#UNKNOWN} where it never is
     * @param until the same
     * @param holes between them, in order
     */
    public record Complete(long since, long until, List<Stretch> holes) {
        /** In these stretches. */
        public static Complete in(List<Stretch> covered) {
            List<Stretch> holes = new ArrayList<>();
            for (int i = 1; i < covered.size(); i++) {
                long lost = covered.get(i - 1).until();
                long found = covered.get(i).since();
                holes.add(new Stretch(lost, found));
            }
            return covered.isEmpty()
                    ? new Complete(Times.UNKNOWN, Times.UNKNOWN, holes)
                    : new Complete(
                            covered.get(0).since(),
                            covered.get(covered.size() - 1).until(),
                            holes);
        }

        public boolean isKnown() {
            return Times.known(since) && Times.known(until);
        }

        /** How long the holes are in all, ms. */
        public long lost() {
            return holes.stream().mapToLong(hole -> hole.until() - hole.since()).sum();
        }

        private JsonObject json() {
            return stretch(since, until)
                    .put(
                            "holes",
                            holes.stream()
                                    .map(hole -> stretch(hole.since(), hole.until()))
                                    .toList());
        }

        private static JsonObject stretch(long since, long until) {
            return new JsonObject().put("since", rfc3339(since)).put("until", rfc3339(until));
        }
    }

    /** What the file says. */
    public JsonObject json() {
        JsonObject read = new JsonObject();
        feeds.forEach((feed, of) -> read.put(feed.label(), json(feed, of)));
        return new JsonObject()
                .put("feeds", read)
                .put("inputs_skipped", inputsSkipped)
                .some("range_not_there", rangeNotThere)
                .some("not_judged", notJudged)
                .some("remarks", remarks)
                .put("accesses_by_verdict", verdicts)
                .put("accesses_undetermined", undetermined)
                .put("alerts", alerts)
                .put("incidents", incidents)
                .put("block_entries", blockEntries)
                .put("sums_hold", sumsHold)
                .put("seconds", seconds)
                .put("records_per_second", recordsPerSecond());
    }

    private JsonObject json(Feed feed, Read of) {
        JsonObject json = new JsonObject().put("read", of.read());
        of.outcomes().forEach(json::put);
        of.asked().forEach(json::put);
        json.put("first", rfc3339(of.first())).put("last", rfc3339(of.last()));
        if (feed == Feed.ISSUANCE) {
            JsonObject issuers = new JsonObject();
            coverage.forEach((issuer, complete) -> issuers.put(issuer, complete.json()));
            json.put("coverage", issuers);
        }
        return json;
    }

    private static @Nullable String rfc3339(long time) {
        return Times.known(time) ? Instant.ofEpochMilli(time).toString() : null;
    }

    /** What of it the report tells. */
    static Summary of(JsonTree json) {
        Map<Feed, Read> feeds = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            JsonTree of = json.at("feeds", feed.label());
            feeds.put(
                    feed,
                    new Read(
                            of.at("read").number(0),
                            Map.of(),
                            Map.of(),
                            of.at("first").time(),
                            of.at("last").time()));
        }
        SortedMap<String, Complete> coverage = new TreeMap<>();
        json.at("feeds", Feed.ISSUANCE.label(), "coverage")
                .members()
                .forEach((issuer, complete) -> coverage.put(issuer, complete(complete)));
        SortedMap<String, Map<String, Long>> alerts = new TreeMap<>();
        json.at("alerts").members().forEach((rule, counts) -> alerts.put(cut(rule), numbers(counts)));
        return new Summary(
                feeds,
                coverage,
                List.of(),
                sentences(json.at("range_not_there")),
                sentences(json.at("not_judged")),
                List.of(),
                numbers(json.at("accesses_by_verdict")),
                numbers(json.at("accesses_undetermined")),
                alerts,
                new TreeMap<>(),
                0,
                json.at("sums_hold").isTrue(),
                1);
    }

    private static List<String> sentences(JsonTree list) {
        return list.items().stream()
                .map(sentence -> VisibleText.cut(sentence.text(), 4 * MOST_BYTES))
                .limit(MOST_SHORTFALLS)
                .toList();
    }

    private static Complete complete(JsonTree json) {
        List<Stretch> holes = json.at("holes").items().stream()
                .map(hole ->
                        new Stretch(hole.at("since").time(), hole.at("until").time()))
                .filter(hole -> Times.known(hole.since()) && Times.known(hole.until()))
                .toList();
        return new Complete(json.at("since").time(), json.at("until").time(), holes);
    }

    /** The numbers of an object; a member that is none, or a negative one, is left out. */
    private static Map<String, Long> numbers(JsonTree object) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (value.number(-1) >= 0) {
                numbers.put(cut(name), value.number(0));
            }
        });
        return numbers;
    }

    private static String cut(String name) {
        return VisibleText.cut(name, MOST_BYTES);
    }

    public Read access() {
        return read(Feed.ACCESS);
    }

    /** What was read of a feed. */
    public Read read(Feed feed) {
        return feeds.getOrDefault(feed, new Read(0, Map.of(), Map.of(), Times.UNKNOWN, Times.UNKNOWN));
    }

    /** Why it says nothing that no forged token was found, each a sentence. */
    public List<String> shortfalls() {
        return Stream.concat(rangeNotThere.stream(), notJudged.stream())
                .limit(MOST_SHORTFALLS)
                .toList();
    }

    /** Accesses of which a verdict was asked. */
    public long judged() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long undecided() {
        return verdicts.getOrDefault("undetermined", 0L);
    }

    /** How many holes there are in what is known of all issuers. */
    public long holes() {
        return coverage.values().stream().mapToLong(one -> one.holes().size()).sum();
    }

    /** Alerts that stand at the end, by rule; rules without any are left out. */
    public SortedMap<String, Long> openAlerts() {
        SortedMap<String, Long> open = new TreeMap<>();
        alerts.forEach((rule, counts) -> open.put(rule, counts.getOrDefault("open", 0L)));
        open.values().removeIf(count -> count == 0);
        return open;
    }

    /** Incidents that stand at the end. */
    public long openIncidents() {
        return incidents.values().stream()
                .mapToLong(counts -> counts.getOrDefault("open", 0L))
                .sum();
    }

    /** Records of all feeds. */
    public long recordsPerSecond() {
        return Math.round(feeds.values().stream().mapToLong(Read::read).sum() / seconds);
    }
}
