package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.ocsf.OcsfSchema;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.replay.Replay.Result;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.forgedtoken.detector.settings.Settings;

/** A replay that was made, as one who reads its files sees it. */
final class Replayed {
    static final long NOW = 1_800_000_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    final Result result;
    /** How often each stage of it was heard of, in their order. */
    final Map<String, Long> stages;

    final Path out;

    private Replayed(Result result, Map<String, Long> stages, Path out) {
        this.result = result;
        this.stages = stages;
        this.out = out;
    }

    static Replayed of(Path access, Path issuance, Path out) throws IOException {
        return of(List.of(access.toString()), List.of(issuance.toString()), new CompleteUntil.Unsaid(), out);
    }

    static Replayed of(List<String> access, List<String> issuance, CompleteUntil until, Path out) throws IOException {
        return of(access, issuance, List.of(), List.of(), until, out);
    }

    static Replayed of(
            List<String> access,
            List<String> issuance,
            List<String> keys,
            List<String> accounts,
            CompleteUntil until,
            Path out)
            throws IOException {
        return of(access, issuance, keys, accounts, until, Settings.defaults(), FeedFormats.NATIVE, 2, out);
    }

    /** By so many threads. */
    static Replayed by(
            int threads, List<String> access, List<String> issuance, List<String> keys, List<String> accounts, Path out)
            throws IOException {
        return of(
                access,
                issuance,
                keys,
                accounts,
                new CompleteUntil.LastAccess(),
                Settings.defaults(),
                FeedFormats.NATIVE,
                threads,
                out);
    }

    /** With other settings. */
    static Replayed with(Settings settings, Path access, Path issuance, CompleteUntil until, Path out)
            throws IOException {
        return of(
                List.of(access.toString()),
                List.of(issuance.toString()),
                List.of(),
                List.of(),
                until,
                settings,
                MappedFormat.ofFeeds(settings),
                2,
                out);
    }

    /** Of access files in another format, and nothing else. */
    static Replayed of(List<String> access, Settings settings, Path out) throws IOException {
        return of(
                access,
                List.of(),
                List.of(),
                List.of(),
                new CompleteUntil.Unsaid(),
                settings,
                MappedFormat.ofFeeds(settings),
                2,
                out);
    }

    /** Of topics, by so many threads. */
    static Replayed of(History history, Settings settings, int threads, Path out) throws IOException {
        ReplayRequest request =
                request(new CompleteUntil.Unsaid(), settings, MappedFormat.ofFeeds(settings), threads, out);
        return of(new Replay(request, history, () -> NOW), out);
    }

    static Replayed of(
            List<String> access,
            List<String> issuance,
            List<String> keys,
            List<String> accounts,
            CompleteUntil until,
            Settings settings,
            FeedFormats formats,
            int threads,
            Path out)
            throws IOException {
        ReplaySource files = new ReplaySource.Files(
                new EnumMap<>(
                        Map.of(Feed.ACCESS, access, Feed.ISSUANCE, issuance, Feed.KEYS, keys, Feed.ACCOUNTS, accounts)),
                InputStream.nullInputStream());
        return of(new Replay(request(until, settings, formats, threads, out), files, () -> NOW), out);
    }

    private static ReplayRequest request(
            CompleteUntil until, Settings settings, FeedFormats formats, int threads, Path out) {
        return new ReplayRequest(
                until,
                Times.UNKNOWN,
                out,
                settings,
                formats,
                Optional.empty(),
                "test",
                List.of("replay"),
                threads,
                Cover.NONE);
    }

    private static Replayed of(Replay replay, Path out) throws IOException {
        Map<String, Long> stages = new LinkedHashMap<>();
        Replayed replayed = new Replayed(replay.run(new Stages(stages)), stages, out);
        assertThat(replayed.result.summary().sumsHold()).isTrue();
        assertThat(replayed.summary().get("sums_hold").booleanValue()).isTrue();
        return replayed;
    }

    List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve(name))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** The last record of each incident, by uid. */
    SortedMap<String, JsonNode> incidents() throws IOException {
        SortedMap<String, JsonNode> last = new TreeMap<>();
        for (JsonNode incident : lines("incidents.jsonl")) {
            last.put(incident.at("/unmapped/uid").textValue(), incident);
        }
        return last;
    }

    /** The lines of accounts.csv below the names of the columns. */
    List<String> accountLines() throws IOException {
        List<String> all = Files.readAllLines(out.resolve("accounts.csv"));
        return all.subList(1, all.size());
    }

    JsonNode summary() throws IOException {
        return JSON.readTree(out.resolve("summary.json").toFile());
    }

    JsonNode manifest() throws IOException {
        return JSON.readTree(out.resolve("manifest.json").toFile());
    }

    long count(String feed, String outcome) throws IOException {
        return summary().get("feeds").get(feed).get(outcome).longValue();
    }

    long undetermined(String reason) throws IOException {
        return summary().get("accesses_undetermined").get(reason).longValue();
    }

    /** The last record of each alert. */
    Map<String, JsonNode> alerts() throws IOException {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        for (JsonNode alert : lines("alerts.jsonl")) {
            last.put(alert.get("finding_info").get("uid").textValue(), alert);
        }
        return last;
    }

    /** For each rule the token keys of its alerts that are open. */
    SortedMap<String, SortedSet<String>> openTokens() throws IOException {
        SortedMap<String, SortedSet<String>> open = new TreeMap<>();
        for (JsonNode alert : alerts().values()) {
            if (alert.get("activity_id").intValue() != 3) {
                open.computeIfAbsent(rule(alert), r -> new TreeSet<>()).add(token(alert));
            }
        }
        return open;
    }

    /** For each rule whom alerts accuse that were not withdrawn; one that ended because all was quiet was right. */
    SortedMap<String, SortedSet<String>> accused() throws IOException {
        SortedMap<String, SortedSet<String>> accused = new TreeMap<>();
        for (JsonNode alert : alerts().values()) {
            boolean withdrawn = alert.get("activity_id").intValue() == 3
                    && !alert.path("status_detail").asText().equals("quiet");
            if (!withdrawn) {
                String entity = alert.at("/evidences/0/data/entity").asText();
                accused.computeIfAbsent(rule(alert), r -> new TreeSet<>()).add(Score.accused(rule(alert), entity));
            }
        }
        return accused;
    }

    /** What must be the same in every order of arrival. */
    SortedMap<String, JsonNode> comparable() throws IOException {
        SortedMap<String, JsonNode> comparable = new TreeMap<>();
        alerts().forEach((uid, alert) -> {
            ObjectNode rest = alert.deepCopy();
            rest.remove("time");
            ((ObjectNode) rest.get("metadata")).remove("uid");
            rest.get("evidences").forEach(evidence -> ((ObjectNode) evidence.get("data")).remove("record"));
            comparable.put(uid, rest);
        });
        return comparable;
    }

    void everyAlertIsValid(OcsfSchema schema) throws IOException {
        for (String line : Files.readAllLines(out.resolve("alerts.jsonl"))) {
            assertThat(schema.faults(line)).as(line).isEmpty();
        }
    }

    static String rule(JsonNode alert) {
        return alert.get("finding_info").get("analytic").get("uid").textValue();
    }

    private static String token(JsonNode alert) {
        JsonNode data = alert.get("evidences").get(0).get("data");
        JsonNode id = data.get("token_id");
        if (id != null) {
            return TokenKey.ofId(data.get("issuer").textValue(), id.textValue()).text();
        }
        JsonNode digest = data.get("token_digest");
        return digest == null ? "" : TokenKey.ofDigest(digest.textValue()).text();
    }

    private static final class Stages implements ReplayProgress {
        private final Map<String, Long> heard;
        private String stage = "";

        Stages(Map<String, Long> heard) {
            this.heard = heard;
        }

        @Override
        public void begin(String stage, long length) {
            this.stage = stage;
            heard.put(stage, 0L);
        }

        @Override
        public void done(long position) {
            heard.merge(stage, 1L, Long::sum);
        }
    }
}
