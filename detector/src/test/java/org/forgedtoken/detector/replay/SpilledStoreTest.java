package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.forgedtoken.detector.replay.RunState.SpillFolder;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpilledStoreTest {
    @TempDir
    Path out;

    /** Whether it is on disk shows in nothing but where it is. */
    @Test
    void holdsOnDiskWhatItHeldInMemory() throws IOException {
        Random random = new Random(7);
        TreeMap<String, Long> truth = new TreeMap<>();
        try (SpillFolder folder = new SpillFolder(out);
                SpilledStore<Long> store = new SpilledStore<>("numbers", new RecordCodec<>(Long.class), folder, 500)) {
            for (int i = 0; i < 20_000; i++) {
                String key = (char) ('a' + random.nextInt(5)) + "/" + random.nextInt(400);
                if (random.nextInt(4) == 0) {
                    store.remove(key);
                    truth.remove(key);
                } else {
                    store.put(key, (long) i);
                    truth.put(key, (long) i);
                }
                assertThat(store.get(key)).isEqualTo(truth.get(key));
            }
            assertThat(store.isOnDisk()).isTrue();
            assertThat(all(store, "")).isEqualTo(truth);
            assertThat(all(store, "c/")).isEqualTo(truth.subMap("c/", "c0"));

            for (int i = 0; i < truth.size(); i += 100) {
                store.sweep(100, (key, value) -> value % 2 == 0);
            }
            truth.values().removeIf(value -> value % 2 == 0);
            assertThat(all(store, "")).isEqualTo(truth);
        }
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    /** A run that was killed leaves its folder. */
    @Test
    void whatAnotherRunHasLeftIsNotTakenUp() throws IOException {
        Path left = out.resolve(".spill").resolve("numbers");
        Files.createDirectories(left);
        Files.writeString(left.resolve("CURRENT"), "of another run");
        try (SpillFolder folder = new SpillFolder(out);
                SpilledStore<Long> store = new SpilledStore<>("numbers", new RecordCodec<>(Long.class), folder, 3);
                SpilledStore<Long> other = new SpilledStore<>("others", new RecordCodec<>(Long.class), folder, 3)) {
            for (long i = 0; i < 10; i++) {
                store.put("a" + i, i);
                other.put("b" + i, i);
            }
            assertThat(store.isOnDisk() && other.isOnDisk()).isTrue();
            assertThat(all(store, "")).hasSize(10);
            assertThat(all(other, "")).hasSize(10);
        }
        assertThat(out.resolve(".spill")).doesNotExist();
    }

    @Test
    void whatIsSmallNeedsNoDisk() throws IOException {
        try (SpillFolder folder = new SpillFolder(out);
                SpilledStore<Long> store = new SpilledStore<>("numbers", new RecordCodec<>(Long.class), folder, 600)) {
            for (int i = 0; i < 500; i++) {
                store.put("a/" + i, 1L);
                store.put("ab/" + i % 3, 2L);
                store.remove("ab/" + i % 3);
            }
            store.sweep(1_000, (key, value) -> key.endsWith("7"));

            assertThat(store.isOnDisk()).isFalse();
            assertThat(all(store, "a/")).hasSize(450).containsKey("a/0").doesNotContainKey("a/7");
            assertThat(all(store, "b")).isEmpty();
        }
    }

    private static Map<String, Long> all(SpilledStore<Long> store, String prefix) {
        Map<String, Long> all = new TreeMap<>();
        String[] before = {""};
        store.forEach(prefix, (key, value) -> {
            assertThat(key).isGreaterThan(before[0]);
            before[0] = key;
            all.put(key, value);
        });
        return all;
    }
}
