package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.PositionMark;

/** What JUDGE (and READ) tell GROUP. */
public interface ToGroup {
    /** Goes to the task that has the alert. */
    void finding(Finding finding);

    /** Goes to the incident of the key, if there is one. */
    void liveTokens(IncidentEvent.LiveTokens tokens);

    /**
     * Goes to every task of GROUP.
     *
     * @param mark how far the judging task {@code partition} (of {@code partitions}) has been told that the access feed
     *     was read
     */
    void readTo(PositionMark mark);
}
