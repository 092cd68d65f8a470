package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;
import static org.forgedtoken.detector.rule.RuleSamples.token;

import java.time.Instant;
import org.forgedtoken.detector.feed.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BelievedTimesTest {
    private static final long NONE = Times.UNKNOWN;

    @ParameterizedTest
    @CsvSource({
        "1999-12-31T23:59:59.999Z, false",
        "2000-01-01T00:00:00Z, true",
        "2099-12-31T23:59:59.999Z, true",
        "2100-01-01T00:00:00Z, false"
    })
    void timesOutsideTheCenturyDoNotCount(Instant stated, boolean counts) {
        long time = stated.toEpochMilli();
        long believed = counts ? time : NONE;

        assertThat(BelievedTimes.of(token(time, NONE), HOUR)).isEqualTo(new BelievedTimes(believed, NONE));
        assertThat(BelievedTimes.of(token(NONE, time), HOUR)).isEqualTo(new BelievedTimes(NONE, believed));
    }

    @Test
    void expiryMustLieWithinOneLifeAfterIssue() {
        assertThat(expiry(TEN)).isEqualTo(NONE);
        assertThat(expiry(TEN + 1)).isEqualTo(TEN + 1);
        assertThat(expiry(TEN + HOUR)).isEqualTo(TEN + HOUR);
        assertThat(expiry(TEN + HOUR + 1)).isEqualTo(NONE);
    }

    private static long expiry(long stated) {
        BelievedTimes times = BelievedTimes.of(token(TEN, stated), HOUR);
        assertThat(times.issuedAt()).isEqualTo(TEN);
        return times.expiresAt();
    }
}
