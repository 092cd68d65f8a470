package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateThresholdTest {

    @Test
    void aLimitOfNothingCannotBe() {
        assertThatThrownBy(() -> new RateThreshold.Fixed(0, RateWindow.MINUTE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStateOfAnotherThresholdIsNotTakenUp() {
        RateModel minutes = new RateModel.Fixed(new RateThreshold.Fixed(2, RateWindow.MINUTE));
        RateModel hours = new RateModel.Fixed(new RateThreshold.Fixed(2, RateWindow.HOUR));
        RateModel learned = RateModel.Learned.of(minutes.snapshot());
        RatedAccount account = minutes.account(null);
        long now = 1_772_409_600_000L;
        account.judge(now, 2);

        assertThat(minutes.account(account.snapshot()).judge(now, 1)).isPresent();
        assertThat(hours.account(account.snapshot()).judge(now, 2)).isEmpty();
        assertThat(hours.account(account.snapshot()).judge(now, 3)).isPresent();
        assertThat(learned.account(account.snapshot()).judge(now, 1)).isEmpty();
        assertThat(minutes.account(learned.account(null).snapshot()).judge(now, 3))
                .isPresent();
    }

    @Test
    void aFixedLimitLetsThatManyPass() {
        RateThreshold.Fixed limit = new RateThreshold.Fixed(100, RateWindow.MINUTE);
        FixedRate account = new FixedRate(limit);
        assertThat(account.judge(0, 100)).isEmpty();
        assertThat(account.judge(60_000, 1)).isEmpty();
        assertThat(account.judge(59_999, 1))
                .hasValueSatisfying(one -> assertThat(one.count()).isEqualTo(101));
    }

    @Test
    void aBurstIsFoundInWhicheverMinuteItBegins() {
        RateThreshold.Fixed limit = new RateThreshold.Fixed(20, RateWindow.FIVE_MINUTES);
        for (long start = 0; start < 300_000; start += 60_000) {
            FixedRate account = new FixedRate(limit);
            for (int i = 0; i < 20; i++) {
                assertThat(account.judge(start + i * 14_000L, 1)).isEmpty();
            }
            FixedRate left = new FixedRate(limit);
            left.become(account.snapshot().state(), 0);
            assertThat(left.judge(start + 290_000, 1)).isPresent();
        }
    }

    @Test
    void wholeMinutesAreCounted() {
        RateThreshold.Fixed limit = new RateThreshold.Fixed(20, RateWindow.MINUTE);
        FixedRate account = new FixedRate(limit);
        for (int i = 0; i < 40; i++) {
            assertThat(account.judge(40_000 + i * 1_000L, 1)).isEmpty();
        }
        assertThat(account.judge(65_000, 1)).isPresent();
    }

    @Test
    void whatIsSpreadOverTwoWindowsIsNoBurstHoweverItArrives() {
        RateThreshold.Fixed limit = new RateThreshold.Fixed(20, RateWindow.MINUTE);
        FixedRate account = new FixedRate(limit);
        for (int i = 0; i < 400; i++) {
            long late = i % 2 == 0 ? 0 : 45_000;
            assertThat(account.judge(8_200_000 + i * 3_100L - late, 1)).isEmpty();
        }
        assertThat(account.judge(0, 1_000)).as("long ago").isEmpty();
    }

    @Test
    void studentsTailIsTheTabulatedOne() {
        assertThat(StudentTail.surprise(2.228, 10)).isBetween(1.600, 1.604);
        assertThat(StudentTail.surprise(3.169, 10)).isBetween(2.299, 2.303);
        assertThat(StudentTail.surprise(0, 10)).isBetween(0.300, 0.302);
        assertThat(StudentTail.surprise(1e6, 20)).isGreaterThan(50);
    }
}
