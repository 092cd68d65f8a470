package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.alert.Exceptions.Network;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExceptionsReaderTest {
    @TempDir
    Path folder;

    private Path file(String... lines) throws IOException {
        return Files.writeString(
                folder.resolve("exceptions"), String.join("\n", lines).replace('\'', '"'));
    }

    @Test
    void readsAnEntryALine() throws IOException {
        Path file = file(
                "# a drill",
                "",
                "{'rule':'token-never-issued','entity':'https%3A//id|t-1','reason':'drill','until':'2026-03-02T10:00:00Z'}",
                "{'rule':'token-unreadable','network':'203.0.113.0/24','reason':'old client','until':1772445600}",
                "{'rule':'token-altered','entity':'i|a%2Ab','reason':'drill','until':1772445600}");

        assertThat(ExceptionsReader.read(file).expected())
                .containsExactly(
                        new Expected(
                                Rule.TOKEN_NEVER_ISSUED,
                                "https%3A//id|t-1",
                                null,
                                "drill",
                                Instant.parse("2026-03-02T10:00:00Z").toEpochMilli()),
                        new Expected(
                                Rule.TOKEN_UNREADABLE,
                                null,
                                Network.parse("203.0.113.0/24").orElseThrow(),
                                "old client",
                                1_772_445_600_000L),
                        new Expected(Rule.TOKEN_ALTERED, "i|a*b", null, "drill", 1_772_445_600_000L));
    }

    @Test
    void namesEverythingThatIsWrong() throws IOException {
        Path file = file(
                "{'rule':'no-such-rule','entity':'e','reason':'r','until':'2026-03-02T10:00:00Z'}",
                "{'rule':'token-altered','network':'10.0.0.0/8','reason':'r'}",
                "{'rule':'token-unreadable','reason':' ','until':'tomorrow'}",
                "{'rule':'token-unreadable','network':'10.0.0.0/33','reason':'r','until':1772445600,'extra':1}",
                "not json",
                "{'rule':'key-unknown','entity':'https*','reason':'r','until':1772445600}");

        assertThatThrownBy(() -> ExceptionsReader.read(file))
                .isInstanceOf(WrongExceptions.class)
                .hasMessageContaining("line 1, rule: must be one of token-never-issued, ")
                .hasMessageContaining("line 2, until: must be there")
                .hasMessageContaining("line 2, network: token-altered is excepted for one entity alone")
                .hasMessageContaining("line 3, names no entity and no network")
                .hasMessageContaining("line 3, reason: must be there")
                .hasMessageContaining("line 3, until: must be there")
                .hasMessageContaining("line 4, network: must be an address")
                .hasMessageContaining("line 4, has 'extra'")
                .hasMessageContaining("line 5, is ")
                .hasMessageContaining(
                        "line 6, entity: key-unknown is excepted for one entity alone, without a pattern");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> ExceptionsReader.read(folder.resolve("none")))
                .isInstanceOf(WrongExceptions.class)
                .hasMessageContaining("cannot be read");
    }
}
