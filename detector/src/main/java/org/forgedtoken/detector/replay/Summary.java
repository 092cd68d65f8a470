package org.forgedtoken.detector.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.judge.UnmatchedIssuers;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/** {@code summary.json}: what was read, what came of it, and what was found. */
final class Summary {
    private final Tally tally;
    private final SortedMap<String, AlertCounts> alerts;
    private final SortedMap<String, List<Stretch>> coverage = new TreeMap<>();
    private final List<String> notJudged;
    private final Map<Feed, List<Input>> inputs;
    private final ReplaySource source;
    private final ResultFiles results;
    private final double seconds;

    Summary(
            Tally tally,
            Store<AlertState> alerts,
            Store<CoverageMark> coverage,
            UnmatchedIssuers unmatched,
            String ownIssuer,
            Map<Feed, List<Input>> inputs,
            ReplaySource source,
            ResultFiles results,
            long nanos) {
        this.tally = tally;
        this.alerts = AlertCounts.of(alerts);
        Coverage all = new Coverage();
        coverage.forEach((key, mark) -> all.apply(mark));
        all.extents().forEach(extent -> this.coverage.put(extent.issuer(), extent.covered()));
        this.notJudged = NotJudged.of(tally, unmatched, this.coverage.keySet(), ownIssuer);
        this.inputs = inputs;
        this.source = source;
        this.results = results;
        this.seconds = Math.max(1, nanos / 1_000_000) / 1e3;
    }

    JsonObject json() {
        JsonObject feeds = new JsonObject();
        for (Feed feed : Feed.values()) {
            feeds.put(feed.label(), feed(feed));
        }
        JsonObject byRule = new JsonObject();
        alerts.forEach((rule, counts) -> byRule.put(
                rule,
                new JsonObject()
                        .put("created", counts.created())
                        .put("open", counts.open())
                        .put("withdrawn", counts.withdrawn())
                        .put("over", counts.over())));
        JsonObject byKind = new JsonObject();
        results.incidents()
                .byKind()
                .forEach((kind, counts) -> byKind.put(
                        kind,
                        new JsonObject()
                                .put("created", counts.created())
                                .put("open", counts.open())
                                .put("verified", counts.verified())));
        Map<Outcome, Long> outcomes = tally.outcomes(Feed.ACCESS);
        // everything here counts accesses; tokens are counted by their alerts
        JsonObject verdicts = new JsonObject();
        for (Outcome outcome : List.of(Outcome.ISSUED, Outcome.ALTERED, Outcome.NEVER_ISSUED, Outcome.UNDETERMINED)) {
            verdicts.put(outcome.label(), outcomes.getOrDefault(outcome, 0L));
        }
        JsonObject undetermined = new JsonObject();
        tally.undetermined().forEach((reason, accesses) -> undetermined.put(reason.label(), accesses));
        return new JsonObject()
                .put("feeds", feeds)
                .put("inputs_skipped", inputsSkipped())
                .put("range_not_there", orNothing(source.notThere()))
                .put("not_judged", orNothing(notJudged))
                .put("remarks", orNothing(source.remarks()))
                .put("accesses_by_verdict", verdicts)
                .put("accesses_undetermined", undetermined)
                .put("alerts", byRule)
                .put("incidents", byKind)
                .put("block_entries", results.blockEntries())
                .put("sums_hold", tally.addsUp())
                .put("seconds", seconds)
                .put("records_per_second", recordsPerSecond());
    }

    /** Why it says nothing that there is no alert, each a sentence. */
    List<String> notJudged() {
        return notJudged;
    }

    long records() {
        return Arrays.stream(Feed.values()).mapToLong(tally::read).sum();
    }

    long recordsPerSecond() {
        return Math.round(records() / seconds);
    }

    double seconds() {
        return seconds;
    }

    /** Alerts that stand at the end, by rule; rules without any are left out. */
    SortedMap<String, Long> openAlerts() {
        SortedMap<String, Long> open = new TreeMap<>();
        alerts.forEach((rule, counts) -> {
            if (counts.open() > 0) {
                open.put(rule, counts.open());
            }
        });
        return open;
    }

    /** How many holes there are in what is known of all issuers. */
    long holes() {
        return coverage.values().stream()
                .mapToLong(stretches -> Math.max(0, stretches.size() - 1))
                .sum();
    }

    private JsonObject feed(Feed feed) {
        JsonObject json = new JsonObject().put("read", tally.read(feed));
        tally.outcomes(feed).forEach((outcome, records) -> json.put(outcome.label(), records));
        source.asked(feed, json);
        if (tally.hasTimes(feed)) {
            json.put("first", rfc3339(tally.first(feed))).put("last", rfc3339(tally.last(feed)));
        }
        if (feed == Feed.ISSUANCE) {
            JsonObject issuers = new JsonObject();
            coverage.forEach((issuer, stretches) -> issuers.put(issuer, coverage(stretches)));
            json.put("coverage", issuers);
        }
        return json;
    }

    private static JsonObject coverage(List<Stretch> stretches) {
        List<JsonObject> holes = new ArrayList<>();
        for (int i = 1; i < stretches.size(); i++) {
            holes.add(stretch(
                    /* since= */ stretches.get(i - 1).until(),
                    /* until= */ stretches.get(i).since()));
        }
        return (stretches.isEmpty()
                        ? new JsonObject()
                        : stretch(
                                stretches.get(0).since(),
                                stretches.get(stretches.size() - 1).until()))
                .put("holes", holes);
    }

    private static JsonObject stretch(long since, long until) {
        return new JsonObject().put("since", rfc3339(since)).put("until", rfc3339(until));
    }

    /** Files, where the outcome {@code skipped} of a feed counts records. */
    private List<JsonObject> inputsSkipped() {
        List<JsonObject> skipped = new ArrayList<>();
        inputs.forEach((feed, files) -> files.stream()
                .filter(file -> file.skipped() != null)
                .forEach(file -> skipped.add(new JsonObject()
                        .put("feed", feed.label())
                        .put("path", file.name())
                        .put("skipped", file.skipped()))));
        return skipped;
    }

    private static @Nullable List<String> orNothing(List<String> sentences) {
        return sentences.isEmpty() ? null : sentences;
    }

    private static String rfc3339(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
