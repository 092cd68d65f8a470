package org.forgedtoken.detector.topology.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What stores on disk may take of the memory: all of them together, however many tasks there are. By itself each of them
 * takes up to 100 MB. The ledger, where it is on disk, is left as Kafka Streams has it: it lives by its cache.
 */
public final class DiskMemory implements RocksDBConfigSetter {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_UNWRITTEN = 32L << 20;
    private static final long WRITE_AT = 4L << 20;

    static {
        RocksDB.loadLibrary();
    }

    /** Of the process, as Kafka Streams makes an object of this class for each store. */
    private static final Cache CACHE = new LRUCache(MOST_BYTES);

    private static final WriteBufferManager UNWRITTEN = new WriteBufferManager(MOST_UNWRITTEN, CACHE);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        if (store.equals(LedgerStores.LEDGER.name())) {
            return;
        }
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        // in small parts: a whole index would push all else out of the cache
        table.setIndexType(IndexType.kTwoLevelIndexSearch);
        table.setPartitionFilters(true);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(UNWRITTEN);
        options.setWriteBufferSize(WRITE_AT);
    }

    @Override
    public void close(String store, Options options) {
        // the cache is the process's
    }
}
