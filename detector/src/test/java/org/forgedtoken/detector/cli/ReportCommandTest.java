package org.forgedtoken.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
    private static final String ALERT = """
        {"class_uid":2004,"activity_id":1,"status_id":1,"time":1772445600000,"count":1,"finding_info":{"uid":"a",\
        "first_seen_time":1772445600000,"analytic":{"uid":"token-never-issued"}},"evidences":[{"user":{"uid":"alice"}}]}
        """;

    @TempDir
    Path folder;

    private Path alerts;
    private Path out;
    private String said;

    @BeforeEach
    void oneAlert() throws IOException {
        alerts = Files.writeString(folder.resolve("alerts.jsonl"), ALERT);
        out = folder.resolve("report.html");
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("report", "--out", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        CommandLine line = DetectorCommand.commandLine().setErr(new PrintWriter(err, true));
        int code = line.execute(arguments.toArray(String[]::new));
        said = err.toString();
        return code;
    }

    @Test
    void alertsAloneAreEnoughAndWhatIsMissingIsTold() throws IOException {
        assertThat(run("--alerts", alerts.toString())).isZero();

        assertThat(said)
                .contains(
                        "Missing: incidents.jsonl: it does not lie beside the alerts.",
                        "Missing: summary.json",
                        "Missing: manifest.json",
                        "Written to " + out + ", from 1 line.");
        assertThat(Files.readString(out)).contains("1 forged token was used", "summary.json: it does not lie beside");
    }

    @Test
    void theFirstPageHasCaseAndName() throws IOException {
        assertThat(run("--alerts", alerts.toString(), "--case", "4711", "--by", "Kim"))
                .isZero();

        assertThat(Files.readString(out))
                .contains("Case</th>", "4711", "Made by</th>", "Kim", "2026-03-02 10:00:00 UTC");
    }

    @Test
    void packedAlertsAreReadAndAreTheSameContent() throws IOException {
        assertThat(run("--alerts", alerts.toString())).isZero();
        String plain = Files.readString(out);
        Path zst = Files.write(folder.resolve("alerts.zst"), Zstd.compress(ALERT.getBytes(UTF_8)));
        Path gz = Files.write(folder.resolve("alerts.gz"), gzip(ALERT));
        for (Path packed : List.of(zst, gz)) {
            assertThat(run("--force", "--alerts", packed.toString())).isZero();
            assertThat(Files.readString(out).replace(packed.getFileName() + "<", "alerts.jsonl<"))
                    .isEqualTo(plain);
        }
    }

    @Test
    void noAlertsAndNoIncidentsAreAReportToo() throws IOException {
        Files.writeString(alerts, "");
        Files.writeString(folder.resolve("incidents.jsonl"), "");
        assertThat(run("--alerts", alerts.toString())).isZero();
        assertThat(said).contains("from 0 lines.").doesNotContain("incidents.jsonl");
        assertThat(Files.readString(out)).contains("The alerts name no forged token.");
    }

    @Test
    void aFileThatHoldsNoAlertsIsRefusedWithItsPlace() throws IOException {
        Files.writeString(alerts, "\n{\"time\":1,\"token_id\":\"t\"}\nand more\n");
        assertThat(run("--alerts", alerts.toString())).isEqualTo(1);
        assertThat(said).startsWith("detector: " + alerts + ":2 is no alert");
        assertThat(out).doesNotExist();

        Files.writeString(alerts, "x\n".repeat(5_000) + ALERT);
        assertThat(run("--alerts", alerts.toString())).isEqualTo(1);
        assertThat(said).contains(alerts + ":1 is no alert");
    }

    @Test
    void linesThatCannotBeReadAreNeverSilent() throws IOException {
        Files.writeString(alerts, ALERT + "{\"class_uid\":2004}\n" + "y".repeat(2_000_000) + "\n");
        assertThat(run("--alerts", alerts.toString())).isEqualTo(1);

        assertThat(said).contains("Not whole: 2 of 3 lines in alerts.jsonl could not be read", "alerts.jsonl:2");
        assertThat(Files.readString(out))
                .contains("This report is not whole", "2 of 3 lines in alerts.jsonl", "1 forged token was used");
    }

    @Test
    void aDamagedFileIsReadAsFarAsItGoes() throws IOException {
        byte[] packed = gzip(ALERT.repeat(2_000));
        Path damaged = Files.write(folder.resolve("damaged.gz"), Arrays.copyOf(packed, packed.length - 9));
        assertThat(run("--alerts", damaged.toString())).isEqualTo(1);
        assertThat(said).contains("Not whole: damaged.gz is damaged behind line ");
        assertThat(Files.readString(out)).contains("damaged.gz is damaged", "1 forged token was used");
    }

    @Test
    void wrongUseIsTold() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--alerts", folder + "/none.jsonl")).isEqualTo(1);
        assertThat(said).contains("There is no file " + folder + "/none.jsonl.");

        Files.writeString(out, "kept");
        assertThat(run("--alerts", alerts.toString())).isEqualTo(2);
        assertThat(said).contains("is there already; --force writes over it");
        assertThat(out).hasContent("kept");
        assertThat(run("--force", "--alerts", alerts.toString())).isZero();

        out = alerts;
        assertThat(run("--force", "--alerts", alerts.toString())).isEqualTo(2);
        assertThat(said).contains("--out is the file of --alerts");
        assertThat(alerts).hasContent(ALERT);

        out = folder;
        assertThat(run("--force", "--alerts", alerts.toString())).isEqualTo(2);
        out = folder.resolve("no/such/folder.html");
        assertThat(run("--alerts", alerts.toString())).isEqualTo(1);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
