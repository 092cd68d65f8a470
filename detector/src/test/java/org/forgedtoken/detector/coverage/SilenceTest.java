package org.forgedtoken.detector.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SilenceTest {

    @Test
    void fiveGapsHaveToBeKnownFirst() {
        Silence silence = new Silence(new MaxSilence.Auto());
        for (int i = 0; i < 4; i++) {
            silence.learn(1_000);
        }
        assertThat(silence.limit()).isEqualTo(Long.MAX_VALUE);
        silence.learn(1_000);
        // five gaps of sum 5 s: 5 s · (1e6^(1/5) − 1)
        assertThat(silence.limit()).isEqualTo((long) (5_000 * (Math.pow(1e6, 0.2) - 1)));
    }

    /** The rule as reference/verdicts.md words it, computed anew from all gaps each time. */
    @Test
    void theLimitIsThatOfTheContract() {
        SplittableRandom random = new SplittableRandom(1);
        Silence silence = new Silence(new MaxSilence.Auto());
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long gap = (long) (-Math.log(random.nextDouble()) * (1 + random.nextInt(40_000)));
            gaps.add(gap);
            silence.learn(gap);
            assertThat(silence.limit()).as("after %d gaps", gaps.size()).isEqualTo(limit(gaps));
        }
    }

    @Test
    void aCopyLearnsOnItsOwn() {
        Silence silence = new Silence(new MaxSilence.Auto());
        for (int i = 0; i < 2_000; i++) {
            silence.learn(i);
        }
        long limit = silence.limit();
        Silence copy = silence.copy();
        copy.learn(1_000_000);

        assertThat(copy.limit()).isEqualTo(3_000_000);
        assertThat(silence.limit()).isEqualTo(limit);
        assertThat(silence.snapshot()).hasSize(1_000).endsWith(1_999L);
    }

    private static long limit(List<Long> gaps) {
        if (gaps.size() < 5) {
            return Long.MAX_VALUE;
        }
        List<Long> last = gaps.subList(Math.max(0, gaps.size() - 1_000), gaps.size());
        List<Long> tail = gaps.subList(Math.max(0, gaps.size() - 100), gaps.size());
        long longest = last.stream().mapToLong(Long::longValue).max().orElse(0);
        long sum = tail.stream().mapToLong(Long::longValue).sum();
        long improbable = (long) (sum * (Math.pow(1e6, 1.0 / tail.size()) - 1));
        return Math.max(60_000, Math.max(3 * longest, improbable));
    }
}
