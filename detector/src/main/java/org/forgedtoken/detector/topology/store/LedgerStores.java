package org.forgedtoken.detector.topology.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.step.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of the tasks of one topology, by {@code ledger.store}. A task that keeps its own in memory reads it as the
 * table that it is: the layers that Kafka Streams puts around a store cost more than the look-up. Safe for use by several
 * threads.
 */
public final class LedgerStores {
    public static final Memory<IssuedToken> LEDGER =
            new Memory<>("judge-ledger", "JUDGE", Memory.Place.AS_SET, IssuedToken.class);

    private static final String NAME = LEDGER.name();

    private final boolean onDisk;
    /** A task's store as it was opened last; one that has gone to another instance holds nothing any more. */
    private final Map<TaskId, LedgerStore> here = new ConcurrentHashMap<>();

    public LedgerStores(boolean onDisk) {
        this.onDisk = onDisk;
    }

    public StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        KeyValueBytesStoreSupplier supplier = onDisk ? Stores.persistentKeyValueStore(NAME) : new InMemory();
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** The ledger of the task whose context this is. */
    public Ledger open(ProcessingContext context) {
        KeyValueStore<Bytes, byte[]> logged = context.getStateStore(NAME);
        @Nullable LedgerStore store = here.get(context.taskId());
        return store == null ? new DiskLedger(logged) : new LoggedLedger(store.table(), store.packs(), logged);
    }

    private final class InMemory implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new LedgerStore(NAME, here::put);
        }

        @Override
        public String metricsScope() {
            return "ledger";
        }
    }
}
