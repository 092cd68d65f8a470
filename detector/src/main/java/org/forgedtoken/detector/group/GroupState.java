package org.forgedtoken.detector.group;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.OF_A_REPLAY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.group.OverdrawnHoles.HoleTokens;
import org.forgedtoken.detector.group.Withdrawals.Contribution;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;

/** All that GROUP remembers. */
public final class GroupState {
    public static final Memory<AlertState> ALERTS = of("group-alerts", IN_MEMORY, AlertState.class);
    public static final Memory<Block> BLOCKS = of("group-blocks", ON_DISK, Block.class);
    public static final Memory<Long> QUOTAS = of("group-quotas", IN_MEMORY, Long.class);
    public static final Memory<PositionMark> READ_TO = of("group-positions", IN_MEMORY, PositionMark.class);
    public static final Memory<Contribution> CONTRIBUTIONS = of("group-contributions", ON_DISK, Contribution.class);
    public static final Memory<HoleTokens> HOLES = of("group-holes", ON_DISK, HoleTokens.class);
    public static final Memory<AnalystAction> DECISIONS = of("group-decisions", IN_MEMORY, AnalystAction.class);
    public static final Memory<Long> CANARIES_AWAITED = of("group-canaries", IN_MEMORY, Long.class);
    static final Memory<IncidentEvent> BY_FIRST_USE = of("by-first-use", OF_A_REPLAY, IncidentEvent.class);

    private GroupState() {}

    private static <V> Memory<V> of(String name, Memory.Place place, Class<V> type) {
        return new Memory<>(name, "GROUP", place, type);
    }
}
