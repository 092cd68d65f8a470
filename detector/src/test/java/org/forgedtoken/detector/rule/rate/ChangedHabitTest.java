package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Service accounts that are used day and night: what is said when their use changes, and what when it only bursts. */
class ChangedHabitTest {
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int A_DAY = 288;

    private final LearnedRateRule rule = new LearnedRateRule();
    private final Population population = new Population();
    private final AccountRate service = new AccountRate(RateSides.INCREASES);
    private final Random random = new Random(1);
    private final List<RateFinding> found = new ArrayList<>();
    private int window;

    @Test
    void anAccountThatIsUsedTenfoldFromNowOnIsToldOnce() {
        use(10 * A_DAY, 100);
        use(20 * A_DAY, 1_000);
        assertThat(found).hasSize(1);
    }

    @Test
    void anAccountThatReturnsToItsFormerHabitAndBackIsToldOnce() {
        for (int i = 0; i < 3; i++) {
            use(6 * A_DAY, 100);
            use(2 * A_DAY, 1_000);
        }
        assertThat(found).hasSize(1);
    }

    @Test
    void aSecondChangeIsToldToo() {
        use(10 * A_DAY, 100);
        use(10 * A_DAY, 1_000);
        use(A_DAY, 10_000);
        assertThat(found).hasSize(2);
    }

    /** A nightly batch hides it from the counts of a day's busiest windows. */
    @Test
    void aBurstOutsideTheNightlyBatchIsFound() {
        for (int day = 0; day < 12; day++) {
            for (int hour = 0; hour < 24; hour++) {
                ramp(hour);
            }
        }
        assertThat(found).isEmpty();
        for (int hour = 0; hour < 12; hour++) {
            ramp(hour);
        }
        use(1, 900);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).window()).isEqualTo(RateWindow.FIVE_MINUTES);
    }

    @Test
    void recentUseIsAMeanAndAVarianceOfLogarithms() {
        RecentUse recent = new RecentUse();
        recent.take(START, 90);
        recent.take(START + FIVE_MINUTES, 50);
        assertThat(recent.closed(RateMeasure.SURGE)).isNaN();
        recent.take(START + FIVE_MINUTES, 140);
        assertThat(recent.open(RateMeasure.SURGE)).isEqualTo(Math.log(2), within(1e-12));
        double ofAnHour = 1 - Math.exp(-1.0 / 12);
        assertThat(recent.open(RateMeasure.UNREST))
                .isEqualTo(0.5 * Math.log(ofAnHour * Math.log(2) * Math.log(2) + 1e-4), within(1e-12));
        recent.take(START + 13 * FIVE_MINUTES, 1);
        double after = Math.log(100) + ofAnHour * Math.log(2);
        double ofTwelve = 1 - Math.exp(-1);
        assertThat(recent.open(RateMeasure.SURGE)).isEqualTo(Math.log(11) - after, within(1e-12));
        recent.take(START + 14 * FIVE_MINUTES, 1);
        assertThat(recent.open(RateMeasure.SURGE))
                .isEqualTo(Math.log(11) - (after + ofTwelve * (Math.log(11) - after)), within(1e-12));
        assertThat(recent.open(RateMeasure.LEVEL)).isBetween(Math.log(11), Math.log(200));
    }

    /** Of the night's ninefold count nothing is sudden: each hour has half as much again, or less, as the one before. */
    private void ramp(int hour) {
        int off = Math.min(hour, 24 - hour);
        for (int i = 0; i < HOUR / FIVE_MINUTES; i++) {
            use(1, (int) (100 * Math.exp(Math.max(0, 5 - off) * 0.44)));
        }
    }

    /** So many windows with about this count. */
    private void use(int windows, int count) {
        for (int i = 0; i < windows; i++) {
            int uses = (int) (count * (1 + 0.05 * random.nextGaussian()));
            long time = START + window++ * FIVE_MINUTES + 1_000;
            rule.judge(service, population, time, uses).ifPresent(found::add);
        }
    }
}
