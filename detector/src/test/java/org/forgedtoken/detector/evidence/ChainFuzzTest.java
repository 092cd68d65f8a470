package org.forgedtoken.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes into the folder may write anything; the check ends with a sentence. */
class ChainFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void chains(byte[] data) throws IOException {
        Written written = Written.in(folder, Optional.empty());
        Files.write(written.path("chain.jsonl"), data);
        assertThat(written.broken()).isNotNull();
    }

    @FuzzTest
    void manifests(byte[] data) throws IOException {
        Written written = Written.in(folder, Optional.empty());
        Files.write(written.path("manifest.json"), data);
        ChainFile.write(folder, Optional.empty(), line -> {});
        assertThat(written.broken(true)).isNotNull();
    }

    @FuzzTest
    void keys(byte[] data) throws IOException {
        Path file = folder.resolve("key.pem");
        try (OutputStream out = OwnersFile.write(file)) {
            out.write(data);
        }
        try {
            assertThat(EvidenceKey.trusted(file)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("key.pem");
        }
    }
}
