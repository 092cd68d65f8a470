package org.forgedtoken.detector.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;
import org.junit.jupiter.api.Test;

/** What one partition covers, of all issuers. */
class PartitionTimelineTest {
    private static final long GRACE = 120_000;
    private static final long SKEW = 60_000;

    private final PartitionTimeline timeline = new PartitionTimeline(GRACE, SKEW, new MaxSilence.Auto());

    @Test
    void theFirstVerdictNeedsItsWholeIntervalCovered() {
        assertThat(timeline.firstVerdict()).isEqualTo(Times.UNKNOWN);

        records();

        assertThat(timeline.firstVerdict()).isEqualTo(2 * SKEW + GRACE);
    }

    @Test
    void whoSaysThatAFeedIsCompleteHasNotReadWhatCouldNotBeRead() {
        records();
        timeline.hear(new Heard.Loss(900_000, null, 1));
        timeline.completeUntil(5_000_000);
        CoverageMark mark = timeline.takeMarks(0, 1).get(0);
        assertThat(mark.coverage()).containsExactly(new Stretch(0, 5_000_000));
        assertThat(mark.holes()).containsExactly(new Hole(840_000, 960_000, true, 1, 0));
    }

    @Test
    void anUnreadableLastRecordOfNoTimeMayBeOfAnyBehindTheOneBefore() {
        records();
        timeline.hear(new Heard.Loss(Times.UNKNOWN, null, 1));
        timeline.completeUntil(5_000_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 600_000), new Stretch(5_000_000, 5_000_000));
    }

    @Test
    void aFeedOfWhichAllWasReadIsCompleteAsSomebodySays() {
        timeline.completeUntil(5_000_000);
        assertThat(coverage()).isEmpty();
        records();
        timeline.completeUntil(5_000_000);
        timeline.completeUntil(1);
        assertThat(coverage()).containsExactly(new Stretch(0, 5_000_000));
    }

    @Test
    void pagesShowTheHoleOfAnUnreadableRecord() {
        records();
        timeline.hear(new Heard.Loss(300_000, null, 1));
        Coverage coverage = new Coverage();
        timeline.takeMarks(0, 1).forEach(coverage::apply);

        assertThat(coverage.extents().get(0).covered())
                .containsExactly(new Stretch(0, 240_000), new Stretch(360_000, 600_000));
    }

    private void records() {
        for (long time = 0; time <= 600_000; time += 10_000) {
            timeline.hear(new Heard.Event("idp", time));
        }
    }

    private List<Stretch> coverage() {
        return timeline.takeMarks(0, 1).stream()
                .flatMap(mark -> mark.coverage().stream())
                .toList();
    }
}
