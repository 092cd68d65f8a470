package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs as they are found: in pieces, packed, cut off, from other systems. */
@Isolated("it sets the standard input")
class ReplayInputsTest {
    @TempDir
    Path folder;

    private ReplayOfTheDay day;
    private List<String> accesses;
    private List<String> issuances;
    private SortedMap<String, String> expected;

    @BeforeEach
    void replayPlainly() throws IOException {
        day = new ReplayOfTheDay(folder);
        accesses = Files.readAllLines(day.access);
        issuances = Files.readAllLines(day.issuance);
        assertThat(day.run("--access", day.access + "", "--issuance", day.issuance + ""))
                .isZero();
        expected = day.found();
        assertThat(expected.values()).anyMatch(alert -> alert.contains("token-never-issued"));
        day.out = folder.resolve("again");
    }

    @Test
    void rotatedFilesMayBeNamedInAnyOrder() throws IOException {
        Path first = day.write("a.1", ReplayOfTheDay.text(accesses.subList(0, 50)));
        Path second = day.write("a.2.gz", ReplayOfTheDay.gzip(ReplayOfTheDay.text(accesses.subList(50, 120))));
        Path third = day.write("a.3.zst", ReplayOfTheDay.zstd(ReplayOfTheDay.text(accesses.subList(120, 172))));
        Path early = day.write("i.1", ReplayOfTheDay.text(issuances.subList(0, 60)));
        Path late = day.write("i.2", ReplayOfTheDay.text(issuances.subList(60, issuances.size())));

        assertThat(day.run("--access", third + "", first + "", second + "", "--issuance", late + "", early + ""))
                .isZero();

        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.count("/feeds/access/read")).isEqualTo(172);
    }

    /** Two exports that share a stretch: what is in both is issued twice, which changes nothing. */
    @Test
    void issuanceFilesMayOverlap() throws IOException {
        Path early = day.write("i.1", ReplayOfTheDay.text(issuances.subList(0, 90)));
        Path late = day.write("i.2", ReplayOfTheDay.text(issuances.subList(40, issuances.size())));

        assertThat(day.run("--access", day.access + "", "--issuance", late + "", early + ""))
                .isZero();

        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.count("/feeds/issuance/read")).isEqualTo(issuances.size() + 50);
    }

    /** What can be read of the access log is judged; the rest is named, and the exit code says so. */
    @ParameterizedTest
    @CsvSource({"gz, the gzip data ends too early", "zst, the zstd data ends too early"})
    void anAccessLogThatIsCutOffIsJudgedAsFarAsItGoes(String kind, String damage) throws IOException {
        byte[] plain = ReplayOfTheDay.text(accesses);
        byte[] half = Arrays.copyOf(plain, plain.length * 2 / 3);
        byte[] rest = Arrays.copyOfRange(plain, half.length, plain.length);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] part : List.of(half, rest)) {
            packed.write(kind.equals("gz") ? ReplayOfTheDay.gzip(part) : ReplayOfTheDay.zstd(part));
        }
        Path cut = day.write("access." + kind, Arrays.copyOf(packed.toByteArray(), packed.size() - 40));

        assertThat(day.run("--access", cut + "", "--issuance", day.issuance + ""))
                .isEqualTo(1);

        assertThat(day.said).contains("Damaged: " + cut, damage, "--partial accepts that");
        assertThat(day.count("/feeds/access/read")).isBetween(100, 172);
        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.json("manifest.json").at("/inputs/0/damaged").textValue())
                .contains(damage);
        assertThat(day.verify()).isZero();
    }

    @Test
    void linesOfOtherSystemsAreLinesToo() throws IOException {
        String windows = "\uFEFF" + String.join("\r\n", accesses);
        Path crlf = day.write("access.log", windows.getBytes(StandardCharsets.UTF_8));

        assertThat(day.run("--access", crlf + "", "--issuance", day.issuance + ""))
                .isZero();

        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.count("/feeds/access/dead_letter")).isZero();
    }

    @Test
    void anEmptyFileHoldsNothing() throws IOException {
        Path empty = day.write("empty.jsonl", new byte[0]);
        Path packed = day.write("empty.gz", ReplayOfTheDay.gzip(new byte[0]));

        assertThat(day.run(
                        "--access",
                        empty + "",
                        day.access + "",
                        packed + "",
                        "--issuance",
                        day.issuance + "",
                        empty + ""))
                .isZero();

        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.json("manifest.json").at("/inputs/0/records").intValue()).isZero();
    }

    /** A disk that lost power leaves zeros at the end of a log. */
    @Test
    void zerosAndALineOfAHundredMegabytesAreDeadLetters() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ReplayOfTheDay.text(accesses));
            gzip.write(new byte[4_096]);
            gzip.write('\n');
            byte[] chunk = new byte[1 << 20];
            Arrays.fill(chunk, (byte) '{');
            for (int i = 0; i < 100; i++) {
                gzip.write(chunk);
            }
        }
        Path log = day.write("access.gz", packed.toByteArray());

        assertThat(day.run("--access", log + "", "--issuance", day.issuance + ""))
                .isZero();

        assertThat(day.found()).isEqualTo(expected);
        assertThat(day.count("/feeds/access/dead_letter")).isEqualTo(2);
        assertThat(Files.readString(day.out.resolve("dead-letters.jsonl")))
                .contains("\"reason\":\"not-json\"", "\"reason\":\"too-large\"");
        assertThat(Files.size(day.out.resolve("dead-letters.jsonl"))).isLessThan(8_192);
    }

    @Test
    void theStandardInputMayBePacked() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(ReplayOfTheDay.gzip(ReplayOfTheDay.text(accesses))));
            assertThat(day.run("--access", "-", "--issuance", day.issuance + ""))
                    .isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(day.found()).isEqualTo(expected);
    }

    @Test
    void whatIsNoLogIsToldBeforeAnythingIsWritten() throws IOException {
        assertThat(day.run("--access", folder + "/*.log")).isEqualTo(1);
        assertThat(day.said).contains("No file matches " + folder + "/*.log.");
        assertThat(day.run("--access", folder + "")).isEqualTo(1);
        assertThat(day.said).contains(folder + " is a folder; name its files");
        assertThat(day.out).doesNotExist();
    }

    /** Not even root can read this one, whatever its rights say. */
    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        assertThat(day.run("--access", "/proc/self/mem", day.access + "", "--issuance", day.issuance + ""))
                .isEqualTo(1);

        assertThat(day.said).contains("The file /proc/self/mem cannot be read: Input/output error.");
        assertThat(day.run("--access", day.access + "", "--issuance", day.issuance + ""))
                .isZero();
        assertThat(day.found()).isEqualTo(expected);
    }
}
