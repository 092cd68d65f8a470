package org.forgedtoken.detector.topology.codec;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.step.IncidentEvent;

/** What goes to GROUP through the topic of findings. */
public sealed interface ForGroup {
    /**
     * A finding, for the task that has its alert.
     *
     * @param emittedAt the wall clock when it was found, epoch ms: detection latency runs from here
     */
    record Found(Finding finding, long emittedAt) implements ForGroup {}

    /** What no alert tells of, and the incidents must know: GROUP hands it on. */
    record ForIncidents(IncidentEvent event) implements ForGroup {}

    /** What an analyst decided, for every task of GROUP: nobody knows which one has the alert. */
    record Decided(AnalystAction action) implements ForGroup {}

    /** How far a judging task has been told that accesses were read, for every task of GROUP. */
    record ReadTo(PositionMark mark) implements ForGroup {}
}
