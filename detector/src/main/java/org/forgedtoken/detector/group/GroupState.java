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
    public static final Memory<AlertState> ALERTS = new Memory<>(
            "group-alerts", "GROUP", IN_MEMORY, AlertState.class, "alert uid", "Every alert and what was said of it.");

    public static final Memory<Block> BLOCKS = new Memory<>(
            "group-blocks",
            "GROUP",
            ON_DISK,
            Block.class,
            "block-entry key",
            "Block entries, as well as those of what somebody expects, which may have to stand again: on disk,"
                    + " likewise.");

    public static final Memory<Long> QUOTAS = new Memory<>(
            "group-quotas",
            "GROUP",
            IN_MEMORY,
            Long.class,
            "rule and hour",
            "How many alerts of a rule were written singly.");

    public static final Memory<PositionMark> READ_TO = new Memory<>(
            "group-positions",
            "GROUP",
            IN_MEMORY,
            PositionMark.class,
            "judging task",
            "How far each judging task has been told that accesses were read.");

    public static final Memory<Withdrawals.Contributions.Contribution> CONTRIBUTIONS = new Memory<>(
            "group-contributions",
            "GROUP",
            ON_DISK,
            Withdrawals.Contributions.Contribution.class,
            "alert uid and token",
            "The tokens that an alert on several counts: it is withdrawn with the last of them.");

    public static final Memory<OverdrawnHoles.HoleTokens> HOLES = new Memory<>(
            "group-holes",
            "GROUP",
            ON_DISK,
            OverdrawnHoles.HoleTokens.class,
            "alert uid, and token",
            "The tokens that are undetermined because of a hole: 10 000 of each, of more a sketch.");

    public static final Memory<AnalystAction> DECISIONS = new Memory<>(
            "group-decisions",
            "GROUP",
            IN_MEMORY,
            AnalystAction.class,
            "uid, and regime",
            "What was decided on alerts that do not stand yet.");

    public static final Memory<Long> CANARIES_AWAITED = new Memory<>(
            "group-canaries", "GROUP", IN_MEMORY, Long.class, "uid of its alert", "Canaries whose alerts are awaited.");

    static final Memory<IncidentEvent> BY_FIRST_USE = new Memory<>(
            "by-first-use",
            "GROUP",
            OF_A_REPLAY,
            IncidentEvent.class,
            "first use and uid",
            "How the alerts stand at the end.");

    private GroupState() {}
}
