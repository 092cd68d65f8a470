package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.forgedtoken.detector.replay.RunState.SpillFolder;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.topology.codec.Codec;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * State of a step for one run: in memory as long as it is small, as it is where few tokens are forged, and on disk from then
 * on. Not thread-safe.
 */
final class SpilledStore<V> implements Store<V>, Closeable {
    /** So many entries of about a kilobyte are kept in memory. */
    static final int MOST_IN_MEMORY = 50_000;

    /** Of these a store holds two. A bound over all stores would be held by those that rest, and others write in crumbs. */
    private static final long UNWRITTEN_BYTES = 8L << 20;

    private static final double BITS_OF_A_KEY = 10;

    private final String name;
    private final Codec<V> codec;
    private final SpillFolder folder;
    private final int most;
    private final TreeMap<String, V> small = new TreeMap<>();
    private long sweepable;
    private @Nullable Disk disk;
    private byte @Nullable [] swept;

    /** @param name of its folder, where it needs one */
    SpilledStore(String name, Codec<V> codec, SpillFolder folder) {
        this(name, codec, folder, MOST_IN_MEMORY);
    }

    SpilledStore(String name, Codec<V> codec, SpillFolder folder, int most) {
        this.name = name;
        this.codec = codec;
        this.folder = folder;
        this.most = most;
    }

    @Override
    public @Nullable V get(String key) {
        if (disk == null) {
            return small.get(key);
        }
        byte[] value = disk.get(bytes(key));
        return value == null ? null : codec.value(value);
    }

    @Override
    public void put(String key, V value) {
        if (disk == null) {
            small.put(key, value);
            if (small.size() > most) {
                spill();
            }
            return;
        }
        disk.put(bytes(key), codec.bytes(value));
    }

    @Override
    public void remove(String key) {
        if (disk == null) {
            small.remove(key);
            return;
        }
        disk.remove(bytes(key));
    }

    /** In the order of the keys' bytes in UTF-8. */
    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        if (disk == null) {
            small.forEach(visitor);
            return;
        }
        try (RocksIterator all = disk.iterator()) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
                visitor.accept(text(all.key()), codec.value(all.value()));
            }
        }
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, V> visitor) {
        if (disk == null) {
            for (Map.Entry<String, V> entry : small.tailMap(prefix, true).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    return;
                }
                visitor.accept(entry.getKey(), entry.getValue());
            }
            return;
        }
        byte[] begin = bytes(prefix);
        try (RocksIterator some = disk.iterator()) {
            for (some.seek(begin); some.isValid() && beginsWith(some.key(), begin); some.next()) {
                visitor.accept(text(some.key()), codec.value(some.value()));
            }
        }
    }

    private static boolean beginsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        if (disk == null) {
            sweepable += limit;
            if (sweepable >= small.size()) {
                sweepable = 0;
                small.entrySet().removeIf(entry -> obsolete.test(entry.getKey(), entry.getValue()));
            }
            return;
        }
        try (RocksIterator some = disk.iterator()) {
            if (swept == null) {
                some.seekToFirst();
            } else {
                some.seek(swept);
            }
            for (int i = 0; i < limit && some.isValid(); i++, some.next()) {
                if (obsolete.test(text(some.key()), codec.value(some.value()))) {
                    disk.remove(some.key());
                }
            }
            swept = some.isValid() ? some.key() : null;
        }
    }

    /** What is on disk is not counted. */
    @Override
    public long size() {
        return small.size();
    }

    boolean isOnDisk() {
        return disk != null;
    }

    private void spill() {
        Disk opened = new Disk(folder.path().resolve(name).toString(), folder.cache());
        small.forEach((key, value) -> opened.put(bytes(key), codec.bytes(value)));
        small.clear();
        disk = opened;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
            disk = null;
        }
    }

    /** RocksDB without what only a second run would need. */
    private static final class Disk implements Closeable {
        private final BloomFilter filter = new BloomFilter(BITS_OF_A_KEY);
        private final Options options;
        private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
        private final RocksDB db;

        Disk(String path, LRUCache cache) {
            options = new Options()
                    .setCreateIfMissing(true)
                    .setWriteBufferSize(UNWRITTEN_BYTES)
                    .setCompressionType(CompressionType.LZ4_COMPRESSION)
                    .setTableFormatConfig(new BlockBasedTableConfig()
                            .setBlockCache(cache)
                            // in small parts: a whole index would push all else out of the cache
                            .setIndexType(IndexType.kTwoLevelIndexSearch)
                            .setPartitionFilters(true)
                            .setCacheIndexAndFilterBlocks(true)
                            .setCacheIndexAndFilterBlocksWithHighPriority(true)
                            .setFilterPolicy(filter));
            try {
                db = RocksDB.open(options, path);
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        byte @Nullable [] get(byte[] key) {
            try {
                return db.get(key);
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        void put(byte[] key, byte[] value) {
            try {
                db.put(unlogged, key, value);
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        void remove(byte[] key) {
            try {
                db.delete(unlogged, key);
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        RocksIterator iterator() {
            return db.newIterator();
        }

        @Override
        public void close() {
            db.close();
            unlogged.close();
            options.close();
            filter.close();
        }

        private static UncheckedIOException failed(RocksDBException e) {
            return new UncheckedIOException(new IOException("A store of the replay on disk: " + e.getMessage(), e));
        }
    }
}
