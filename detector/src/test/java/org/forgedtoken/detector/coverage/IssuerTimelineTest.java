package org.forgedtoken.detector.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.junit.jupiter.api.Test;

/** For which times one partition holds all of one issuer. */
class IssuerTimelineTest {
    private static final long GRACE = 120_000;

    private final IssuerTimeline timeline = new IssuerTimeline(GRACE, new MaxSilence.Auto());

    /** What is remembered to be quick must never say anything else than the walk through all that is known. */
    @Property(tries = 500)
    void whatIsExtendedQuicklyIsWhatAFreshLookFinds(
            @ForAll @Size(max = 200) List<@IntRange(max = 1_500) Integer> seconds) {
        IssuerTimeline quick = new IssuerTimeline(GRACE, new MaxSilence.Auto());
        for (int i = 0; i < seconds.size(); i++) {
            long time = (seconds.get(i) + i * 5L) * 1000;
            if (seconds.get(i) % 17 == 0) {
                quick.vouch(time - 100_000, time);
            } else if (seconds.get(i) % 19 == 0) {
                quick.lose(Hole.ofLoss(time - 9_999, time - 1, 1));
            } else {
                quick.record(time);
            }
            IssuerTimeline fresh = new IssuerTimeline(GRACE, new MaxSilence.Auto(), quick.snapshot());
            assertThat(quick.standing().coverage().asList())
                    .isEqualTo(fresh.standing().coverage().asList());
        }
    }

    @Test
    void aSilenceIsFinalOnlyOnceGraceHasPassedBehindIt() {
        every(10, 0, 1_000);
        timeline.record(2_000_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 1_000_000));

        timeline.record(2_119_000);
        assertThat(coverage()).hasSize(1);

        timeline.record(2_120_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 1_000_000), new Stretch(2_000_000, 2_120_000));
    }

    @Test
    void whereTheLedgerBeginsStaysKnownThoughItsFirstRecordsAreLost() {
        every(10, 0, 1_000);
        lose(-GRACE, 600_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 0), new Stretch(600_000, 1_000_000));

        lose(400_000, 2_000_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 0));
        timeline.vouch(0, 1_000_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 1_000_000));
    }

    @Test
    void sixRecordsTellWhatSilenceIsAllowedBeforeAnyIsSettled() {
        every(10, 0, 40);
        assertThat(timeline.standing().maxSilence()).isEqualTo(Long.MAX_VALUE);
        timeline.record(50_000);
        assertThat(timeline.standing().maxSilence()).isBetween(60_000L, 1_000_000L);
    }

    /** Marks are taken as it happens, and an outage that is named by them would have another name in each run. */
    @Test
    void latenessBeganWhereTheFeedHadComeToWhenTheFirstLateRecordWasRead() {
        every(10, 0, 1_000);
        timeline.record(500_000);
        every(10, 1_010, 2_000);
        timeline.record(500_000);

        assertThat(timeline.lateness()).isEqualTo(new Lateness(1_500_000, 1_000_000, 2_000_000, 0));
    }

    @Test
    void theAllowedSilenceIsTheLargestOfTheThree() {
        every(10, 0, 1_000);
        // 88 gaps of 10 s are settled: 880 s · (1e6^(1/88) − 1)
        assertThat(timeline.standing().maxSilence()).isEqualTo(149_590);
        every(1, 1_001, 3_000);
        assertThat(timeline.standing().maxSilence()).isEqualTo(60_000);
    }

    @Test
    void aRecordThatCannotBeReadBreaksItsOwnPlace() {
        every(10, 0, 1_000);
        lose(500_000, 510_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 500_000), new Stretch(510_000, 1_000_000));

        timeline.vouch(490_000, 520_000);
        assertThat(coverage()).containsExactly(new Stretch(0, 1_000_000));
    }

    @Test
    void twoRecordsOfOneTimeLoseThatTime() {
        every(10, 0, 1_000);
        timeline.lose(Hole.ofLoss(500_000, 500_000, 1));
        assertThat(coverage()).containsExactly(new Stretch(0, 499_999), new Stretch(500_001, 1_000_000));
    }

    private void every(int seconds, int from, int to) {
        for (long second = from; second <= to; second += seconds) {
            timeline.record(second * 1000);
        }
    }

    private void lose(long after, long before) {
        timeline.lose(Hole.ofLoss(after + 1, before - 1, 1));
    }

    private List<Stretch> coverage() {
        return timeline.standing().coverage().asList();
    }
}
