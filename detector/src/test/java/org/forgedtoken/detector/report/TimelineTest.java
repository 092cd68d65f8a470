package org.forgedtoken.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {

    private static Timeline over(List<Long> times) {
        AlertBook book = new AlertBook();
        int number = 0;
        for (long time : times) {
            book.take(WrittenAlert.read(
                    Lines.bytes(Lines.forged("t" + number++, time, "account " + number, "192.0.2.1"))));
        }
        return Timeline.of(book.facts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT10M", "PT7H", "P3D", "P40D", "P214D", "P3650D", "P365000D"})
    void allOfItFitsIntoFewStretches(Duration length) {
        Timeline time = over(List.of(Lines.NOON, Lines.NOON + length.toMillis()));

        assertThat(time.tokens()).hasSizeBetween(2, Timeline.MOST);
        assertThat(time.tokens().get(0)).isEqualTo(1);
        assertThat(time.tokens().get(time.tokens().size() - 1)).isEqualTo(1);
        assertThat(time.start()).isLessThanOrEqualTo(Lines.NOON);
        assertThat(time.end()).isGreaterThan(Lines.NOON + length.toMillis());
    }

    @Test
    void accountsAndSourcesAreAddedUp() {
        Timeline time = over(List.of(Lines.NOON, Lines.NOON, Lines.NOON + 3_000));

        assertThat(time.width()).isEqualTo(1_000);
        assertThat(time.tokens()).containsExactly(2L, 0L, 0L, 1L);
        assertThat(time.accounts()).containsExactly(2L, 2L, 2L, 3L);
        assertThat(time.sources()).containsExactly(1L, 1L, 1L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT10M", "PT7H", "P3D", "P9D", "P40D", "P214D", "P3650D", "P365000D", "P2900000D"})
    void marksHaveRoomForTheirLabels(Duration length) {
        TimeAxis axis = new TimeAxis(Lines.NOON, Lines.NOON + length.toMillis(), 64, 702);

        List<Long> ticks = axis.ticks();
        assertThat(ticks).hasSizeLessThan(11);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(axis.x(ticks.get(i)) - axis.x(ticks.get(i - 1))).isGreaterThan(40);
        }
    }

    @Test
    void anAxisOfOneMomentHasALength() {
        TimeAxis axis = new TimeAxis(Lines.NOON, Lines.NOON, 0, 100);
        assertThat(axis.x(Lines.NOON)).isZero();
        assertThat(axis.x(Lines.NOON + 500)).isEqualTo(50);
        assertThat(axis.x(Lines.NOON - 500)).isZero();
    }
}
