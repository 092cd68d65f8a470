package org.forgedtoken.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.report.Sample.Fingerprint;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theNewestValueOfAKeyWins() {
        Sample<String> sample = new Sample<>(10);
        sample.put(Fingerprint.of("a"), "first");
        sample.put(Fingerprint.of("b"), "other");
        sample.put(Fingerprint.of("a"), "second");

        assertThat(sample.values()).containsExactlyInAnyOrder("second", "other");
        assertThat(sample.number()).isEqualTo(Count.exact(2));
        assertThat(sample.isExact()).isTrue();
    }

    @Test
    void moreKeysThanHaveAPlaceAreEstimatedWithinTheError() {
        Sample<Long> sample = new Sample<>(1_000);
        LongStream.range(0, 100_000).forEach(i -> sample.put(Fingerprint.of("key " + i), 0L));

        assertThat(sample.values()).hasSizeBetween(450, 1_000);
        assertThat(sample.isExact()).isFalse();
        assertThat(sample.number().errorBound()).isPositive().isLessThan(20_000);
        assertThat(sample.number().number())
                .isBetween(
                        100_000 - sample.number().errorBound(),
                        100_000 + sample.number().errorBound());
    }

    /** Otherwise the oldest lines of a key that is kept would be missing from what is known of it. */
    @Test
    void aKeyThatIsKeptHasBeenFollowedFromItsFirstLine() {
        Sample<Long> sample = new Sample<>(100);
        for (int line = 0; line < 3; line++) {
            LongStream.range(0, 5_000).forEach(i -> sample.merge(Fingerprint.of("key " + i), 1L, Long::sum));
        }

        assertThat(sample.values()).isNotEmpty().containsOnly(3L);
    }
}
