package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.Unkept;
import org.forgedtoken.detector.topology.codec.Codec;

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
}
