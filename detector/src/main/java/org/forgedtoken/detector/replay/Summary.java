package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
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
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.Store;

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

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("feeds");
        for (Feed feed : Feed.values()) {
            json.writeObjectFieldStart(feed.label());
            feed(json, feed);
            json.writeEndObject();
        }
        json.writeEndObject();
        inputsSkipped(json);
        sentences(json, "range_not_there", source.notThere());
        sentences(json, "not_judged", notJudged);
        sentences(json, "remarks", source.remarks());
        verdicts(json);
        json.writeObjectFieldStart("alerts");
        for (Map.Entry<String, AlertCounts> rule : alerts.entrySet()) {
            json.writeObjectFieldStart(rule.getKey());
            json.writeNumberField("created", rule.getValue().created());
            json.writeNumberField("open", rule.getValue().open());
            json.writeNumberField("withdrawn", rule.getValue().withdrawn());
            json.writeNumberField("over", rule.getValue().over());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("incidents");
        for (Map.Entry<String, IncidentCounts> kind :
                results.incidents().byKind().entrySet()) {
            json.writeObjectFieldStart(kind.getKey());
            json.writeNumberField("created", kind.getValue().created());
            json.writeNumberField("open", kind.getValue().open());
            json.writeNumberField("verified", kind.getValue().verified());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("block_entries", results.blockEntries());
        json.writeBooleanField("sums_hold", tally.addsUp());
        json.writeNumberField("seconds", seconds);
        json.writeNumberField("records_per_second", recordsPerSecond());
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

    private void feed(JsonGenerator json, Feed feed) throws IOException {
        json.writeNumberField("read", tally.read(feed));
        for (Map.Entry<Outcome, Long> outcome : tally.outcomes(feed).entrySet()) {
            json.writeNumberField(outcome.getKey().label(), outcome.getValue());
        }
        source.asked(feed, json);
        if (tally.hasTimes(feed)) {
            time(json, "first", tally.first(feed));
            time(json, "last", tally.last(feed));
        }
        if (feed == Feed.ISSUANCE) {
            json.writeObjectFieldStart("coverage");
            for (Map.Entry<String, List<Stretch>> issuer : coverage.entrySet()) {
                json.writeObjectFieldStart(issuer.getKey());
                coverage(json, issuer.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private static void coverage(JsonGenerator json, List<Stretch> stretches) throws IOException {
        if (!stretches.isEmpty()) {
            time(json, "since", stretches.get(0).since());
            time(json, "until", stretches.get(stretches.size() - 1).until());
        }
        json.writeArrayFieldStart("holes");
        for (int i = 1; i < stretches.size(); i++) {
            json.writeStartObject();
            time(json, "since", stretches.get(i - 1).until());
            time(json, "until", stretches.get(i).since());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Files, where the outcome {@code skipped} of a feed counts records. */
    private void inputsSkipped(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("inputs_skipped");
        for (Map.Entry<Feed, List<Input>> feed : inputs.entrySet()) {
            for (Input file : feed.getValue()) {
                if (file.skipped() != null) {
                    json.writeStartObject();
                    json.writeStringField("feed", feed.getKey().label());
                    json.writeStringField("path", file.name());
                    json.writeStringField("skipped", file.skipped());
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    private static void sentences(JsonGenerator json, String name, List<String> sentences) throws IOException {
        if (!sentences.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String sentence : sentences) {
                json.writeString(sentence);
            }
            json.writeEndArray();
        }
    }

    /** Everything here counts accesses; tokens are counted by their alerts. */
    private void verdicts(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("accesses_by_verdict");
        Map<Outcome, Long> outcomes = tally.outcomes(Feed.ACCESS);
        for (Outcome outcome : List.of(Outcome.ISSUED, Outcome.ALTERED, Outcome.NEVER_ISSUED, Outcome.UNDETERMINED)) {
            json.writeNumberField(outcome.label(), outcomes.getOrDefault(outcome, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("accesses_undetermined");
        for (Map.Entry<Undetermined, Long> reason : tally.undetermined().entrySet()) {
            json.writeNumberField(reason.getKey().label(), reason.getValue());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, long millis) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
    }
}
