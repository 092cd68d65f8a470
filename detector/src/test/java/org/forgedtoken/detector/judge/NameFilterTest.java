package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is held must never be denied; what is not held should nearly always be. */
class NameFilterTest {
    private final NameFilter filter = new NameFilter();

    @Test
    void neverDeniesWhatIsHeldHoweverManyComeAndGo() {
        Random random = new Random(1);
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            if (held.isEmpty() || random.nextInt(5) > 1) {
                held.add("https%3A//idp|" + i);
                filter.add("https%3A//idp|" + i);
            } else {
                filter.remove(held.remove(random.nextInt(held.size())));
            }
        }
        assertThat(held).hasSizeGreaterThan(30_000).allMatch(filter::mayHold);
    }

    /** These two have one hash, as has any text that is made of them. */
    @Test
    void aPlaceThatIsFullStaysFull() {
        List<String> alike = new ArrayList<>(List.of(""));
        for (int i = 0; i < 9; i++) {
            List<String> longer = new ArrayList<>();
            alike.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            alike.clear();
            alike.addAll(longer);
        }
        alike.forEach(filter::add);
        alike.subList(1, alike.size()).forEach(filter::remove);

        assertThat(alike).hasSize(512);
        assertThat(filter.mayHold(alike.get(0))).isTrue();
    }

    @Test
    void deniesNearlyAllThatIsNotHeld() {
        for (int i = 0; i < 2_000; i++) {
            filter.add("forged-" + i);
        }
        int maybe = 0;
        for (int i = 0; i < 100_000; i++) {
            maybe += filter.mayHold("issued-" + i) ? 1 : 0;
        }
        assertThat(maybe).isLessThan(2_000);
        for (int i = 0; i < 2_000; i++) {
            filter.remove("forged-" + i);
        }
        assertThat(filter.mayHold("forged-1")).isFalse();
    }
}
