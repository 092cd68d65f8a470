package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.BlockList;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.topology.codec.Codec;
import org.forgedtoken.detector.topology.store.LedgerStores;
import org.forgedtoken.detector.topology.store.QueriedLedger;
import org.forgedtoken.detector.topology.store.QueriedStore;
import org.jspecify.annotations.Nullable;

/**
 * What the running topology remembers, for other threads to read: of tasks that run here, never of standbys. Every method
 * throws {@link org.apache.kafka.streams.errors.InvalidStateStoreException} while that is not at hand. Safe for use by
 * several threads: the stores in memory let in one at a time.
 */
public final class Queries {
    private final KafkaStreams streams;
    private final StreamPartitioner<String, Object> judging;

    /** @param partitions how many judging tasks there are */
    public Queries(KafkaStreams streams, int partitions) {
        this.streams = streams;
        // not over as many as Kafka Streams is about to say: other inputs of the task may have other numbers
        this.judging = (topic, key, value, n) -> Optional.of(Set.of(Routing.partition(key, partitions)));
    }

    /**
     * Which task judges this token, and where it runs. A record of a token goes where Kafka's own partitioner sends its key
     * ({@link Routing#tokenEvents}), and that is the one which is asked here.
     */
    public KeyQueryMetadata ownerOf(TokenKey key) {
        return streams.queryMetadataForKey(LedgerStores.LEDGER.name(), key.text(), judging);
    }

    /** All that the task of this partition remembers. */
    public JudgeState judge(int partition) {
        return JudgeState.of(new QueriedLedger(here(LedgerStores.LEDGER.name(), partition)), new Stores() {
            @Override
            public <V> Store<V> of(Memory<V> memory) {
                return new QueriedStore<>(here(memory.name(), partition), Codec.of(memory.type()));
            }
        });
    }

    /** The block entries of all partitions, which every instance has. */
    public BlockList blocks() {
        return new Everywhere(this.<Bytes>everywhere(Memories.BLOCK_LIST), everywhere(Memories.COMPROMISED_KEYS));
    }

    private record Everywhere(
            ReadOnlyKeyValueStore<Bytes, byte[]> entries, ReadOnlyKeyValueStore<String, byte[]> compromised)
            implements BlockList {
        @Override
        public @Nullable String reason(String key, long now) {
            return BlockEntries.reason(entries, key, now);
        }

        @Override
        public boolean isCompromised(String issuer, String keyId) {
            return compromised.get(new IncidentKey.OfKey(issuer, keyId).uid()) != null;
        }

        @Override
        public Set<String> compromisedIssuers() {
            Set<String> issuers = new HashSet<>();
            try (KeyValueIterator<String, byte[]> all = compromised.all()) {
                all.forEachRemaining(one -> issuers.add(new String(one.value, StandardCharsets.UTF_8)));
            }
            return issuers;
        }
    }

    private <K> ReadOnlyKeyValueStore<K, byte[]> everywhere(String store) {
        return streams.store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
    }

    private <K> ReadOnlyKeyValueStore<K, byte[]> here(String store, int partition) {
        StoreQueryParameters<ReadOnlyKeyValueStore<K, byte[]>> which =
                StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore());
        return streams.store(which.withPartition(partition));
    }
}
