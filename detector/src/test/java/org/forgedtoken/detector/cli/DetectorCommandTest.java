package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class DetectorCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsEverySetting() {
        assertThat(execute("config", "--set", "ledger.grace=5m", "--set", "http.token=hush-hush-hush-hush"))
                .isZero();

        assertThat(out.toString())
                .containsPattern("(?m)^ledger\\.grace += 5m +--set$")
                .containsPattern("(?m)^clock\\.skew += 1m +default$")
                .doesNotContain("hush");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongSettingsAreWrongUse() {
        assertThat(execute("config", "--set", "ledger.grace=soon", "--set", "clock.skue=1m"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("ledger.grace = soon", "clock.skue", "clock.skew");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatKafkaWillNotHaveIsWrongUseToo() {
        assertThat(execute("run", "--set", "kafka.bootstrap.servers=")).isEqualTo(2);
        assertThat(execute("run", "--set", "kafka.bootstrap.servers=nowhere")).isEqualTo(2);

        assertThat(err.toString()).contains("bootstrap.servers").doesNotContain("Exception");
    }

    @Test
    void whatIsWrongIsToldWithoutTheProgramsOwnWords() {
        assertThat(execute("config", "--set", "ledger.grace")).isEqualTo(2);
        assertThat(execute("config", "--config", "/nowhere/at/all")).isEqualTo(2);
        assertThat(execute("topology", "--docs", "pom.xml/under-a-file")).isEqualTo(1);

        assertThat(err.toString())
                .contains("Value for option '--set'", "there is no such file", "The folder pom.xml/under-a-file cannot")
                .doesNotContain("option option", "Exception");
    }

    @Test
    void noCommandAndAnUnknownOneAreWrongUse() {
        assertThat(execute()).isEqualTo(2);
        assertThat(execute("confg")).isEqualTo(2);
        assertThat(execute("config", "--colour")).isEqualTo(2);

        assertThat(err.toString())
                .contains("A command is missing", "'confg'", "Did you mean", "--colour", "detector config --help");
    }

    @Test
    void theNearestNameIsSuggested() {
        assertThat(execute("repaly", "--access", "a.jsonl", "--out", "found")).isEqualTo(2);
        assertThat(execute("replay", "--acces", "a.jsonl")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "detector: There is no command 'repaly'.",
                        "Did you mean: detector replay?",
                        "Try 'detector --help'.",
                        "detector: Unknown option: '--acces'",
                        "Did you mean: --access?",
                        "Try 'detector replay --help'.");
    }

    @Test
    void whatIsMissingOrOfNoUseIsASentence() {
        assertThat(execute("translate", "a.log")).isEqualTo(2);
        assertThat(execute("config", "a.log")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "detector: One of --access-format=NAME and --issuance-format=NAME is required.",
                        "detector: config has no use for 'a.log'.");
    }

    @Test
    void aStateFolderThatCannotBeUsedIsOneSentence() {
        assertThat(execute("run", "--set", "kafka.state.dir=pom.xml/under-a-file"))
                .isEqualTo(1);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines("detector: The state folder pom.xml/under-a-file (kafka.state.dir) cannot"
                        + " be used: Not a directory.");
    }

    @Test
    void helpAndVersionAreEverywhere() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("config", "--help")).isZero();
        assertThat(execute("config", "--version")).isZero();

        assertThat(out.toString()).contains("config  ", "--set", "detector development");
    }

    @Test
    void aFailureIsOneSentence() {
        assertThat(execute("fail")).isEqualTo(1);

        assertThat(err.toString()).isEqualToIgnoringNewLines("detector: The cellar is full of water.");
    }

    @Test
    void aFailureHasItsStackOnRequest() {
        assertThat(execute("fail", "--verbose")).isEqualTo(1);

        assertThat(err.toString()).contains("The cellar is full of water.", "\tat org.forgedtoken.detector.cli");
    }

    private int execute(String... arguments) {
        CommandLine line = DetectorCommand.commandLine();
        line.addSubcommand(new Fail());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Command(name = "fail")
    private static final class Fail implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("The cellar is full of water.");
        }
    }
}
