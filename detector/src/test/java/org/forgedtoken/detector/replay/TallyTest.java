package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Outcome;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void forgedTokensOfOneRequestAloneLeaveNoNegativeCount() {
        Tally tally = new Tally();
        tally.read(Feed.ACCESS, Times.UNKNOWN);
        tally.verdict(Verdict.NEVER_ISSUED, 2);
        tally.verdict(Verdict.ISSUED, -1);

        assertThat(tally.outcomes(Feed.ACCESS))
                .containsEntry(Outcome.NEVER_ISSUED, 1L)
                .containsEntry(Outcome.ISSUED, 0L);
        assertThat(tally.addsUp()).isTrue();
    }
}
