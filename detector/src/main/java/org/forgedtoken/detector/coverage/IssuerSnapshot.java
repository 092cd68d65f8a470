package org.forgedtoken.detector.coverage;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;

/**
 * All that an {@link IssuerTimeline} knows, as plain data. Times are epoch ms.
 *
 * @param gaps the last ones between its records
 * @param issued in each minute of a week, see {@link IssuedPerMinute#packed}
 * @param carried whether anything but a backfill has come
 */
public record IssuerSnapshot(
        List<Long> gaps,
        List<Stretch> covered,
        Torn.State torn,
        List<Long> issued,
        Map<Long, Long> recent,
        Map<Long, Long> late,
        Recovery.State recovery,
        long settled,
        long newest,
        Heartbeats.State heartbeats,
        boolean carried,
        Lateness.State lateness) {
    static final IssuerSnapshot EMPTY = new IssuerSnapshot(
            List.of(),
            List.of(),
            Torn.State.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            Recovery.State.NONE,
            Times.UNKNOWN,
            Times.UNKNOWN,
            Heartbeats.State.NONE,
            false,
            Lateness.State.NONE);
}
