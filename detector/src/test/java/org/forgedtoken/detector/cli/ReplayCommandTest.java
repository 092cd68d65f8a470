package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final Path DAY = Path.of("src/test/resources/replay-day");

    @TempDir
    Path folder;

    private Path access;
    private Path issuance;
    private Path out;
    private String said;

    @BeforeEach
    void copyTheDay() throws IOException {
        access = Files.copy(DAY.resolve("access.jsonl"), folder.resolve("access.jsonl"));
        issuance = Files.copy(DAY.resolve("issuance.jsonl"), folder.resolve("issuance.jsonl"));
        out = folder.resolve("out");
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--out", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        CommandLine line = DetectorCommand.commandLine().setErr(new PrintWriter(err, true));
        int code = line.execute(arguments.toArray(String[]::new));
        said = err.toString();
        return code;
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out.resolve(name).toFile());
    }

    @Test
    void aDayIsReplayed() throws IOException {
        assertThat(run("--access", access.toString(), "--issuance", issuance.toString()))
                .isZero();

        assertThat(said).contains("Read 172 accesses and 132 issuance records", "No alert stands.", out.toString());
        assertThat(json("summary.json").at("/feeds/access/issued").intValue()).isEqualTo(172);
        assertThat(json("manifest.json").at("/inputs/0/sha256").textValue()).hasSize(64);
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "alerts.jsonl",
                        "incidents.jsonl",
                        "accounts.csv",
                        "blocklist.jsonl",
                        "dead-letters.jsonl",
                        "undetermined.jsonl",
                        "summary.json",
                        "report.html",
                        "manifest.json",
                        "chain.jsonl");
    }

    @Test
    void theReportIsWrittenAndListedAndCanBeMadeAgainFromTheFiles() throws Exception {
        assertThat(run("--access", access.toString(), "--issuance", issuance.toString()))
                .isZero();

        byte[] report = Files.readAllBytes(out.resolve("report.html"));
        assertThat(new String(report, StandardCharsets.UTF_8))
                .contains(
                        "No forged token was found among 172 accesses",
                        json("manifest.json").at("/inputs/0/sha256").textValue())
                .doesNotContain("This report is not whole");
        List<String> listed = new ArrayList<>();
        json("manifest.json")
                .get("outputs")
                .forEach(output -> listed.add(output.get("path").textValue() + " "
                        + output.get("sha256").textValue()));
        assertThat(listed)
                .contains("report.html "
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(report)));

        Path again = folder.resolve("again.html");
        assertThat(DetectorCommand.commandLine()
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("report", "--alerts", out.resolve("alerts.jsonl") + "", "--out", again + ""))
                .isZero();
        assertThat(Files.readString(again)).isEqualTo(Files.readString(out.resolve("report.html")));
    }

    @Test
    void keysAndAccountsAreReadBesideTheLogs() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.jsonl"), "{\"time\":1,\"key_id\":\"k\"}\n");
        Path accounts = Files.writeString(folder.resolve("accounts.jsonl"), "{\"time\":1,\"account_id\":\"a\"}\n");

        assertThat(run("--access", access + "", "--keys", keys + "", "--accounts", accounts + ""))
                .isZero();
        assertThat(json("summary.json").at("/feeds/keys/active").intValue()).isEqualTo(1);
        assertThat(json("summary.json").at("/feeds/accounts/active").intValue()).isEqualTo(1);

        assertThat(run("--access", "-", "--keys", "-", "--force")).isEqualTo(2);
        assertThat(said).contains("The standard input cannot be two feeds.");
    }

    @Test
    void rotatedPackedAndRepeatedFilesAreOneFeed() throws IOException {
        List<String> lines = Files.readAllLines(issuance);
        Files.write(folder.resolve("i1.jsonl"), lines.subList(0, 60));
        Files.write(folder.resolve("i2.jsonl"), gzip(lines.subList(60, lines.size())));
        Files.copy(folder.resolve("i1.jsonl"), folder.resolve("i3.jsonl"));

        assertThat(run("--access", access.toString(), "--issuance", folder + "/i[0-9].jsonl", "--access", access + ""))
                .isZero();

        assertThat(said).contains("Skipped: " + folder.resolve("i3.jsonl"), "Skipped: " + access);
        assertThat(json("summary.json").at("/feeds/access/issued").intValue()).isEqualTo(172);
        assertThat(json("summary.json").at("/feeds/issuance/read").intValue()).isEqualTo(132);
        String same = "same content as " + folder.resolve("i1.jsonl");
        assertThat(json("summary.json").at("/inputs_skipped/1/path").textValue())
                .isEqualTo(folder.resolve("i3.jsonl").toString());
        assertThat(json("summary.json").at("/inputs_skipped/1/skipped").textValue())
                .isEqualTo(same);
        assertThat(json("manifest.json").at("/inputs/4/skipped").textValue()).isEqualTo(same);
    }

    @Test
    void aDamagedFileIsReadAsFarAsItGoesAndBreaksCoverage() throws IOException {
        byte[] packed = gzip(Files.readAllLines(issuance));
        Path damaged = folder.resolve("damaged.gz");
        Files.write(damaged, Arrays.copyOf(packed, packed.length / 2));
        String[] inputs = {"--access", access.toString(), "--issuance", damaged.toString(), "--ledger-complete-until"};

        assertThat(run(inputs)).isEqualTo(1);

        assertThat(said).contains("Damaged: " + damaged, "--partial accepts that");
        assertThat(json("manifest.json").at("/inputs/1/damaged").textValue()).contains("ends too early");
        assertThat(json("summary.json").at("/feeds/access/never_issued").intValue())
                .isZero();
        out = folder.resolve("again");
        List<String> partial = new ArrayList<>(List.of(inputs));
        partial.add("--partial");
        assertThat(run(partial.toArray(String[]::new))).isZero();
    }

    @Test
    void onlyWhoSaysThatTheLedgerIsCompleteMakesItReachTheLastAccess() throws IOException {
        List<String> lines = Files.readAllLines(issuance);
        List<String> early = lines.stream()
                .filter(line -> !line.contains("2026-03-02T09:06"))
                .toList();
        Files.write(
                issuance,
                early.stream().filter(line -> !line.contains("\"t114\"")).toList());
        String[] inputs = {"--access", access.toString(), "--issuance", issuance.toString()};

        assertThat(run(inputs)).isZero();
        int unsaid =
                json("summary.json").at("/accesses_by_verdict/never_issued").intValue();

        out = folder.resolve("said");
        assertThat(run(inputs[0], inputs[1], inputs[2], inputs[3], "--ledger-complete-until", "2026-03-02T10:00:00Z"))
                .isZero();
        int said = json("summary.json").at("/accesses_by_verdict/never_issued").intValue();
        assertThat(unsaid).isLessThanOrEqualTo(said);
        assertThat(json("summary.json")
                        .at("/feeds/issuance/coverage")
                        .elements()
                        .next()
                        .get("until")
                        .textValue())
                .isEqualTo("2026-03-02T10:00:00Z");
    }

    @Test
    void deadLettersAreCountedAndCarryNoToken() throws IOException {
        Files.writeString(
                access,
                Files.readString(access)
                        + "{\"time\":\"2026-03-02T09:00:00Z\",\"token\":\"eyJhbGciOiJub25lIn0.e30.x\"\n"
                        + "x".repeat(9 << 20) + "\n");

        assertThat(run("--access", access.toString(), "--issuance", issuance.toString()))
                .isZero();

        assertThat(json("summary.json").at("/feeds/access/dead_letter").intValue())
                .isEqualTo(2);
        assertThat(json("summary.json").at("/sums_hold").booleanValue()).isTrue();
        String letters = Files.readString(out.resolve("dead-letters.jsonl"));
        assertThat(letters).contains("\"reason\":\"not-json\"", "\"line\":173", "\"line\":174");
        assertThat(letters).doesNotContain("eyJ");
    }

    @Test
    void aLogInTheCombinedFormatIsReplayed() throws IOException {
        Path log = folder.resolve("access.log");
        Files.writeString(log, """
                192.0.2.1 - alice [02/Mar/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 5 "-" "curl"
                192.0.2.2 - - [02/Mar/2026:10:00:01 +0100] "GET /a?access_token=opaque-and-secret HTTP/1.1" 200 -
                this is no access
                """);

        assertThat(run("--access", log.toString(), "--access-format", "combined", "--partial"))
                .isZero();

        JsonNode access = json("summary.json").at("/feeds/access");
        assertThat(access.get("anonymous").intValue()).isEqualTo(1);
        assertThat(access.get("undetermined").intValue()).isEqualTo(1);
        assertThat(access.get("dead_letter").intValue()).isEqualTo(1);
        assertThat(access.get("first").textValue()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(Files.readString(out.resolve("dead-letters.jsonl"))).contains("\"reason\":\"not-in-format\"");
        JsonNode manifest = json("manifest.json");
        assertThat(manifest.at("/mappings/0/format").textValue()).isEqualTo("combined");
        assertThat(manifest.at("/mappings/0/sha256").textValue()).hasSize(64);
        assertThat(manifest.at("/settings/access.format/value").textValue()).isEqualTo("combined");
    }

    @Test
    void aUsersOwnMappingNeedsNoCode() throws IOException {
        Path mapping = folder.resolve("ours.mapping");
        Files.writeString(
                mapping, "feed = access\ntime = /at\ntoken_id = /req/jti\nissuer = \"https://idp.example\"\n");
        Path log = folder.resolve("ours.jsonl");
        Files.writeString(log, "{\"at\":1772442000,\"req\":{\"jti\":\"t1\"}}\n");

        assertThat(run("--access", log.toString(), "--access-format", mapping.toString()))
                .isZero();

        assertThat(json("summary.json").at("/feeds/access/undetermined").intValue())
                .isEqualTo(1);
    }

    @Test
    void everyFaultOfBothMappingsIsToldAtOnce() throws IOException {
        Path first = folder.resolve("first.mapping");
        Path second = folder.resolve("second.mapping");
        Files.writeString(first, "feed = access\ntime = when\nacount_id = /user\n");
        Files.writeString(second, "feed = issuance\ntime = /t\n");
        String[] formats = {"--access-format", first.toString(), "--issuance-format", second.toString()};

        assertThat(run("--access", access.toString(), formats[0], formats[1], formats[2], formats[3]))
                .isEqualTo(2);

        assertThat(said)
                .contains(
                        first + ", line 2, time: 'when' must be a JSON Pointer",
                        first + ", line 3, acount_id: is neither a field",
                        second + ", event: is missing");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        Path exceptions = Files.writeString(out.resolveSibling("exceptions.yaml"), "- rule: no-such-rule\n");
        Path mapping = Files.writeString(out.resolveSibling("my.mapping"), "time: when\n");
        Path empty = Files.writeString(out.resolveSibling("empty.json"), "{\"keys\":[]}");
        String[] wrong = {
            "ledger.grace=soon",
            "exceptions.file=" + exceptions,
            "evidence.key=" + out.resolveSibling("none.pem"),
            "jwks=" + out.resolveSibling("none.json"),
            "jwks.https://id.example=" + mapping,
            "jwks.https://other.example=" + empty,
            "issuance.format=" + mapping
        };
        List<String> arguments = new ArrayList<>(List.of("--access", access.toString(), "--access-format", "no-such"));
        for (String setting : wrong) {
            arguments.addAll(List.of("--set", setting));
        }

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(said)
                .contains(
                        "ledger.grace = soon (--set): must be a duration",
                        "access.format = no-such (--set): There is no format 'no-such'",
                        "my.mapping, line 1: must be 'key = value'",
                        "exceptions.yaml, ",
                        "evidence.key = ",
                        "none.pem",
                        "none.json (--set): must be a readable JWK set: there is no such file or folder",
                        "my.mapping (--set): must be a readable JWK set: no JSON object",
                        "empty.json (--set): must be a readable JWK set: there is no usable key in it");
    }

    @Test
    void logsOfWhichNothingCanBeReadAreNoGoodNews() throws IOException {
        Path binary = Files.write(out.resolveSibling("binary"), new byte[] {0, 1, '\n', 2, 3});

        assertThat(run("--access", binary.toString())).isEqualTo(1);

        assertThat(said).contains("2 of 2 records of the access feed could not be read");
    }

    @Test
    void anAccessLogWithoutTokensIsNoAllClear() throws IOException {
        String line = "{\"time\":\"2026-03-02T09:00:00Z\",\"source_ip\":\"192.0.2.1\",\"status\":200}\n";
        Path log = Files.writeString(folder.resolve("tokenless.jsonl"), line.repeat(145));
        String[] inputs = {"--access", log.toString(), "--issuance", issuance.toString()};

        assertThat(run(inputs)).isEqualTo(1);

        String sentence = "0 of 145 accesses carried a token: nothing was judged.";
        assertThat(said).contains(sentence).doesNotContain("No alert stands");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("<li><bdi>" + sentence)
                .doesNotContain("No forged token was found");
        out = folder.resolve("partial");
        assertThat(run(inputs[0], inputs[1], inputs[2], inputs[3], "--partial")).isZero();
        assertThat(said).contains(sentence).doesNotContain("No alert stands");
    }

    @Test
    void aBrokenFileIsNoAllClear() throws IOException {
        byte[] packed = gzip(Files.readAllLines(access));
        packed[0] = 'x';
        Path broken = Files.write(folder.resolve("broken.gz"), packed);

        assertThat(run("--access", broken.toString(), "--issuance", issuance.toString()))
                .isEqualTo(1);

        assertThat(said)
                .containsPattern("(\\d+) of \\1 records of the access feed could not be read")
                .contains("called .gz and is not gzip")
                .doesNotContain("No alert stands");
    }

    @Test
    void issuersThatDifferAreToldSideBySide() throws IOException {
        String token = "\"time\":\"2026-03-02T09:00:00Z\",\"token_id\":\"t\"";
        Path issued = Files.writeString(folder.resolve("i.jsonl"), "{" + token + "}\n");
        Path used = Files.writeString(
                folder.resolve("a.jsonl"), "{" + token + ",\"issuer\":\"https://id.example\",\"status\":200}\n");

        assertThat(run("--access", used.toString(), "--issuance", issued.toString()))
                .isEqualTo(1);

        assertThat(said)
                .contains("The issuance feed says `default`, the tokens say `https://id.example`, and no token was"
                        + " judged: set access.issuer=https://id.example.");
    }

    @Test
    void wrongUseIsTold() throws IOException {
        assertThat(run("--access", access.toString(), "--access-format", "no-such"))
                .isEqualTo(2);
        assertThat(said).contains("There is no format 'no-such'");
        assertThat(run("--access", access.toString(), "--set", "issuance.format=nor-this"))
                .isEqualTo(2);
        assertThat(run("--access", access.toString(), "--ledger-complete-until", "soon"))
                .isEqualTo(2);
        assertThat(run("--access", access.toString(), "--no-such")).isEqualTo(2);
        assertThat(said).contains("'--no-such'");
        assertThat(run("--issuance", issuance.toString())).isEqualTo(2);
        Files.createDirectories(out);
        Files.writeString(out.resolve("kept"), "");
        assertThat(run("--access", access.toString())).isEqualTo(2);
        assertThat(said).contains("is not empty");
        assertThat(run("--access", access.toString(), "--force")).isZero();
    }

    @Test
    void filesAndTopicsExcludeEachOther() {
        String[] from = {"--from", "2026-03-02T10:00:00Z"};
        String[] range = {from[0], from[1], "--to", "2026-03-02T11:00:00Z"};

        assertThat(run()).isEqualTo(2);
        assertThat(said).contains("What is to be judged is missing: --access for files, or --from and --to");
        assertThat(run("--access", access.toString(), range[0], range[1], range[2], range[3]))
                .isEqualTo(2);
        assertThat(said).contains("--access reads files, --from and --to read the topics' own history");
        assertThat(run("--keys", access.toString(), range[0], range[1], range[2], range[3]))
                .isEqualTo(2);
        assertThat(said).contains("--keys reads files");
        assertThat(run(from)).isEqualTo(2);
        assertThat(said).contains("--from and --to belong together: --to is missing.");
        assertThat(run("--from", range[3], "--to", range[1])).isEqualTo(2);
        assertThat(said).contains("--from must be before --to.");
        assertThat(run("--from", range[1], "--to", "tomorrow")).isEqualTo(2);
        assertThat(run(range[0], range[1], range[2], range[3], "--ledger-complete-until"))
                .isEqualTo(2);
        assertThat(said).contains("a topic that is written to is never complete");
        assertThat(run("--access", access.toString(), "--bootstrap-servers", "broker:9092"))
                .isEqualTo(2);
        assertThat(said).contains("--bootstrap-servers is of no use without --from and --to");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFailureIsOneSentence() {
        assertThat(run("--access", folder + "/none.jsonl")).isEqualTo(1);
        assertThat(said).isEqualTo("detector: There is no file " + folder + "/none.jsonl." + System.lineSeparator());
        out = access.resolve("under-a-file");
        assertThat(run("--access", access.toString())).isEqualTo(1);
        assertThat(said)
                .startsWith("detector: The folder " + out + " cannot be made: ")
                .doesNotContain("made: " + access);
    }

    @Test
    void theManifestHidesSecrets() throws IOException {
        assertThat(run(
                        "--access",
                        access.toString(),
                        "--set",
                        "http.token=abcdefghijklmnopqrstuvwxyz012345",
                        "--set",
                        "jwks.x=https://me:abcdefghijklmnop@127.0.0.1:1/"))
                .isZero();
        assertThat(Files.readString(out.resolve("manifest.json")))
                .contains("http.token=[hidden]", "jwks.x=https://***@127.0.0.1:1/")
                .doesNotContain("abcdefghijklmnop");
    }

    private static byte[] gzip(List<String> lines) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
