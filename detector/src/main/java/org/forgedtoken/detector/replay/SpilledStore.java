package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private String sweptTo = "";
    private @Nullable Disk disk;

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
        if (disk != null) {
            disk.put(bytes(key), codec.bytes(value));
            return;
        }
        small.put(key, value);
        if (small.size() > most) {
            Disk opened = folder.open(name);
            small.forEach((one, held) -> opened.put(bytes(one), codec.bytes(held)));
            small.clear();
            disk = opened;
        }
    }

    @Override
    public void remove(String key) {
        if (disk == null) {
            small.remove(key);
        } else {
            disk.put(bytes(key), null);
        }
    }

    /** In the order of the keys' bytes in UTF-8. */
    @Override
    public void forEach(BiConsumer<String, V> visitor) {
        forEach("", visitor);
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, V> visitor) {
        from(prefix, (key, value) -> {
            boolean within = key.startsWith(prefix);
            if (within) {
                visitor.accept(key, value);
            }
            return within;
        });
    }

    @Override
    public void sweep(int limit, BiPredicate<String, V> obsolete) {
        List<String> gone = new ArrayList<>();
        String begin = sweptTo;
        int[] left = {limit};
        sweptTo = "";
        from(begin, (key, value) -> {
            if (left[0]-- == 0) {
                sweptTo = key;
                return false;
            }
            if (obsolete.test(key, value)) {
                gone.add(key);
            }
            return true;
        });
        gone.forEach(this::remove);
    }

    /** Visits what is there from a key on, in the order of keys, as long as the visitor goes on. */
    private void from(String first, BiPredicate<String, V> visitor) {
        if (disk == null) {
            for (Map.Entry<String, V> entry : small.tailMap(first).entrySet()) {
                if (!visitor.test(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
            return;
        }
        try (RocksIterator all = disk.db.newIterator()) {
            all.seek(bytes(first));
            while (all.isValid()
                    && visitor.test(new String(all.key(), StandardCharsets.UTF_8), codec.value(all.value()))) {
                all.next();
            }
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

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
            disk = null;
        }
    }

    /** RocksDB without what only a second run would need. */
    static final class Disk implements Closeable {
        private final BloomFilter filter = new BloomFilter(BITS_OF_A_KEY);
        private final Options options;
        private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
        private final RocksDB db;

        Disk(Path path, LRUCache cache) {
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
            db = done(() -> RocksDB.open(options, path.toString()));
        }

        byte @Nullable [] get(byte[] key) {
            return done(() -> db.get(key));
        }

        /** @param value null: it is removed */
        void put(byte[] key, byte @Nullable [] value) {
            done(() -> {
                if (value == null) {
                    db.delete(unlogged, key);
                } else {
                    db.put(unlogged, key, value);
                }
                return key;
            });
        }

        private interface Work<T extends @Nullable Object> {
            T run() throws RocksDBException;
        }

        private static <T extends @Nullable Object> T done(Work<T> work) {
            try {
                return work.run();
            } catch (RocksDBException e) {
                throw new UncheckedIOException(new IOException("A store of the replay on disk: " + e.getMessage(), e));
            }
        }

        @Override
        public void close() {
            db.close();
            unlogged.close();
            options.close();
            filter.close();
        }
    }
}
