package org.forgedtoken.detector.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against a {@link TreeMap}. */
class RecentTimesTest {
    @Property(tries = 200)
    void isTheSameAsATreeMap(@ForAll Random random) {
        RecentTimes recent = new RecentTimes(List.of());
        NavigableMap<Long, Long> expected = new TreeMap<>();
        long now = 0;
        int spread = 1 + random.nextInt(300);
        int most = random.nextInt(400);
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(3);
            long time = random.nextInt(4) == 0 ? now - random.nextInt(spread) : now;
            recent.add(time, 1 + i % 2);
            expected.merge(time, 1L + i % 2, Long::sum);
            while (expected.size() > most) {
                Map.Entry<Long, Long> first = expected.pollFirstEntry();
                assertThat(recent.time(0)).isEqualTo(first.getKey());
                assertThat(recent.count(0)).isEqualTo(Math.toIntExact(first.getValue()));
                recent.removeFirst();
            }
            assertThat(recent.size()).isEqualTo(expected.size());
            assertThat(recent.isEmpty()).isEqualTo(expected.isEmpty());
        }
        for (RecentTimes same : List.of(recent, new RecentTimes(recent.asList()))) {
            assertThat(same.size()).isEqualTo(expected.size());
            int place = 0;
            for (Map.Entry<Long, Long> one : expected.entrySet()) {
                assertThat(same.time(place)).isEqualTo(one.getKey());
                assertThat(same.count(place++)).isEqualTo(Math.toIntExact(one.getValue()));
            }
        }
    }
}
