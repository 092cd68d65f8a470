package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedPaceTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long OLD = NOW - 3_600_000;

    private final FeedPace pace = new FeedPace();

    @Test
    void accessesOfABacklogWaitForTheIssuancesOfAllThreadsUntilTheseAreKnown() {
        pace.readTo("one", FeedPace.END);
        pace.readTo("other", OLD - 1);

        assertThat(pace.holds(OLD, NOW)).isTrue();
        assertThat(pace.holds(OLD - 2, NOW))
                .as("what was issued before it was read")
                .isFalse();

        pace.readTo("other", FeedPace.END);
        assertThat(pace.holds(OLD, NOW + 100)).as("read, and not yet known").isTrue();
        assertThat(pace.holds(OLD, NOW + 1_400)).isFalse();
        assertThat(pace.holds(OLD, NOW + 1_500)).isFalse();
    }

    @Test
    void nothingWaitsForAFeedThatStandsStill() {
        pace.readTo("one", OLD - 5);
        assertThat(pace.holds(OLD, NOW)).isTrue();

        pace.readTo("one", OLD - 4);
        assertThat(pace.holds(OLD, NOW + 1_900)).isTrue();
        assertThat(pace.holds(OLD, NOW + 4_000)).isFalse();
    }

    @Test
    void nothingWaitsForAThreadThatHasEnded() {
        pace.readTo("one", OLD - 5);
        pace.forget("one");

        assertThat(pace.holds(OLD, NOW)).isFalse();
    }

    @Test
    void whatIsNoBacklogWaitsForNothing() {
        pace.readTo("one", NOW - 60_000);
        assertThat(pace.holds(NOW - 5_000, NOW)).isFalse();

        pace.readTo("one", FeedPace.END);
        assertThat(pace.holds(OLD, NOW)).as("where nothing has waited").isFalse();
    }
}
