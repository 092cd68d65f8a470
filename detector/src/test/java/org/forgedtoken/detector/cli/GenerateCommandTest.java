package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int generate(String... options) {
        String[] command =
                Stream.concat(Stream.of("generate"), Stream.of(options)).toArray(String[]::new);
        return DetectorCommand.commandLine().setErr(new PrintWriter(err)).execute(command);
    }

    @Test
    void writesTheFilesAndSaysWhatIsInThem() {
        Path out = folder.resolve("new");
        assertThat(generate("--out", out.toString(), "--duration", "30m", "--rate", "1", "--fault", "FORGED_FRESH=3"))
                .isZero();
        assertThat(out).isDirectoryContaining("glob:**truth.json").isDirectoryContaining("glob:**access.jsonl");
        assertThat(err.toString()).contains("accesses");
    }

    /** Nothing asked is little written, and how much is said before. */
    @Test
    void saysHowMuchItWrites() throws IOException {
        for (String[] asked : new String[][] {{}, {"--scenario", "attack"}}) {
            Path out = folder.resolve("asked" + asked.length);
            err.getBuffer().setLength(0);
            assertThat(generate(Stream.concat(Stream.of("--out", out.toString()), Stream.of(asked))
                            .toArray(String[]::new)))
                    .isZero();
            Matcher told =
                    Pattern.compile("^About (\\d+) MB will be written to ").matcher(err.toString());
            assertThat(told.find()).isTrue();
            double written = 0;
            for (String file : List.of("access.jsonl", "issuance.jsonl", "truth.json")) {
                written += Files.size(out.resolve(file)) / 1e6;
            }
            assertThat(Double.parseDouble(told.group(1)))
                    .isLessThan(60)
                    .isBetween(written * 0.75 - 1, written * 1.35 + 1);
        }
    }

    @Test
    void leavesAFolderWithFilesAloneUnlessForced() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        String[] options = {"--out", folder.toString(), "--duration", "10m", "--rate", "0.5"};
        assertThat(generate(options)).isEqualTo(2);
        assertThat(err.toString()).contains("--force");
        assertThat(generate("--force", "--out", folder.toString(), "--duration", "10m"))
                .isZero();
    }

    @Test
    void aWrongOutageNamesTheChoices() {
        assertThat(generate("--out", folder.resolve("none").toString(), "--outage", "foo"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Invalid value for option '--outage': must be one of none, lost, late and shuffled, but is"
                        + " 'foo'");
    }

    @Test
    void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
        Path under = Files.writeString(folder.resolve("file"), "").resolve("new");

        assertThat(generate("--out", under.toString())).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("detector: The folder " + under + " cannot be made: ")
                .doesNotContain("Exception");
    }

    @Test
    void wrongUseIsTwo() {
        String out = folder.resolve("none").toString();
        assertThat(generate()).isEqualTo(2);
        assertThat(generate("--out", out, "--outage", "sometimes")).isEqualTo(2);
        assertThat(generate("--out", out, "--duration", "soon")).isEqualTo(2);
        assertThat(generate("--out", out, "--duration", "20m", "--outage", "lost"))
                .isEqualTo(2);
        assertThat(generate("--out", out, "--rate", "0")).isEqualTo(2);
        assertThat(Path.of(out)).doesNotExist();
    }
}
