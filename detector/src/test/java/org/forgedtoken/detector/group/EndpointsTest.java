package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;
import org.junit.jupiter.api.Test;

/** The most used path templates of an incident, of which an attacker may name any number. */
class EndpointsTest {
    private static SortedMap<String, Long> largest(Map<String, Long> all) {
        SortedMap<String, Long> largest = new TreeMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(20)
                .forEach(e -> largest.put(e.getKey(), e.getValue()));
        return largest;
    }

    /** Some are used often and come late, when there is room for no more. */
    @Test
    void inAReplayTheMostUsedAreExactHoweverManyThereAre() {
        Random random = new Random(11);
        Store<Long> sums = new MapStore<>();
        Endpoints endpoints = new Endpoints(Integer.MAX_VALUE, sums, "incident|");
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int skewed = (int) (Math.abs(random.nextGaussian()) * 400);
            String path = "/p/" + (i < 1_000 ? 10_000 + i : skewed);
            endpoints.add(path, 1 + i % 3);
            expected.merge(path, 1L + i % 3, Long::sum);
            if (i % 9_973 == 0) {
                assertThat(endpoints.largest()).isEqualTo(largest(expected));
            }
        }
        assertThat(endpoints.largest()).isEqualTo(largest(expected)).hasSize(20);
    }

    @Test
    void twoIncidentsCountApart() {
        Store<Long> sums = new MapStore<>();
        Endpoints one = new Endpoints(Integer.MAX_VALUE, sums, "one|");
        Endpoints other = new Endpoints(Integer.MAX_VALUE, sums, "other|");
        one.add("/a", 3);
        other.add("/a", 1);
        other.add("/a", 1);

        assertThat(one.largest()).containsExactly(Map.entry("/a", 3L));
        assertThat(other.largest()).containsExactly(Map.entry("/a", 2L));
    }

    @Test
    void liveAllBeyondSoManyAreOne() {
        Endpoints endpoints = new Endpoints(2, new MapStore<>(), "");
        endpoints.add("/a", 1);
        endpoints.add("/b", 1);
        endpoints.add("/c", 4);
        endpoints.add("/d", 1);

        assertThat(endpoints.largest())
                .containsExactly(Map.entry("/a", 1L), Map.entry("/b", 1L), Map.entry("{others}", 5L));
        assertThat(endpoints.all()).isEqualTo(endpoints.largest());
    }
}
