package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PastPulsesTest {
    private final AlertStreams.PastPulses past = new AlertStreams.PastPulses();

    @Test
    void itBeginsEmptyAndKeepsTheOrder() {
        assertThat(text()).isEqualTo("{\"pulses\":[]}");
        add(1);
        assertThat(text()).isEqualTo("{\"pulses\":[{\"n\":1}]}");
        add(2);
        assertThat(text()).isEqualTo("{\"pulses\":[{\"n\":1},{\"n\":2}]}");
    }

    @Test
    void itForgetsWhatIsOlderThanFiveMinutes() {
        for (int i = 0; i < 1_000; i++) {
            add(i);
        }
        assertThat(text()).startsWith("{\"pulses\":[{\"n\":700},{").endsWith("{\"n\":999}]}");
    }

    private void add(int number) {
        past.add("{\"n\":" + number + "}");
    }

    private String text() {
        return new String(past.json(), StandardCharsets.UTF_8);
    }
}
