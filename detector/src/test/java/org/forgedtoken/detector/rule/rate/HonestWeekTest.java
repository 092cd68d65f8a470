package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Simulated people, of whom nobody attacks: some read much, most little, and each differs from day to day. */
class HonestWeekTest {
    private static final long START = 1_772_409_600_000L;
    private static final long HOUR = 3_600_000L;
    private static final int PEOPLE = 300;
    private static final int DAYS = 7;

    private record Access(String account, long time) {}

    @Test
    void twentyWeeksStaySilent() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(found(week(seed))).as("week " + seed).isEmpty();
        }
    }

    @Test
    void aScriptThatReadsThreeThousandPagesAtOneASecondIsFound() {
        int robbed = 0;
        int found = 0;
        for (int seed = 0; seed < 5; seed++) {
            List<Access> week = week(seed);
            for (int victim = 0; victim < 10; victim++) {
                for (int page = 0; page < 3_000; page++) {
                    week.add(new Access("p" + victim, START + 6 * 24 * HOUR + 14 * HOUR + page * 1000L));
                }
            }
            week.sort(Comparator.comparingLong(Access::time));
            robbed += 10;
            found += found(week).size();
        }
        assertThat(found).isGreaterThan(robbed * 9 / 10);
    }

    /** Every account of a week is put aside and taken up at each access: what is found is the same. */
    @Test
    void whatIsPutAsideIsTakenUpAsItWas() {
        Population kept = new Population();
        Population again = new Population();
        AccountRate one = new AccountRate(RateSides.INCREASES);
        AccountRate other = new AccountRate(RateSides.INCREASES);
        RateNumbers numbers = RateNumbers.writing();
        for (Access access :
                week(3).stream().filter(a -> a.account().equals("p7")).toList()) {
            double said = LearnedRateRule.surprises(one, kept, access.time(), 1).together();
            numbers.again();
            other.write(numbers);
            other.clear();
            other.read(RateNumbers.reading(numbers.written()));
            again = Population.of(again.snapshot());
            assertThat(LearnedRateRule.surprises(other, again, access.time(), 1).together())
                    .isEqualTo(said);
        }
        assertThat(other.lastSeen()).isEqualTo(one.lastSeen());
        assertThat(numbers.length()).isLessThan(400);
    }

    private static Set<String> found(List<Access> accesses) {
        LearnedRateRule rule = new LearnedRateRule();
        Population population = new Population();
        Map<String, AccountRate> accounts = new HashMap<>();
        Set<String> found = new HashSet<>();
        for (Access access : accesses) {
            AccountRate account =
                    accounts.computeIfAbsent(access.account(), name -> new AccountRate(RateSides.INCREASES));
            rule.judge(account, population, access.time(), 1).ifPresent(one -> found.add(access.account()));
        }
        return found;
    }

    /** Day to day, one's pages vary by a factor of two either way. */
    private static List<Access> week(long seed) {
        Random random = new Random(seed);
        List<Access> all = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            double usual = 12 * Math.exp(random.nextGaussian());
            double presence = 0.3 + 0.6 * random.nextDouble();
            for (int day = 0; day < DAYS; day++) {
                if (random.nextDouble() < presence) {
                    visits(all, random, "p" + person, day, usual * Math.exp(0.7 * random.nextGaussian()));
                }
            }
        }
        all.sort(Comparator.comparingLong(Access::time));
        return all;
    }

    private static void visits(List<Access> all, Random random, String account, int day, double pages) {
        int visits = 1 + random.nextInt(3);
        for (int visit = 0; visit < visits; visit++) {
            double hour = Math.max(0, Math.min(23.5, 14 + 4 * random.nextGaussian()));
            double time = (day * 24 + hour) * HOUR;
            for (int page = 0; page < (int) pages / visits; page++) {
                time += -Math.log(1 - random.nextDouble()) * 15_000;
                all.add(new Access(account, START + (long) time));
            }
        }
    }
}
