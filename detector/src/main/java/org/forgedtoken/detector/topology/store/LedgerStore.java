package org.forgedtoken.detector.topology.store;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;
import org.jspecify.annotations.Nullable;

/**
 * One task's ledger as Kafka Streams knows it: a table in memory, logged by what is around it and read back from there.
 * Keys are the bytes of a {@link TokenHash}, or of {@link LedgerPacks}, and so in its changelog, whose tombstones need no more. The task writes;
 * other threads may get and count meanwhile.
 */
final class LedgerStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private LedgerPacks packs = new LedgerPacks();
    private final Position nowhere = Position.emptyPosition();
    private final BiConsumer<TaskId, LedgerStore> opened;
    /** Made when it is opened: Kafka Streams makes a store more when the topology is built. */
    private volatile @Nullable TokenTable table;

    /** @param opened is told when a task has opened it */
    LedgerStore(String name, BiConsumer<TaskId, LedgerStore> opened) {
        this.name = name;
        this.opened = opened;
    }

    /** What is in it, for the task's own thread. */
    TokenTable table() {
        TokenTable open = table;
        if (open == null) {
            throw new InvalidStateStoreException("the store " + name + " is closed");
        }
        return open;
    }

    /** What its changelog has in packs, for the task's own thread. */
    LedgerPacks packs() {
        return packs;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        TokenTable empty = new TokenTable();
        table = empty;
        packs = new LedgerPacks();
        opened.accept(context.taskId(), this);
        context.register(root, new BatchingStateRestoreCallback() {
            @Override
            public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
                for (KeyValue<byte[], byte[]> record : records) {
                    takeBack(empty, record);
                }
            }
        });
    }

    private void takeBack(TokenTable to, KeyValue<byte[], byte[]> record) {
        try {
            if (!LedgerPacks.isKey(record.key)) {
                write(to, TokenHash.of(record.key), record.value);
            } else if (record.value != null) {
                packs.restore(record.key, record.value, to);
            }
        } catch (RuntimeException e) {
            throw new ForeignRecord("the changelog of " + name, e);
        }
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (!LedgerPacks.isKey(key.get())) { // what is in a pack is in the table by then
            write(table(), TokenHash.of(key.get()), value);
        }
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return table().value(TokenHash.of(key.get()));
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = LedgerPacks.isKey(key.get()) ? null : get(key);
        put(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException("who walks through the ledger asks its table");
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        throw new UnsupportedOperationException("tokens' hashes have no order");
    }

    @Override
    public long approximateNumEntries() {
        return table().size();
    }

    /** Nobody asks for positions, but the one that is inherited throws at the first logged write. */
    @Override
    public Position getPosition() {
        return nowhere;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return table != null;
    }

    @Override
    public void close() {
        table = null;
    }

    private static void write(TokenTable to, TokenHash hash, byte @Nullable [] value) {
        if (value == null) {
            to.remove(hash);
        } else {
            to.put(hash, value);
        }
    }
}
