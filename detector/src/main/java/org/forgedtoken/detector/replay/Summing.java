package org.forgedtoken.detector.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.report.Summary;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.Store;

/** Adds up what a replay came to, once all of it is done. */
final class Summing {
    private static final List<Outcome> VERDICTS =
            List.of(Outcome.ISSUED, Outcome.ALTERED, Outcome.NEVER_ISSUED, Outcome.UNDETERMINED);

    private Summing() {}

    /**
     * All of it.
     *
     * @param ownIssuer {@code access.issuer}
     * @param nanos that it took
     */
    static Summary of(
            Tally tally,
            RunState state,
            String ownIssuer,
            Map<Feed, List<Input>> inputs,
            ReplaySource source,
            ResultFiles results,
            long nanos) {
        Map<Feed, Summary.Read> feeds = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            feeds.put(feed, read(feed, tally, source));
        }
        SortedMap<String, Summary.Complete> coverage = new TreeMap<>();
        Coverage all = new Coverage();
        state.of(JudgeState.COVERAGE).forEach((key, mark) -> all.apply(mark));
        all.extents().forEach(extent -> coverage.put(extent.issuer(), Summary.Complete.in(extent.covered())));
        Map<Outcome, Long> outcomes = tally.outcomes(Feed.ACCESS);
        Map<String, Long> verdicts = new LinkedHashMap<>();
        VERDICTS.forEach(outcome -> verdicts.put(outcome.label(), outcomes.getOrDefault(outcome, 0L)));
        Map<String, Long> undetermined = new LinkedHashMap<>();
        tally.undetermined().forEach((reason, accesses) -> undetermined.put(reason.label(), accesses));
        return new Summary(
                feeds,
                coverage,
                skipped(inputs),
                source.notThere(),
                NotJudged.of(tally, coverage.keySet(), ownIssuer),
                source.remarks(),
                verdicts,
                undetermined,
                alerts(state.of(GroupState.ALERTS)),
                incidents(results.incidents()),
                results.blocklist.lines(),
                tally.addsUp(),
                Math.max(1, nanos / 1_000_000) / 1e3);
    }

    private static Summary.Read read(Feed feed, Tally tally, ReplaySource source) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        tally.outcomes(feed).forEach((outcome, records) -> outcomes.put(outcome.label(), records));
        boolean hasTimes = tally.hasTimes(feed);
        return new Summary.Read(
                tally.read(feed),
                outcomes,
                source.asked(feed),
                hasTimes ? tally.first(feed) : Times.UNKNOWN,
                hasTimes ? tally.last(feed) : Times.UNKNOWN);
    }

    /** Files, where the outcome {@code skipped} of a feed counts records. */
    private static List<JsonObject> skipped(Map<Feed, List<Input>> inputs) {
        List<JsonObject> skipped = new ArrayList<>();
        inputs.forEach((feed, files) -> files.stream()
                .filter(file -> file.skipped() != null)
                .forEach(file -> skipped.add(new JsonObject()
                        .put("feed", feed.label())
                        .put("path", file.name())
                        .put("skipped", file.skipped()))));
        return skipped;
    }

    /** Of every rule that has any: created = open + withdrawn (the accusation has fallen) + over (what it told of has ended). */
    private static SortedMap<String, Map<String, Long>> alerts(Store<AlertState> alerts) {
        SortedMap<String, Map<String, Long>> byRule = new TreeMap<>();
        alerts.forEach((uid, alert) -> {
            AlertState.Written written = alert.written();
            if (written != null) {
                Map<String, Long> counts = of(byRule, alert.key().rule().id(), "created", "open", "withdrawn", "over");
                counts.merge("created", 1L, Long::sum);
                counts.merge(
                        written.closed() == null ? "open" : alert.hasFallen() ? "withdrawn" : "over", 1L, Long::sum);
            }
        });
        return byRule;
    }

    private static SortedMap<String, Map<String, Long>> incidents(Iterable<Incident> incidents) {
        SortedMap<String, Map<String, Long>> byKind = new TreeMap<>();
        for (Incident incident : incidents) {
            Map<String, Long> counts = of(byKind, incident.key().kind().label(), "created", "open", "verified");
            long stands = incident.closed() == null ? 1 : 0;
            counts.merge("created", 1L, Long::sum);
            counts.merge("open", stands, Long::sum);
            counts.merge("verified", incident.verified() ? stands : 0, Long::sum);
        }
        return byKind;
    }

    /** The counts under a name, at first 0 each. */
    private static Map<String, Long> of(SortedMap<String, Map<String, Long>> all, String name, String... counts) {
        return all.computeIfAbsent(name, none -> {
            Map<String, Long> zero = new LinkedHashMap<>();
            for (String count : counts) {
                zero.put(count, 0L);
            }
            return zero;
        });
    }

    /** Why it says nothing that a replay has raised no alert (reference/commands.md), each a sentence. */
    static final class NotJudged {
        /** Of a feed of which more than one record in so many could not be read. */
        private static final int READABLE = 10;

        private NotJudged() {}

        /**
         * None where accesses were judged, of feeds that could be read.
         *
         * @param carried the issuers of the issuance feed
         * @param own {@code access.issuer}
         */
        static List<String> of(Tally tally, Collection<String> carried, String own) {
            List<String> sentences = new ArrayList<>();
            for (Feed feed : Feed.values()) {
                long unreadable = tally.outcomes(feed).getOrDefault(Outcome.DEAD_LETTER, 0L);
                if (unreadable > tally.read(feed) / READABLE) {
                    sentences.add(String.format(
                            Locale.ROOT,
                            "%d of %d records of the %s feed could not be read: is it in the format asked for, and"
                                    + " whole? What is called .gz and is not gzip was read as text. See"
                                    + " dead-letters.jsonl.",
                            unreadable,
                            tally.read(feed),
                            feed.label()));
                }
            }
            tally.unmatched.sentence(carried, own).ifPresent(sentences::add);
            accesses(tally, sentences);
            return sentences;
        }

        private static void accesses(Tally tally, List<String> sentences) {
            Map<Outcome, Long> outcomes = tally.outcomes(Feed.ACCESS);
            long read = tally.read(Feed.ACCESS);
            long refused = outcomes.getOrDefault(Outcome.REFUSED, 0L);
            // without an issuance feed nothing is asked of it
            long foreign =
                    tally.read(Feed.ISSUANCE) == 0 ? 0 : tally.undetermined().getOrDefault(Undetermined.ISSUER, 0L);
            long judged = -foreign;
            for (Outcome outcome : VERDICTS) {
                judged += outcomes.getOrDefault(outcome, 0L);
            }
            if (judged > 0) {
                return;
            }
            long carried = refused + foreign;
            String sentence = carried + " of " + read + (read == 1 ? " access" : " accesses") + " carried a token";
            if (carried > 0) {
                sentence += " (" + refused + " were refused, " + foreign
                        + " named an issuer that the issuance feed does not carry)";
            }
            sentences.add(sentence + ": nothing was judged.");
        }
    }
}
