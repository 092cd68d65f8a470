package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.group.Block;
import org.forgedtoken.detector.group.Contribution;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.topology.codec.Codec;
import org.forgedtoken.detector.topology.codec.RecordCodec;

/**
 * What the steps of one replay remember. All that a forged token leaves behind goes to disk once it is much: there is no
 * cap on how many are told in a replay.
 */
final class RunState implements Closeable {
    private final SpillFolder folder;
    private final SpilledStore<PresentedToken> presented;
    private final SpilledStore<AlertState> alerts;
    private final SpilledStore<Block> blocks;
    private final SpilledStore<Contribution> contributions;
    private final SpilledStore<Long> tokens;
    private final SpilledStore<Involved> rows;
    private final SpilledStore<Involved> accounts;
    private final SpilledStore<Long> names;
    private final SpilledStore<IncidentEvent> byFirstUse;
    private final JudgeState judge;
    private final GroupState group;
    private final IncidentState incidents;

    /** @param out the folder of results */
    RunState(Path out) {
        folder = new SpillFolder(out);
        presented = store("presented", new RecordCodec<>(PresentedToken.class));
        alerts = store("alerts", new RecordCodec<>(AlertState.class));
        blocks = store("blocks", new RecordCodec<>(Block.class));
        contributions = store("contributions", new RecordCodec<>(Contribution.class));
        tokens = store("tokens", new RecordCodec<>(Long.class));
        rows = store("rows", new RecordCodec<>(Involved.class));
        accounts = store("accounts", new RecordCodec<>(Involved.class));
        names = store("names", new RecordCodec<>(Long.class));
        byFirstUse = store("by-first-use", new RecordCodec<>(IncidentEvent.class));
        judge = JudgeState.with(presented);
        group = GroupState.ofOneRun(alerts, blocks, contributions, byFirstUse);
        incidents = IncidentState.ofOneRun(blocks, rows, accounts, tokens, names);
    }

    private <V> SpilledStore<V> store(String name, Codec<V> codec) {
        return new SpilledStore<>(name, codec, folder);
    }

    JudgeState judge() {
        return judge;
    }

    GroupState group() {
        return group;
    }

    IncidentState incidents() {
        return incidents;
    }

    @Override
    public void close() throws IOException {
        try (folder;
                presented;
                alerts;
                blocks;
                contributions;
                tokens;
                rows;
                accounts;
                names;
                byFirstUse) {
            // the folder goes last
        }
    }
}
