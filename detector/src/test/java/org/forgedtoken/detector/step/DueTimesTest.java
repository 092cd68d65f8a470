package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.junit.jupiter.api.Test;

class DueTimesTest {
    /** Nothing of ASCII, what takes one byte elsewhere, both halves of a character alone and together. */
    private static final String[] NAMES = {
        "",
        "a",
        "ab",
        "b",
        "https%3A//idp|1%+x",
        "é",
        "\u007f",
        "\u0080",
        "\uffff",
        "\ud83d\ude00",
        "\ud83d",
        "\ude00",
        "z".repeat(300)
    };

    @Property(tries = 200)
    void itIsASetInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        DueTimes due = new DueTimes();
        TreeSet<Due> expected = new TreeSet<>();
        int times = 1 + random.nextInt(400);
        int bias = random.nextInt(10);
        for (int i = 0; i < 2_000; i++) {
            Due one =
                    new Due(random.nextInt(times) - times / 2, NAMES[random.nextInt(NAMES.length)] + random.nextInt(3));
            if (random.nextInt(10) > bias) {
                assertThat(due.add(one.time(), one.name())).isEqualTo(expected.add(one));
            } else if (random.nextBoolean()) {
                assertThat(due.remove(one.time(), one.name())).isEqualTo(expected.remove(one));
            } else {
                int upTo = random.nextInt(times) - times / 2;
                Due first = expected.isEmpty() || expected.first().time() > upTo ? null : expected.pollFirst();
                assertThat(due.first(upTo)).isEqualTo(first);
                assertThat(due.poll(upTo)).isEqualTo(first);
            }
            assertThat(due.after(one)).isEqualTo(expected.higher(one));
            assertThat(due.size()).isEqualTo(expected.size());
            assertThat(due.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(due.last()).isEqualTo(expected.isEmpty() ? null : expected.last());
        }
        List<Due> left = new ArrayList<>();
        for (Due next = due.poll(Long.MAX_VALUE); next != null; next = due.poll(Long.MAX_VALUE)) {
            left.add(next);
        }
        assertThat(left).containsExactlyElementsOf(expected);
    }

    /** A third of what objects take, and no way to make it more by taking out what others lie beside. */
    @Test
    void itStaysSmallWhateverIsTakenOut() {
        DueTimes due = new DueTimes();
        long name = name(0).length();
        for (int i = 0; i < 100_000; i++) {
            due.add(i, name(i));
        }
        assertThat(due.bytes() / due.size()).isLessThan(12 + name + name / 4 + 4);
        for (int round = 1; round < 5; round++) {
            for (int i = 0; i < 100_000; i++) {
                if (i % 64 != 0) {
                    due.remove(100_000L * (round - 1) + i, name(i));
                }
            }
            for (int i = 0; i < 100_000; i++) {
                due.add(100_000L * round + i, name(i));
            }
        }
        assertThat(due.bytes() / due.size()).isLessThan(2 * (12 + name));
    }

    private static String name(int number) {
        return "https%%3A//idp.example|token-%024d%%+%016x".formatted(number, 31L * number);
    }
}
