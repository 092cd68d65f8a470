package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What all accounts together say of one. */
class PopulationTest {
    private final Random random = new Random(3);

    @Test
    void whatIsOrdinaryAtAGlanceIsNoSurpriseWhenWorkedOut() {
        Population population = new Population();
        assertThat(population.isOrdinary(RateWindow.HOUR, 20)).isTrue();
        int ordinary = 0;
        int almost = 0;
        for (int i = 0; i < 20_000; i++) {
            double value = Counts.log((long) Math.exp(2 * random.nextGaussian()));
            population.learnBlock(RateWindow.HOUR, value);
            double surprise = population.surprise(RateWindow.HOUR, value);
            if (population.isOrdinary(RateWindow.HOUR, value)) {
                ordinary++;
                assertThat(surprise).isLessThan(2);
            } else {
                almost++;
                assertThat(surprise).isGreaterThan(1.99);
            }
        }
        assertThat(ordinary).isGreaterThan(19_000);
        assertThat(almost).isPositive();
    }

    @Test
    void theSpreadIsThatOfAllThatWasLearned() {
        Population population = new Population();
        assertThat(population.drift(RateMeasure.DAY)).isEqualTo(0.05);
        for (int i = 0; i < 50_000; i++) {
            population.learnDrift(RateMeasure.DAY, random.nextGaussian());
        }
        assertThat(population.drift(RateMeasure.DAY)).isGreaterThan(0.5);
        assertThat(Population.of(population.snapshot()).drift(RateMeasure.DAY))
                .isEqualTo(population.drift(RateMeasure.DAY));
        assertThat(population.drift(RateMeasure.HOUR)).isEqualTo(0.05);
    }
}
