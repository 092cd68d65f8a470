package org.forgedtoken.detector.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsStoreTest {
    private static final int MANY = 100_000;

    @TempDir
    private Path folder;

    /** The waiting tokens of a busy minute, all judged between two sweeps. */
    @Test
    void aSweepPassesOverAllThatHasGoneSinceItBegan() {
        StreamsStore<Long> store = store(Stores.inMemoryKeyValueStore("entries"));
        for (int i = 0; i < MANY; i++) {
            store.put("k" + i, (long) i);
        }
        store.sweep(1, (key, value) -> false);
        for (int i = 0; i < MANY; i++) {
            store.remove("k" + i);
        }

        store.sweep(10 * MANY, (key, value) -> true);

        assertThat(store.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sweepsGoOnWhereTheLastOneStopped(boolean onDisk) {
        StreamsStore<Long> store =
                store(onDisk ? Stores.persistentKeyValueStore("entries") : Stores.inMemoryKeyValueStore("entries"));
        for (int i = 0; i < 10; i++) {
            store.put("k" + i, (long) i);
        }

        store.sweep(4, (key, value) -> value % 2 == 0);
        assertThat(store.get("k2")).isNull();
        assertThat(store.get("k4")).isEqualTo(4);
        store.sweep(6, (key, value) -> value % 2 == 0);
        assertThat(store.get("k8")).isNull();
        assertThat(store.get("k9")).isEqualTo(9);
        store.sweep(1, (key, value) -> true);
        store.sweep(1, (key, value) -> true);
        assertThat(store.get("k1")).as("once round, from the beginning").isNull();
        store.close();
    }

    private StreamsStore<Long> store(KeyValueBytesStoreSupplier supplier) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<String, byte[]> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        store.init(context.getStateStoreContext(), store);
        return new StreamsStore<>(store, new RecordCodec<>(Long.class));
    }
}
