package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/detector} on the program that was just packaged, called as a user would. */
class LauncherIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path elsewhere;

    private Path link;

    @BeforeEach
    void linkTwice() throws Exception {
        Path first = Files.createSymbolicLink(
                elsewhere.resolve("first"), Path.of("bin/detector").toAbsolutePath());
        link = Files.createSymbolicLink(elsewhere.resolve("detector"), first.getFileName());
    }

    @Test
    void runsFromAnyFolderAndThroughLinks() throws Exception {
        Ended ended = run("--version");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("detector ").doesNotContain("development");
    }

    @Test
    void theExitCodePassesThrough() throws Exception {
        assertThat(run("confg").code()).isEqualTo(2);
        assertThat(run("config", "--set", "ledger.grace=soon").code()).isEqualTo(2);
    }

    @Test
    void onlyTheCommandWritesToStdout() throws Exception {
        Ended ended = run("config");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines()).allMatch(line -> line.matches("\\S+ += .*default"));
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(link.toString()));
        command.addAll(List.of(arguments));
        Path out = elsewhere.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out));
    }

    private record Ended(int code, String out) {}
}
