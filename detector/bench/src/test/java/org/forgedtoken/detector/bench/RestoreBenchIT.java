package org.forgedtoken.detector.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The detector starts on the changelog that {@code bench restore} fills, and has read all of it. */
class RestoreBenchIT {
    @Test
    void isReadyWithEachTokenOfTheChangelog() throws Exception {
        RestoreBench bench = CommandLine.populateCommand(
                new RestoreBench(), "--tokens=20000", "--rounds=1", "--set=kafka.retry.backoff.ms=10");
        assertThat(bench.call()).isZero();
    }
}
