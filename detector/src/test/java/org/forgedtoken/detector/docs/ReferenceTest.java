package org.forgedtoken.detector.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages written by hand say what the program does: examples are fed to it, lists are its own, links lead somewhere. */
class ReferenceTest {
    private static final Path TOP = Path.of("..");
    private static final Path DOCS = TOP.resolve("topology-docs");
    private static final Path REFERENCE = DOCS.resolve("reference");
    private static final Pattern EXAMPLE = Pattern.compile("```json ([\\w-]+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static String page(String name) throws IOException {
        return Files.readString(REFERENCE.resolve(name));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of(
                                    TOP.resolve("README.md"),
                                    TOP.resolve("helm").resolve("README.md")),
                            files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The first cells of a table's rows, without code marks. */
    private static List<String> column(String page, String heading, int column) {
        String table = page.substring(page.indexOf("\n| " + heading + " |") + 1);
        return table.lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("(?<!\\\\)\\|")[column + 1].strip().replace("\\|", "|"))
                .toList();
    }

    private static Set<String> codes(List<String> cells) {
        return cells.stream()
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(code -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <E> Set<String> labels(E[] all, Function<E, String> label) {
        return Arrays.stream(all).map(label).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Reading read(String topic, byte[] value) {
        Settings settings = Settings.defaults();
        long now = NOW.toEpochMilli();
        return switch (topic) {
            case "access-log" -> new AccessReader(settings, SignatureCheck.NONE).read(value, "f:1", now);
            case "token-issuance" -> new IssuanceReader(settings).read(value, now);
            case "signing-keys" -> ListReader.ofKeys(settings).read(null, value, now, now);
            case "accounts" -> ListReader.ofAccounts(settings).read(null, value, now, now);
            case "detector-actions" -> new ActionReader(settings).read(null, value, now);
            default -> throw new IllegalArgumentException("no topic of records: " + topic);
        };
    }

    @Test
    void everyRecordShownCanBeRead() throws IOException {
        int records = 0;
        for (Path page : pages()) {
            Matcher example = EXAMPLE.matcher(Files.readString(page));
            while (example.find()) {
                // What the program writes is shown over several lines.
                boolean written = example.group(2).startsWith("{\n");
                for (String line :
                        written ? List.<String>of() : example.group(2).lines().toList()) {
                    assertThat(read(example.group(1), line.getBytes(UTF_8)))
                            .as("%s: %s", page, line)
                            .isNotInstanceOf(Reading.Rejected.class)
                            .isNotInstanceOf(Reading.Skipped.class);
                    records++;
                }
            }
        }
        assertThat(records).isGreaterThan(15);
    }

    @Test
    void identitiesAreThoseOfTheProgram() throws IOException {
        String identity = page("identity.md");
        List<String> tokens = column(identity, "token", 0);
        List<String> digests = column(identity, "token", 1);
        for (int i = 0; i < tokens.size(); i++) {
            String record = "{\"time\":1772445605,\"token\":\"" + tokens.get(i).replace("`", "") + "\"}";
            Reading.Access access = (Reading.Access) read("access-log", record.getBytes(UTF_8));
            assertThat('`' + access.access().token().digest() + '`').isEqualTo(digests.get(i));
        }
        String blocks = page("block-entries.md");
        List<String> issuers = column(blocks, "issuer", 0);
        for (int i = 0; i < issuers.size(); i++) {
            String key = TokenKey.ofId(
                            issuers.get(i).replace("`", ""),
                            column(blocks, "issuer", 1).get(i).replace("`", ""))
                    .text();
            assertThat(column(blocks, "issuer", 2).get(i)).isEqualTo('`' + key + '`');
        }
        assertThat(Files.readString(TOP.resolve("README.md")))
                .contains(TokenKey.ofId("https://id.example", "0a39").text().replace("|", "\\|"));
    }

    /** Times of the guide are minutes before now: here, before a fixed time. */
    private Path records(String guide, String topic) throws IOException {
        Matcher records = Pattern.compile("-t " + topic + "[^\n]*<<END\n(.*?)\nEND", Pattern.DOTALL)
                .matcher(guide);
        assertThat(records.find()).isTrue();
        Instant now = Instant.parse("2026-03-02T10:20:00Z");
        String lines = Pattern.compile("\\$\\(t (\\d+)\\)")
                .matcher(records.group(1))
                .replaceAll(minutes -> now.minus(Duration.ofMinutes(Long.parseLong(minutes.group(1))))
                        .toString());
        return Files.writeString(folder.resolve(topic + ".jsonl"), lines + "\n");
    }

    @Test
    void theFirstForgeryIsFoundAndWrittenAsThePagesSay() throws IOException {
        String guide = Files.readString(DOCS.resolve("guides").resolve("first-steps.md"));
        Path out = folder.resolve("out");

        assertThat(execute(
                        "replay",
                        "--access",
                        records(guide, "access-log").toString(),
                        "--issuance",
                        records(guide, "token-issuance").toString(),
                        "--aware-at",
                        "2026-03-02T10:20:01Z",
                        "--out",
                        out.toString()))
                .isZero();

        isShown("alerts.md", out.resolve("alerts.jsonl"));
        isShown("incidents.md", out.resolve("incidents.jsonl"));
        isShown("block-entries.md", out.resolve("blocklist.jsonl"));
    }

    private static void isShown(String page, Path file) throws IOException {
        Matcher shown = Pattern.compile("```json [\\w-]+\n(\\{\n.*?)```", Pattern.DOTALL)
                .matcher(page(page));
        assertThat(shown.find()).isTrue();
        List<String> written = Files.readAllLines(file);
        assertThat(written).as(page).isNotEmpty();
        JsonNode value = JSON.readTree(written.get(0));
        assertThat(comparable(value))
                .as("%s shows what is written:\n%s", page, value.toPrettyString())
                .isEqualTo(comparable(JSON.readTree(shown.group(1))));
    }

    /** Without what depends on the clock, the version, and where the record lies. */
    private static JsonNode comparable(JsonNode json) {
        ObjectNode rest = json.deepCopy();
        rest.remove("time");
        for (String at : List.of("/metadata", "/metadata/product", "/evidences/0/data")) {
            if (rest.at(at) instanceof ObjectNode object) {
                object.remove(List.of("uid", "version", "record"));
            }
        }
        return rest;
    }

    @Test
    void rulesAreThoseOfTheRuleBook() throws IOException {
        String page = page("rules.md");
        List<String> severities = column(page, "rule", 1);
        Rule[] rules = Rule.values();

        assertThat(column(page, "rule", 0))
                .isEqualTo(Arrays.stream(rules)
                        .map(rule -> "[`" + rule.id() + "`](#" + rule.id() + ")")
                        .toList());
        for (int i = 0; i < rules.length; i++) {
            String severity = rules[i].severity(false, false, false).label();
            assertThat(severities.get(i))
                    .as(rules[i].id())
                    .startsWith(rules[i].isCriticalIfVerified() ? "critical if verified, else " + severity : severity);
            String title = "\n## " + rules[i].id() + "\n";
            assertThat(page).contains(title);
            String section =
                    page.substring(page.indexOf(title) + title.length()).split("\n## ")[0];
            assertThat(section).contains("* **Fires when** ", "* **Do:** ", "* **Looks like this when it is wrong:** ");
        }
    }

    @Test
    void closedListsAreThoseOfTheProgram() throws IOException {
        String verdicts = page("verdicts.md");
        assertThat(codes(column(verdicts, "verdict", 0))).isEqualTo(labels(Verdict.values(), Verdict::name));
        assertThat(codes(column(verdicts, "reason", 0))).isEqualTo(labels(Undetermined.values(), Undetermined::label));
        assertThat(codes(column(page("dead-letters-and-sums.md"), "`reason`", 0)))
                .isEqualTo(labels(RejectReason.values(), RejectReason::label));
        assertThat(codes(column(page("incidents.md"), "`action`", 0)))
                .isEqualTo(
                        labels(AnalystAction.Kind.values(), kind -> kind.name().toLowerCase(Locale.ROOT)));
        for (StatusDetail detail : StatusDetail.values()) {
            assertThat(page("alerts.md")).contains('`' + detail.label() + '`');
        }
    }

    @Test
    void reasonsOfDecisionsAreThoseOfTheProgram() throws Exception {
        Set<String> reasons = new TreeSet<>(List.of("state-unavailable"));
        for (Field field : Decision.class.getDeclaredFields()) {
            if (field.getType() == Decision.class) {
                field.setAccessible(true);
                reasons.add(((Decision) field.get(null)).reason());
            }
        }
        Set<String> told = codes(column(page("http.md"), "reason", 0));
        assertThat(told).isEqualTo(reasons);
    }

    @Test
    void commandsAndOptionsAreThoseOfTheProgram() throws IOException {
        String page = page("commands.md");
        Map<String, Set<String>> told = new LinkedHashMap<>();
        for (String section : page.split("\n## ")) {
            Set<String> options = Pattern.compile("(?m)^\\| `(--[\\w-]+)")
                    .matcher(section)
                    .results()
                    .map(option -> option.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            told.put(section.lines().findFirst().orElse(""), options);
        }
        told.keySet()
                .removeIf(
                        title -> !DetectorCommand.commandLine().getSubcommands().containsKey(title));
        Map<String, Set<String>> known = new LinkedHashMap<>();
        DetectorCommand.commandLine().getSubcommands().forEach((name, command) -> known.put(name, options(command)));

        assertThat(told).isEqualTo(known);
    }

    private static Set<String> options(CommandLine command) {
        Set<String> names = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(List.of("--help", "--version", "--verbose", "--config", "--set"));
        return names;
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                boolean known = Files.exists(target)
                        && (link.group(2) == null || anchors(target).contains(link.group(2)));
                if (!known) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void theFirstPageIsShort() throws IOException {
        String page = Files.readString(TOP.resolve("README.md"));

        assertThat(page.lines().count()).isLessThanOrEqualTo(150);
        assertThat(page.strip().split("\\s+").length).isLessThanOrEqualTo(800);
    }

    /** One figure, wherever somebody reckons with it. */
    @Test
    void aTokensMemoryIsToldAlike() throws IOException {
        for (String page : List.of("guides/sizing.md", "guides/kubernetes.md", "settings.md")) {
            assertThat(Files.readString(DOCS.resolve(page))).as(page).contains("52 bytes");
        }
    }

    private int execute(String... command) {
        CommandLine line = DetectorCommand.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(new StringWriter()));
        return line.execute(command);
    }
}
