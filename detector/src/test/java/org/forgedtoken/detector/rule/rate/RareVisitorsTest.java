package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** People who come every other week, and read now a page and now a hundred: a chance must happen as often as it says. */
class RareVisitorsTest {
    private static final long START = 1_772_409_600_000L;
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final int PEOPLE = 1_000;
    private static final int DAYS = 120;

    private record Access(int account, long time) {}

    @Test
    void aChanceHappensAsOftenAsItSays() {
        Population population = new Population();
        Map<Integer, AccountRate> accounts = new HashMap<>();
        Map<List<Long>, Double> most = new HashMap<>();
        for (Access access : accesses()) {
            AccountRate account =
                    accounts.computeIfAbsent(access.account(), name -> new AccountRate(RateSides.INCREASES));
            double seen = LearnedRateRule.surprises(account, population, access.time(), 1)
                    .together();
            most.merge(List.of((long) access.account(), Math.floorDiv(access.time(), DAY)), seen, Math::max);
        }
        assertThat(share(most, 2)).isLessThan(2e-2);
        assertThat(share(most, 3)).isLessThan(2e-3);
    }

    private static double share(Map<List<Long>, Double> most, double surprise) {
        return (double) most.values().stream().filter(one -> one >= surprise).count() / most.size();
    }

    private static List<Access> accesses() {
        Random random = new Random(1);
        List<Access> all = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            for (int day = 0; day < DAYS; day++) {
                if (random.nextInt(14) == 0) {
                    double pages = 1 - 15 * Math.log(1 - random.nextDouble());
                    double apart = -60_000 * Math.log(1 - random.nextDouble());
                    double time = START + day * DAY + random.nextInt(24) * HOUR;
                    for (int page = 0; page < pages; page++) {
                        time -= apart * Math.log(1 - random.nextDouble());
                        all.add(new Access(person, (long) time));
                    }
                }
            }
        }
        all.sort(Comparator.comparingLong(Access::time));
        return all;
    }
}
