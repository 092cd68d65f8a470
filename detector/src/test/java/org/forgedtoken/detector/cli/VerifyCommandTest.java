package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
    private static final Path DAY = Path.of("src/test/resources/replay-day");

    @TempDir
    Path folder;

    private Path access;
    private Path issuance;
    private Path out;
    private String said;

    /** One token that was used was never issued. */
    @BeforeEach
    void copyTheDay() throws IOException {
        access = Files.copy(DAY.resolve("access.jsonl"), folder.resolve("access.jsonl"));
        List<String> issued = new ArrayList<>(Files.readAllLines(DAY.resolve("issuance.jsonl")));
        issued.remove(issued.size() / 2);
        issuance = Files.write(folder.resolve("issuance.jsonl"), issued);
        out = folder.resolve("out");
    }

    private int run(String... arguments) {
        StringWriter told = new StringWriter();
        CommandLine line = DetectorCommand.commandLine()
                .setErr(new PrintWriter(told, true))
                .setOut(new PrintWriter(told, true));
        int code = line.execute(arguments);
        said = told.toString();
        return code;
    }

    private void replay(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("replay", "--out", out + "", "--access", access + ""));
        arguments.addAll(List.of("--issuance", issuance + "", "--ledger-complete-until"));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).as(said).isZero();
        assertThat(Files.readString(out.resolve("alerts.jsonl"))).contains("token-never-issued");
    }

    private Path key(String name) throws IOException, NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aReplayIsAsItWasWritten() throws IOException {
        replay();

        assertThat(run("verify", out + "", "--inputs")).as(said).isZero();
        assertThat(said)
                .contains(
                        "As they were written: ",
                        "As they were read: 2 input files",
                        "Not signed: whoever can write to")
                .doesNotContain("beside the results");
    }

    @Test
    void theFirstBreakIsNamed() throws IOException {
        replay();
        Path alerts = out.resolve("alerts.jsonl");
        Files.writeString(alerts, Files.readString(alerts).replaceFirst("never issued", "well issued"));

        assertThat(run("verify", out + "")).isEqualTo(1);
        assertThat(said).startsWith("detector: alerts.jsonl, line 1: is not what was written");
    }

    @Test
    void anInputThatWasChangedIsNamed() throws IOException {
        replay();
        Files.writeString(access, "{}\n");

        assertThat(run("verify", out + "")).isZero();
        assertThat(run("verify", out + "", "--inputs")).isEqualTo(1);
        assertThat(said).contains("access.jsonl", "the replay says");
    }

    @Test
    void aSignedReplayIsVouchedFor() throws Exception {
        Path key = key("key.pem");
        replay("--set", "evidence.key=" + key);

        assertThat(run("verify", out + "")).isZero();
        assertThat(said).contains("Signed by a key whose SHA-256 is");
        assertThat(run("verify", out + "", "--set", "evidence.key=" + key)).isZero();
        assertThat(said).contains("Signed by the key that was given");
        assertThat(run("verify", out + "", "--public-key", key("another.pem") + ""))
                .isEqualTo(1);
        assertThat(said).contains("is signed by another key");
        assertThat(Files.readString(out.resolve("manifest.json"))).doesNotContain("PRIVATE");
    }

    /** Its chain is whole, and made anew by whoever changed an alert: the manifest knows that there was a key. */
    @Test
    void aSignatureThatWasTakenAwayIsABreak() throws Exception {
        Path key = key("key.pem");
        replay("--set", "evidence.key=" + key);
        Path chain = out.resolve("chain.jsonl");
        List<String> lines = Files.readAllLines(chain);
        Files.write(chain, lines.subList(0, lines.size() - 1));

        assertThat(run("verify", out + "")).isEqualTo(1);
        assertThat(said).startsWith("detector: chain.jsonl: is not signed, and the replay had a key");
        assertThat(run("verify", out + "", "--public-key", key + "")).isEqualTo(1);
        assertThat(run("verify", out + "", "--unsigned")).isZero();
        assertThat(said).contains("Not signed: whoever can write to");
        assertThat(run("verify", out + "", "--unsigned", "--public-key", key + ""))
                .isZero();
    }

    @Test
    void resultsAreTheirOwnersAlone() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("accounts.csv"), "of a replay before");
        replay("--force");

        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void aKeyThatDoesNotFitIsToldBeforeAnythingIsRead() throws IOException {
        Path none = folder.resolve("none.pem");
        assertThat(run("replay", "--out", out + "", "--access", access + "", "--set", "evidence.key=" + none))
                .isEqualTo(2);
        assertThat(said).contains("evidence.key = ", "The key file " + none + " cannot be read");
        assertThat(out).doesNotExist();
    }

    @Test
    void wrongUseIsTold() {
        assertThat(run("verify")).isEqualTo(2);
        assertThat(run("verify", folder.resolve("none") + "")).isEqualTo(2);
        assertThat(said).contains("is not a folder");
        assertThat(run("verify", folder + "")).isEqualTo(1);
        assertThat(said).isEqualTo("detector: alerts.jsonl: is not there." + System.lineSeparator());
    }
}
