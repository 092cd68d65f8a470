package org.forgedtoken.detector.topology.codec;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.ledger.PositionMark;
import org.forgedtoken.detector.step.IncidentEvent.AccountKnown;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;

/** What goes to GROUP through the topic of findings. */
public sealed interface ForGroup {
    /**
     * A finding, for the task that has its alert.
     *
     * @param emittedAt the wall clock when it was found, epoch ms: detection latency runs from here
     */
    record Found(Finding finding, long emittedAt) implements ForGroup {}

    /** Legitimate live tokens of a key: GROUP hands them on to the incidents. */
    record Live(LiveTokens tokens) implements ForGroup {}

    /** Whether an account of an incident exists: GROUP hands it on to the incidents. */
    record Listed(AccountKnown account) implements ForGroup {}

    /** What an analyst decided, for every task of GROUP: nobody knows which one has the alert. */
    record Decided(AnalystAction action) implements ForGroup {}

    /** How far a judging task has been told that accesses were read, for every task of GROUP. */
    record ReadTo(PositionMark mark) implements ForGroup {}
}
