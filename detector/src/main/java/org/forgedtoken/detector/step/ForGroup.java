package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;

/** What GROUP takes in. */
public sealed interface ForGroup {
    /** A finding, for the task that has its alert. */
    record Found(Finding finding) implements ForGroup {}

    /** What no alert tells of, and the incidents must know: GROUP hands it on. */
    record ForIncidents(IncidentEvent event) implements ForGroup {}

    /** What an analyst decided, for every task of GROUP: nobody knows which one has the alert. */
    record Decided(AnalystAction action) implements ForGroup {}

    /** How far a judging task has been told that accesses were read, for every task of GROUP. */
    record ReadTo(PositionMark mark) implements ForGroup {}
}
