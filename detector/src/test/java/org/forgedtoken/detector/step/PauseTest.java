package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseTest {
    private final Pause pause = new Pause();

    @Test
    void looksWhereHalfAreOrdinary() {
        for (int i = 0; i < 100; i++) {
            assertThat(pause.skips(256)).isFalse();
            pause.saw(256, 128);
        }
    }

    @Test
    void letsManyGoByWhereFewerAreOrdinaryAndLooksAgain() {
        pause.saw(4_095, 4_095);
        pause.saw(1, -2_048);

        for (int i = 0; i < 16; i++) {
            assertThat(pause.skips(4_096)).isTrue();
        }
        assertThat(pause.skips(4_096)).isFalse();
    }
}
