package org.forgedtoken.detector.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads the rules and plays the tests beside them. */
@Tag("system")
class PromtoolIT {
    @TempDir
    Path folder;

    @Test
    void findsNoFaultInTheRules() throws Exception {
        assertThat(promtool("check", HelmFiles.ruleFiles())).contains("SUCCESS").doesNotContain("FAILED", "duplicate");
    }

    @Test
    void findsNoFaultInWhatComposeStarts() throws Exception {
        String config = Path.of("..", "helm", "compose", "prometheus.yaml").toString();

        Run run = run(List.of("promtool", "check", "config", "--syntax-only", config));

        assertThat(run.status()).as(run.said()).isZero();
    }

    @Test
    void everyAlertFiresWhereItShouldAndIsSilentWhereNot() throws Exception {
        assertThat(promtool("test", RulesTest.promtoolTests()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    /** A test that can't fail would say nothing: without the born counter's part of the rule, it does. */
    @Test
    void aRuleThatMissesACounterBornAt1Fails() throws Exception {
        Path tests = Files.createDirectories(folder.resolve("tests"));
        for (Path file : HelmFiles.ruleFiles()) {
            String rules = Files.readString(file);
            Files.writeString(
                    folder.resolve(file.getFileName()), rules.replace(") > 0\n          )", ") > 9e9\n          )"));
        }
        Path test = tests.resolve("found_test.yaml");
        Files.copy(HelmFiles.RULES.resolve("tests/found_test.yaml"), test);

        Run run = run("test", List.of(test));

        assertThat(run.status()).isNotZero();
        assertThat(run.said()).contains("ForgedTokenIncident");
    }

    private record Run(int status, String said) {}

    private String promtool(String command, List<Path> files) throws Exception {
        Run run = run(command, files);
        assertThat(run.status()).as(run.said()).isZero();
        return run.said();
    }

    private Run run(String command, List<Path> files) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("promtool", command, "rules"));
        files.forEach(file -> line.add(file.toString()));
        return run(line);
    }

    private Run run(List<String> line) throws IOException, InterruptedException {
        Path out = folder.resolve("promtool.out");
        Process promtool = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(promtool.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Run(promtool.exitValue(), Files.readString(out));
    }
}
