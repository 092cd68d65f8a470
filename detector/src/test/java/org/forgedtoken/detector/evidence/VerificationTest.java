package org.forgedtoken.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
    @TempDir
    Path folder;

    private Written written;

    @BeforeEach
    void write() throws IOException {
        written = Written.in(folder, Optional.empty());
    }

    @Test
    void whatWasWrittenIsSound() throws IOException, Broken {
        Verification.Sound sound = new Verification(folder, null).run(true, false);

        assertThat(sound.lines()).isEqualTo(7);
        assertThat(sound.outputs()).isEqualTo(4);
        assertThat(sound.inputs()).isEqualTo(1);
        assertThat(sound.signer()).isNull();
        assertThat(sound.unchecked())
                .containsExactly(
                        "\"access.log\" lies beside the results and is none of them.",
                        "The input the standard input cannot be read again.");
    }

    interface Tampering {
        void with(Written written) throws IOException;
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                changed("alerts.jsonl, line 3: is not what was written", w -> w.replace("alerts.jsonl", ":3", ":7")),
                changed("alerts.jsonl, line 2: is not what was written", w -> removed(w, "alerts.jsonl", 1)),
                changed("alerts.jsonl, line 5: is missing", w -> removed(w, "alerts.jsonl", 4)),
                changed("alerts.jsonl, line 4: is not what was written", w -> added(w, "alerts.jsonl", 3, "{\"a\":9}")),
                changed("alerts.jsonl, line 6: is not in the chain", w -> added(w, "alerts.jsonl", 5, "{\"a\":6}")),
                changed("alerts.jsonl, line 1: is missing", w -> w.lines("alerts.jsonl", new String[0])),
                changed(
                        "\"alerts.jsonl\": is not what was written",
                        w -> Files.writeString(
                                w.path("alerts.jsonl"), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n{\"a\":5}")),
                changed(
                        "incidents.jsonl, line 2: is not what was written",
                        w -> w.replace("incidents.jsonl", "2", "3")),
                changed("alerts.jsonl: is not there", w -> Files.delete(w.path("alerts.jsonl"))),
                changed("chain.jsonl: is not there", w -> Files.delete(w.path("chain.jsonl"))),
                changed("manifest.json: is not there", w -> Files.delete(w.path("manifest.json"))),
                changed("chain.jsonl, line 4: is the link of line 5", w -> removed(w, "chain.jsonl", 3)),
                changed("chain.jsonl, line 3: is the link of line 4", w -> swapped(w, "chain.jsonl", 2)),
                changed("incidents.jsonl, line 2: is missing in the chain", w -> {
                    removed(w, "chain.jsonl", 7);
                    removed(w, "chain.jsonl", 6);
                }),
                changed("chain.jsonl, its end: is not the link of manifest.json", w -> removed(w, "chain.jsonl", 7)),
                changed(
                        "chain.jsonl, line 9: stands behind",
                        w -> added(w, "chain.jsonl", 8, w.lines("chain.jsonl").get(7))),
                changed("chain.jsonl, line 2: is no line of a chain", w -> added(w, "chain.jsonl", 1, "{\"file\":")),
                changed(
                        "chain.jsonl, line 2: is no line of a chain",
                        w -> w.replace("chain.jsonl", "\"line\":2", "\"x\":2")),
                changed("manifest.json: is not what was written", w -> w.replace("manifest.json", "access", "another")),
                changed("\"accounts.csv\": is not what was written", w -> w.replace("accounts.csv", "anna", "otto")),
                changed("\"summary.json\": is not there", w -> Files.delete(w.path("summary.json"))),
                changed("manifest.json: is not what was written", w -> {
                    w.replace("accounts.csv", "anna", "otto");
                    w.manifest();
                }));
    }

    private static Arguments changed(String sentence, Tampering tampering) {
        return Arguments.of(sentence, tampering);
    }

    private static void removed(Written written, String name, int line) throws IOException {
        List<String> lines = written.lines(name);
        lines.remove(line);
        written.lines(name, lines.toArray(String[]::new));
    }

    private static void added(Written written, String name, int before, String line) throws IOException {
        List<String> lines = written.lines(name);
        lines.add(before, line);
        written.lines(name, lines.toArray(String[]::new));
    }

    private static void swapped(Written written, String name, int line) throws IOException {
        List<String> lines = written.lines(name);
        lines.add(line + 1, lines.remove(line));
        written.lines(name, lines.toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void eachTamperingIsNamedAtItsPlace(String sentence, Tampering tampering) throws IOException {
        assertThat(written.broken()).isEmpty();

        tampering.with(written);

        assertThat(written.broken()).startsWith(sentence);
    }

    /** A link whose hash fits its line, and whose running value is of another past. */
    @Test
    void aRunningValueMustFollow() throws IOException {
        String third = written.lines("chain.jsonl").get(2);
        String value = third.substring(third.lastIndexOf(':') + 2, third.length() - 2);
        written.replace("chain.jsonl", value, "0".repeat(64));

        assertThat(written.broken()).startsWith("chain.jsonl, line 3: has a running value that does not follow");
    }

    @Test
    void inputsAreReadAgainOnlyWhenAskedFor() throws IOException {
        written.replace("access.log", "two", "three");

        assertThat(written.broken(false)).isEmpty();
        assertThat(written.broken(true)).contains("access.log\": is not what was written", "the replay says");

        Files.delete(written.path("access.log"));
        assertThat(written.broken(true)).contains("access.log\": is not there");
    }

    /** Whoever rewrites everything is not found out without a signature; but he shall not have us read what he likes. */
    @Test
    void aForgedManifestLeadsNowhereElse() throws IOException {
        written.lines("manifest.json", "{\"inputs\":[],\"outputs\":[{\"path\":\"../secret\",\"sha256\":\"00\"}]}");
        ChainFile.write(folder, Optional.empty(), line -> {});
        assertThat(written.broken()).isEqualTo("manifest.json: names the output \"../secret\" elsewhere.");

        for (String nonsense :
                List.of("", "[", "{\"inputs\":[],\"outputs\":[{\"path\":7}]}", "{\"inputs\":[{}],\"outputs\":[]}")) {
            written.lines("manifest.json", nonsense);
            ChainFile.write(folder, Optional.empty(), line -> {});
            assertThat(written.broken()).as(nonsense).startsWith("manifest.json: ");
        }
    }

    @Test
    void aLineMayBeOfAnyLength() throws IOException {
        String large = "{\"a\":\"" + "x".repeat(3_000_000) + "\"}";
        written.lines("alerts.jsonl", large, "{}", large);
        written.manifest();
        ChainFile.write(folder, Optional.empty(), line -> {});
        assertThat(written.broken()).isEmpty();

        written.replace("alerts.jsonl", "{}", "{ }");
        assertThat(written.broken()).startsWith("alerts.jsonl, line 2: ");

        written.lines("chain.jsonl", "x".repeat(3_000_000));
        assertThat(written.broken()).startsWith("chain.jsonl, line 1: is no line of a chain");
    }

    /** The formula, step by step, so that anybody can check a chain with other tools. */
    @Test
    void theChainIsAsItIsDescribed() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] running = new byte[32];
        int link = 0;
        for (String name : List.of("alerts.jsonl", "incidents.jsonl")) {
            for (String line : written.lines(name)) {
                byte[] hash = sha.digest(line.getBytes(StandardCharsets.UTF_8));
                sha.update(running);
                running = sha.digest(hash);
                assertThat(written.lines("chain.jsonl").get(link++))
                        .contains("\"" + HexFormat.of().formatHex(hash) + "\"")
                        .endsWith("\"chain\":\"" + HexFormat.of().formatHex(running) + "\"}");
            }
        }
        assertThat(link).isEqualTo(7);
    }

    @Test
    void aFolderThatIsNoneIsAnError() {
        assertThatThrownBy(() -> new Verification(folder.resolve("none"), null).run(false, false))
                .isInstanceOf(Broken.class);
    }
}
