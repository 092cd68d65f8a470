package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/**
 * Where stores go that are too large for the memory; made when the first of them needs it, and gone with the run. What a run
 * has left that was killed goes with the next one in the same folder of results: there is one at a time.
 */
final class SpillFolder implements Closeable {
    private static final String NAME = ".spill";
    private static final long CACHE_BYTES = 96L << 20;

    private final Path folder;
    private boolean made;
    private @Nullable LRUCache cache;

    /** @param beside the folder of results: the disk that it is on has room */
    SpillFolder(Path beside) {
        this.folder = beside.resolve(NAME);
    }

    synchronized Path path() {
        try {
            if (!made) {
                delete();
                Files.createDirectory(folder);
                made = true;
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
        }
    }

    /** What was read, of all stores that are here. */
    synchronized LRUCache cache() {
        if (cache == null) {
            RocksDB.loadLibrary();
            cache = new LRUCache(CACHE_BYTES);
        }
        return cache;
    }

    @Override
    public synchronized void close() throws IOException {
        if (cache != null) {
            cache.close();
            cache = null;
        }
        delete();
    }

    private void delete() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        }
        made = false;
    }
}
