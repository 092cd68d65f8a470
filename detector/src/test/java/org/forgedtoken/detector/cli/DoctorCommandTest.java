package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final String ACCESS = "src/test/resources/replay-day/access.jsonl";
    private static final String ISSUANCE = "src/test/resources/replay-day/issuance.jsonl";

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int run(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter told = new StringWriter();
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        int code = DetectorCommand.commandLine()
                .setOut(new PrintWriter(written, true))
                .setErr(new PrintWriter(told, true))
                .execute(all.toArray(String[]::new));
        out = written.toString();
        err = told.toString();
        return code;
    }

    @Test
    void aDayOfFilesIsLookedAt() {
        assertThat(run("--access", ACCESS, "--issuance", ISSUANCE)).as(err).isZero();
        assertThat(out)
                .startsWith("Findings, the worst first")
                .contains(
                        "by the settings given here, about 183 s after its first use",
                        "of 1 inputs (at most the first 50000)");
        assertThat(out.lines()).noneMatch(line -> line.endsWith(" "));
        assertThat(out.lines().reduce((before, last) -> last))
                .hasValueSatisfying(
                        last -> assertThat(last).startsWith("Verdict: 100 % of the tokens in use can be judged"));
    }

    @Test
    void takesTheCommandLineOfAReplay() {
        assertThat(run(
                        "--access",
                        ACCESS,
                        "--issuance",
                        ISSUANCE,
                        "--ledger-complete-until",
                        "--partial",
                        "--out",
                        folder.resolve("out").toString(),
                        "--set",
                        "ledger.grace=5m"))
                .as(err)
                .isZero();
        assertThat(out).contains("about 363 s after its first use");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void exitsWithOneWhereNothingCouldBeJudged() throws IOException {
        Path plain = Files.writeString(
                folder.resolve("access.log"),
                "192.0.2.1 - alice [02/Mar/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 12\n");
        assertThat(run("--access", plain.toString(), "--access-format", "combined", "--issuance", ISSUANCE))
                .isEqualTo(1);
        assertThat(out)
                .contains("STOPS", "No access carries a token", "access.format, now combined")
                .contains("Verdict: nothing can be judged: no access carries a token that was accepted.");
    }

    @Test
    void wrongUseIsRefused() {
        assertThat(run("--issuance", ISSUANCE)).isEqualTo(2);
        assertThat(err).contains("The access feed is missing: --access.");
        assertThat(run("--access", "-", "--issuance", "-")).isEqualTo(2);
        assertThat(run("--access", ACCESS, "--from", "2026-03-02T10:00:00Z", "--to", "2026-03-02T11:00:00Z"))
                .isEqualTo(2);
        assertThat(run("--access", ACCESS, "--set", "ledger.grace=soon")).isEqualTo(2);
        assertThat(run("--for", "long")).isEqualTo(2);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(run("--access", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err).contains("There is no file");
    }

    @Test
    void helpTellsWhatItDoes() {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("--for", "--access", "judges nothing").doesNotContain("--force");
    }
}
