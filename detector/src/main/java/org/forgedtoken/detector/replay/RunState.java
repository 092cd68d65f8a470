package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.Unkept;
import org.forgedtoken.detector.topology.codec.Codec;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/**
 * What the stages of one replay remember. All that a forged token leaves behind goes to disk once it is much: there is no
 * cap on how many are told in a replay.
 */
final class RunState implements Stores, Closeable {
    private static final Set<Memory<?>> OF_FORGED_TOKENS = Set.of(
            JudgeState.PRESENTED,
            GroupState.ALERTS,
            GroupState.BLOCKS,
            GroupState.CONTRIBUTIONS,
            IncidentState.INCIDENT_TOKENS,
            IncidentState.INCIDENT_MEMBERS,
            IncidentState.KEY_BLOCKS);

    /** Written for a restart alone. */
    private static final Set<Memory<?>> UNKEPT = Set.of(
            IncidentState.INCIDENTS,
            IncidentState.INCIDENT_ALERTS,
            IncidentState.INCIDENT_ACCUSED,
            IncidentState.INCIDENT_ACCOUNTS,
            IncidentState.LIVE_TOKENS);

    private final SpillFolder folder;
    private final Map<String, Store<?>> stores = new HashMap<>();

    /** @param out the folder of results */
    RunState(Path out) {
        folder = new SpillFolder(out);
    }

    @Override
    @SuppressWarnings("unchecked") // what was made for a memory has its values
    public <V> Store<V> of(Memory<V> memory) {
        // entries of keys stand in one list with those of tokens
        String name = memory.equals(IncidentState.KEY_BLOCKS) ? GroupState.BLOCKS.name() : memory.name();
        return (Store<V>) stores.computeIfAbsent(name, of -> opened(memory, of));
    }

    private <V> Store<V> opened(Memory<V> memory, String name) {
        if (UNKEPT.contains(memory)) {
            return new Unkept<>();
        }
        return OF_FORGED_TOKENS.contains(memory) || memory.place() == Memory.Place.OF_A_REPLAY
                ? new SpilledStore<>(name, Codec.of(memory.type()), folder)
                : new MapStore<>();
    }

    @Override
    public void close() throws IOException {
        for (Store<?> store : stores.values()) {
            if (store instanceof SpilledStore<?> spilled) {
                spilled.close();
            }
        }
        folder.close();
    }

    /**
     * Where stores go that are too large for the memory; made when the first of them needs it, and gone with the run. What a run
     * has left that was killed goes with the next one in the same folder of results: there is one at a time.
     */
    static final class SpillFolder implements Closeable {
        private static final String NAME = ".spill";
        private static final long CACHE_BYTES = 96L << 20;

        private final Path folder;
        /** What was read, of all stores that are here. */
        private @Nullable LRUCache cache;

        /** @param beside the folder of results: the disk that it is on has room */
        SpillFolder(Path beside) {
            this.folder = beside.resolve(NAME);
        }

        synchronized SpilledStore.Disk open(String store) {
            if (cache == null) {
                RocksDB.loadLibrary();
                try {
                    close();
                    Files.createDirectory(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
                }
                cache = new LRUCache(CACHE_BYTES);
            }
            return new SpilledStore.Disk(folder.resolve(store), cache);
        }

        @Override
        public synchronized void close() throws IOException {
            if (cache != null) {
                cache.close();
                cache = null;
            }
            Utils.delete(folder.toFile());
        }
    }
}
