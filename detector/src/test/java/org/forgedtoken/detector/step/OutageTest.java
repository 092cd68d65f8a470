package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Half an hour of the issuance feed is lost at a site that has been watched for more than a week: what honest users do is
 * silent, and what is forged is told of once it is more than the stated capacity. {@code -Doutage.seeds=200} asks for longer.
 */
class OutageTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long START = Scenario.time("2026-03-02T00:00:00");
    private static final long MEAN_GAP = 45_000;

    private final Scenario site = new Scenario();

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("outage.seeds", 8));
    }

    /** A token, when it was issued, and in which partition that would have been told. */
    private record Login(String token, long time, int partition) {}

    /** Eight days and a half of logins, more by day than by night, and where the outage begins. */
    private record Site(List<Login> logins, long outage) {
        static Site of(long seed) {
            Random random = new Random(seed);
            List<Login> logins = new ArrayList<>();
            long end = START + 8 * DAY + DAY / 2;
            for (long t = START; t < end; ) {
                double busy = 1 - 0.7 * Math.cos(2 * Math.PI * (t % DAY) / DAY);
                t += 1 + (long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP / busy);
                logins.add(new Login("user-" + logins.size(), t, random.nextInt(3)));
            }
            long outage = START + 7 * DAY + DAY / 3 + random.nextInt((int) (DAY / 2));
            return new Site(logins, outage);
        }

        boolean isLost(Login login) {
            return login.time() >= outage && login.time() < outage + 30 * MINUTE;
        }
    }

    /** The feed as it comes, in so many partitions, of which the outage hits the first {@code hit}. */
    private List<Login> tell(Site day, int partitions, int hit) {
        site.issuancePartitions = partitions;
        List<Login> lost = new ArrayList<>();
        long heartbeat = START + 6 * DAY;
        for (Login login : day.logins()) {
            for (; heartbeat < login.time(); heartbeat += 2 * MINUTE) {
                heartbeats(day, heartbeat, partitions, hit);
            }
            int partition = login.partition() % partitions;
            if (day.isLost(login) && partition < hit) {
                lost.add(login);
            } else if (login.time() < day.outage() + 3 * 60 * MINUTE) {
                site.atMillis(login.time()).issueIn(partition, login.token());
            }
        }
        return lost;
    }

    private void heartbeats(Site day, long time, int partitions, int hit) {
        boolean isOut = time >= day.outage() && time < day.outage() + 30 * MINUTE;
        for (int partition = isOut ? hit : 0; partition < partitions; partition++) {
            site.atMillis(time).heartbeatIn(partition);
        }
    }

    private void use(Site day, List<Login> tokens) {
        site.atMillis(day.outage() + 3 * 60 * MINUTE);
        for (Login token : tokens) {
            site.access(token.token(), "'issued_at':'" + Instant.ofEpochMilli(token.time()) + "'");
        }
    }

    private int overdrawn() {
        return site.records(Rule.HOLE_OVERDRAWN).size();
    }

    private void expectNobodyAccused() {
        assertThat(site.records(Rule.TOKEN_NEVER_ISSUED)).isEmpty();
        assertThat(overdrawn()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void honestTrafficInAnOutageIsSilent(long seed) {
        Site day = Site.of(seed);
        use(day, tell(day, 1, 1));

        expectNobodyAccused();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void forgeriesAreToldOfBeyondTheCapacity(long seed) {
        Site day = Site.of(seed);
        List<Login> lost = tell(day, 1, 1);
        int capacity = capacity(day);
        use(day, lost);
        use(day, numbered(day, 0, capacity - lost.size()));
        expectNobodyAccused();
        use(day, numbered(day, capacity - lost.size(), 1));

        assertThat(overdrawn()).isOne();
        assertThat(site.lastOf(Rule.HOLE_OVERDRAWN).evidence().more())
                .containsEntry("can_be_missing_count", Integer.toString(capacity));
    }

    /** Whoever has a token of the hour before logs in again within it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void forcedLogoutInsideAHoleIsSilent(long seed) {
        Site day = Site.of(seed);
        List<Login> lost = tell(day, 1, 1);
        use(day, lost);
        for (Login login : day.logins()) {
            if (login.time() >= day.outage() - 60 * MINUTE && login.time() < day.outage()) {
                use(day, List.of(new Login("again-" + login.token(), day.outage() + 12 * MINUTE, 0)));
            }
        }

        expectNobodyAccused();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneRegionsOutageIsSilent(long seed) {
        Site day = Site.of(seed);
        use(day, tell(day, 3, 1));

        expectNobodyAccused();
    }

    private static List<Login> numbered(Site day, int first, int count) {
        List<Login> forged = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            forged.add(new Login("forged-" + i, day.outage() + 15 * MINUTE, 0));
        }
        return forged;
    }

    /** Four times the most logins in as many whole minutes of the week before: from one heartbeat or login to the next. */
    private static int capacity(Site day) {
        long before = START + (day.outage() - 1 - START) / (2 * MINUTE) * 2 * MINUTE;
        long end = day.outage() + 30 * MINUTE;
        long after = START + ((end - 1 - START) / (2 * MINUTE) + 1) * 2 * MINUTE;
        for (Login login : day.logins()) {
            before = login.time() < day.outage() ? Math.max(before, login.time()) : before;
            after = login.time() >= end ? Math.min(after, login.time()) : after;
        }
        long minutes = (after - before + MINUTE - 1) / MINUTE;
        long first = (before - 7 * DAY) / MINUTE - 1;
        int[] perMinute = new int[(int) (before / MINUTE - first) + 1];
        for (Login login : day.logins()) {
            if (login.time() / MINUTE >= first && login.time() <= before) {
                perMinute[(int) (login.time() / MINUTE - first)]++;
            }
        }
        int most = 0;
        int sum = 0;
        for (int i = 0; i < perMinute.length; i++) {
            sum += perMinute[i] - (i < minutes ? 0 : perMinute[(int) (i - minutes)]);
            most = Math.max(most, sum);
        }
        return 4 * most;
    }
}
