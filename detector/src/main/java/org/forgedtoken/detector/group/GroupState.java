package org.forgedtoken.detector.group;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.OF_A_REPLAY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;

/** All that GROUP remembers. */
public final class GroupState {
    public static final Memory<AlertState> ALERTS = new Memory<>("group-alerts", "GROUP", IN_MEMORY, AlertState.class);

    public static final Memory<Block> BLOCKS = new Memory<>("group-blocks", "GROUP", ON_DISK, Block.class);

    public static final Memory<Long> QUOTAS = new Memory<>("group-quotas", "GROUP", IN_MEMORY, Long.class);

    public static final Memory<PositionMark> READ_TO =
            new Memory<>("group-positions", "GROUP", IN_MEMORY, PositionMark.class);

    public static final Memory<Withdrawals.Contributions.Contribution> CONTRIBUTIONS =
            new Memory<>("group-contributions", "GROUP", ON_DISK, Withdrawals.Contributions.Contribution.class);

    public static final Memory<OverdrawnHoles.HoleTokens> HOLES =
            new Memory<>("group-holes", "GROUP", ON_DISK, OverdrawnHoles.HoleTokens.class);

    public static final Memory<AnalystAction> DECISIONS =
            new Memory<>("group-decisions", "GROUP", IN_MEMORY, AnalystAction.class);

    public static final Memory<Long> CANARIES_AWAITED = new Memory<>("group-canaries", "GROUP", IN_MEMORY, Long.class);

    static final Memory<IncidentEvent> BY_FIRST_USE =
            new Memory<>("by-first-use", "GROUP", OF_A_REPLAY, IncidentEvent.class);

    private GroupState() {}
}
