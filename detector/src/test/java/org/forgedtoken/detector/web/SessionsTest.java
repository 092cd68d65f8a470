package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final AtomicLong now = new AtomicLong(1_750_000_000_000L);
    private final Sessions sessions = new Sessions(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void oneLastsTwelveHoursAndNoLonger() {
        String session = sessions.begin();
        assertThat(sessions.holds(session)).isTrue();

        now.addAndGet(Sessions.LIFE.toMillis() - 60_000);
        assertThat(sessions.holds(session)).isTrue();
        now.addAndGet(120_000);
        assertThat(sessions.holds(session)).isFalse();
    }

    @Test
    void oneEndsAloneAndNoOtherValueIsOne() {
        String one = sessions.begin();
        String other = sessions.begin();
        sessions.end(one);
        sessions.end(null);

        assertThat(sessions.holds(one)).isFalse();
        assertThat(sessions.holds(other)).isTrue();
        assertThat(sessions.holds(null)).isFalse();
        assertThat(sessions.holds("")).isFalse();
        assertThat(sessions.holds(other.substring(1))).isFalse();
        assertThat(other).hasSize(64).isNotEqualTo(one);
    }

    @Test
    void ofTooManyTheOldestEnd() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 1_010; i++) {
            all.add(sessions.begin());
        }

        assertThat(all.subList(0, 10)).noneMatch(sessions::holds);
        assertThat(all.subList(10, all.size())).allMatch(sessions::holds);
    }
}
