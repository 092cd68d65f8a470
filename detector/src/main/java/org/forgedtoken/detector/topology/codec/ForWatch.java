package org.forgedtoken.detector.topology.codec;

import java.util.List;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;

/** What goes to WATCH. */
public sealed interface ForWatch {
    /**
     * Accesses, all for one task: a record each would cost as much as judging does.
     *
     * @param partition the task's
     */
    record Pack(int partition, List<Watched> accesses) implements ForWatch {}

    /**
     * The same on its way out.
     *
     * @param pack whoever sends it clears it as soon as it is sent
     */
    record Written(WatchedPack pack) implements ForWatch {}

    /** What is not there for each access. */
    sealed interface Seldom extends ForWatch {}

    /**
     * Accesses without a token that name accounts, all for one task.
     *
     * @param partition the task's
     */
    record Anonymous(int partition, List<AnonymousUse> uses) implements Seldom {}

    /** An account's record. */
    record Listed(AccountRecord account) implements Seldom {}

    /** A source used the token of an account that does not exist. */
    record Unknown(UnknownUse use) implements Seldom {}

    /** How far a feed has been read; to every task. */
    record ReadTo(PositionMark mark) implements Seldom {}
}
