package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.TokenRole;
import org.forgedtoken.detector.web.Guard.Sessions;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Guard.Token TOKEN = new Guard.Token("kim", new Secret("hush-hush-hush-hush"), TokenRole.READ);

    private final AtomicLong now = new AtomicLong(1_750_000_000_000L);
    private final Sessions sessions = new Sessions(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void oneLastsTwelveHoursAndNoLonger() {
        String session = sessions.begin(TOKEN);
        assertThat(sessions.of(session)).isEqualTo(TOKEN);

        now.addAndGet(Sessions.LIFE.toMillis() - 60_000);
        assertThat(sessions.of(session)).isEqualTo(TOKEN);
        now.addAndGet(120_000);
        assertThat(sessions.of(session)).isNull();
    }

    @Test
    void oneEndsAloneAndNoOtherValueIsOne() {
        String one = sessions.begin(TOKEN);
        String other = sessions.begin(TOKEN);
        sessions.end(one);
        sessions.end(null);

        assertThat(sessions.of(one)).isNull();
        assertThat(sessions.of(other)).isEqualTo(TOKEN);
        assertThat(sessions.of(null)).isNull();
        assertThat(sessions.of("")).isNull();
        assertThat(sessions.of(other.substring(1))).isNull();
        assertThat(other).hasSize(64).isNotEqualTo(one);
    }

    @Test
    void ofTooManyTheOldestEnd() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 1_010; i++) {
            all.add(sessions.begin(TOKEN));
        }

        assertThat(all.subList(0, 10)).noneMatch(one -> sessions.of(one) != null);
        assertThat(all.subList(10, all.size())).allMatch(one -> sessions.of(one) != null);
    }
}
