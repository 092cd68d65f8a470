package org.forgedtoken.detector.replay;

import java.io.Closeable;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What the stores on disk of one run may take of the memory, all of them together: what was read, and what is yet to be
 * written.
 */
record SpillMemory(LRUCache cache, WriteBufferManager unwritten) implements Closeable {
    private static final long MOST_BYTES = 128L << 20;
    private static final long MOST_UNWRITTEN = 64L << 20;

    static {
        RocksDB.loadLibrary();
    }

    static SpillMemory create() {
        LRUCache cache = new LRUCache(MOST_BYTES);
        return new SpillMemory(cache, new WriteBufferManager(MOST_UNWRITTEN, cache));
    }

    @Override
    public void close() {
        unwritten.close();
        cache.close();
    }
}
