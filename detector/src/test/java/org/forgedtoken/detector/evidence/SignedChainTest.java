package org.forgedtoken.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.feed.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedChainTest {
    @TempDir
    Path folder;

    private static KeyPair pair(String algorithm) throws NoSuchAlgorithmException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            pairs.initialize(2_048);
        }
        return pairs.generateKeyPair();
    }

    private Path pem(String name, String label, byte[] der) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private Path privatePem(String name, KeyPair pair) throws IOException {
        return pem(name, "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private Path publicPem(String name, KeyPair pair) throws IOException {
        return pem(name, "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private Written signed(Path key) throws IOException {
        return Written.in(Files.createDirectories(folder.resolve("out")), Optional.of(EvidenceKey.read(key)));
    }

    private String broken(Path trusted) throws IOException {
        try {
            new Verification(folder.resolve("out"), EvidenceKey.trusted(trusted)).run(false, false);
            return "";
        } catch (Broken broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "RSA"})
    void eitherHalfOfTheKeyTells(String algorithm) throws Exception {
        KeyPair pair = pair(algorithm);
        Path whole = privatePem("key.pem", pair);
        Path half = publicPem("public.pem", pair);
        signed(whole);

        assertThat(broken(whole)).isEmpty();
        assertThat(broken(half)).isEmpty();
        assertThat(new Verification(folder.resolve("out"), null)
                        .run(false, false)
                        .signer())
                .isEqualTo(Sha256.hex(Sha256.digest().digest(pair.getPublic().getEncoded())));
        assertThat(broken(publicPem("another.pem", pair(algorithm)))).contains("is signed by another key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-----w-"})
    void aKeyOpenToOthersIsRefused(String mode) throws Exception {
        Path key = privatePem("key.pem", pair("Ed25519"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));

        for (ThrowingCallable use :
                List.<ThrowingCallable>of(() -> EvidenceKey.read(key), () -> EvidenceKey.trusted(key))) {
            assertThatThrownBy(use).isInstanceOf(IOException.class).hasMessageContaining("chmod 600 " + key);
        }
    }

    /** Whoever rewrites the folder can sign with a key of his own, but not with ours. */
    @Test
    void whoRewritesAllOfItIsFoundOut() throws Exception {
        Path ours = privatePem("ours.pem", pair("Ed25519"));
        Written written = signed(ours);
        written.replace("alerts.jsonl", ":3", ":8");
        written.manifest();

        ChainFile.write(folder.resolve("out"), Optional.empty(), line -> {});
        assertThat(written.broken()).isEmpty();
        assertThat(broken(ours)).contains("is not signed, and a key was given");

        ChainFile.write(
                folder.resolve("out"),
                Optional.of(EvidenceKey.read(privatePem("his.pem", pair("Ed25519")))),
                line -> {});
        assertThat(broken(ours)).contains("is signed by another key");

        List<String> rewritten = written.lines("chain.jsonl");
        String ourSignature = signed(ours).lines("chain.jsonl").get(8);
        written.replace("alerts.jsonl", ":3", ":8");
        written.manifest();
        rewritten.set(8, ourSignature);
        written.lines("chain.jsonl", rewritten.toArray(String[]::new));
        assertThat(broken(ours)).contains("signs another value than the chain's last one");

        String last = rewritten.get(7);
        String value = last.substring(last.lastIndexOf(':') + 2, last.length() - 2);
        rewritten.set(8, ourSignature.replaceFirst("\"chain\":\"[0-9a-f]+\"", "\"chain\":\"" + value + "\""));
        written.lines("chain.jsonl", rewritten.toArray(String[]::new));
        assertThat(broken(ours)).contains("has a signature that is not of its last value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"chain\":\"$\",\"algorithm\":\"Ed25519\",\"public_key\":\"!\",\"signature\":\"AA==\"}",
                "{\"chain\":\"$\",\"algorithm\":\"Ed25519\",\"public_key\":\"AAAA\",\"signature\":\"AA==\"}",
                "{\"chain\":\"$\",\"algorithm\":\"NONEwithRSA\",\"public_key\":\"#\",\"signature\":\"AA==\"}",
                "{\"chain\":\"$\",\"algorithm\":\"Ed25519\",\"public_key\":\"#\",\"signature\":\"no base64\"}",
                "{\"chain\":\"$\",\"algorithm\":\"Ed25519\",\"public_key\":\"#\",\"signature\":\"\"}",
            })
    void aSignatureThatIsNoneIsBroken(String line) throws Exception {
        KeyPair pair = pair("Ed25519");
        Written written = signed(privatePem("key.pem", pair));
        List<String> chain = written.lines("chain.jsonl");
        String last = chain.get(7);
        String value = last.substring(last.lastIndexOf(':') + 2, last.length() - 2);
        String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        chain.set(8, line.replace("$", value).replace("#", key));
        written.lines("chain.jsonl", chain.toArray(String[]::new));

        assertThat(written.broken()).startsWith("chain.jsonl: has a signature");
    }

    @Test
    void aKeyThatCannotSignIsToldBeforehand() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1_024);
        for (Path file : List.of(
                privatePem("small.pem", small.generateKeyPair()),
                privatePem("ec.pem", pair("EC")),
                publicPem("half.pem", pair("Ed25519")),
                pem("encrypted.pem", "ENCRYPTED PRIVATE KEY", new byte[64]),
                pem("garbage.pem", "PRIVATE KEY", new byte[64]),
                Files.write(folder.resolve("empty.pem"), new byte[0]))) {
            assertThatThrownBy(() -> EvidenceKey.read(file))
                    .as(file.toString())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file + " must hold an Ed25519 key");
        }
        assertThatThrownBy(() -> EvidenceKey.read(folder.resolve("none.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.pem cannot be read");
        assertThatThrownBy(() -> EvidenceKey.trusted(publicPem("small-half.pem", small.generateKeyPair())))
                .hasMessageContaining("must hold a PUBLIC KEY");
    }
}
