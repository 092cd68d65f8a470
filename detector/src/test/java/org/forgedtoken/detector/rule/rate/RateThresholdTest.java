package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateThresholdTest {

    @Test
    void isLearnedOrFixed() {
        assertThat(RateThreshold.parse("learned")).isEqualTo(new RateThreshold.Learned());
        assertThat(RateThreshold.parse("fixed:100/1m")).isEqualTo(new RateThreshold.Fixed(100, RateWindow.MINUTE));
        assertThatThrownBy(() -> RateThreshold.parse("fixed:0/1m")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateThreshold.parse("fixed:9/2m")).hasMessageContaining("1m, 5m, 1h or 1d");
    }

    @Test
    void aFixedLimitLetsThatManyPass() {
        FixedRateRule rule = new FixedRateRule(new RateThreshold.Fixed(100, RateWindow.MINUTE));
        FixedRate account = new FixedRate();
        assertThat(rule.judge(account, 0, 100)).isEmpty();
        assertThat(rule.judge(account, 60_000, 1)).isEmpty();
        assertThat(rule.judge(account, 59_999, 1))
                .hasValueSatisfying(one -> assertThat(one.count()).isEqualTo(101));
    }

    @Test
    void studentsTailIsTheTabulatedOne() {
        assertThat(StudentTail.surprise(2.228, 10)).isBetween(1.600, 1.604);
        assertThat(StudentTail.surprise(3.169, 10)).isBetween(2.299, 2.303);
        assertThat(StudentTail.surprise(0, 10)).isBetween(0.300, 0.302);
        assertThat(StudentTail.surprise(1e6, 20)).isGreaterThan(50);
    }
}
