package org.forgedtoken.detector.topology.codec;

import java.util.List;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.Watched;

/** Messages for one task of WATCH, in one record: a record each would cost as much as judging does. */
public sealed interface WatchBatch {
    /** The messages' own keys say where they go. */
    int BY_KEY = -1;

    /** The task that they are for, or {@link #BY_KEY}. */
    int partition();

    /** Judged accesses, which are as many as records. */
    record Pack(int partition, List<Watched> accesses) implements WatchBatch {}

    /** What is not there for each access. */
    record Messages(int partition, List<ForWatch> messages) implements WatchBatch {}

    /**
     * The same on its way out.
     *
     * @param pack is cleared as soon as it is sent
     */
    record Written(WatchedPack pack) implements WatchBatch {
        @Override
        public int partition() {
            return pack.partition();
        }
    }
}
