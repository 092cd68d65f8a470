package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.rule.rate.RateFinding.Basis;
import org.junit.jupiter.api.Test;

/** Time-lines of accounts. */
class LearnedRateRuleTest {

    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long QUIET = DAY;

    private final LearnedRateRule rule = new LearnedRateRule();
    private final Population population = new Population();
    private final AccountRate alice = new AccountRate(RateSides.INCREASES);
    private final List<RateFinding> found = new ArrayList<>();

    @Test
    void aQuietAccountThatIsSuddenlyReadTwoHundredTimesIsFound() {
        fewReadsADay(10);
        assertThat(found).isEmpty();
        burst(START + 10 * DAY + 3 * HOUR, 200);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).basis()).isEqualTo(Basis.OWN);
        assertThat(found.get(0).count()).isLessThanOrEqualTo(200);
    }

    @Test
    void aDailyRhythmStaysSilent() {
        for (int day = 0; day < 20; day++) {
            long late = day % 3 * HOUR;
            for (int hour = 8; hour < 18; hour++) {
                burst(START + day * DAY + hour * HOUR + late, 40 + 7 * (day + hour) % 20);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aNewAccountIsJudgedByThePopulation() {
        populationReads();
        burst(alice, START + DAY + HOUR, 40);
        assertThat(found).isEmpty();
        burst(new AccountRate(RateSides.INCREASES), START + DAY + 2 * HOUR, 5_000);
        assertThat(found).isNotEmpty();
        assertThat(found.get(0).basis()).isEqualTo(Basis.POPULATION);
    }

    /** Of its first day the population knows nothing; from then on it is its own measure. */
    @Test
    void aNewAccountThatKeepsToARateOfItsOwnIsToldOfOnce() {
        populationReads();
        AccountRate batch = new AccountRate(RateSides.INCREASES);
        for (int minute = 0; minute < 10 * 24 * 60; minute++) {
            judge(batch, START + DAY + minute * MINUTE, 20);
        }
        assertThat(found).hasSize(1);
        assertThat(found.get(0).basis()).isEqualTo(Basis.POPULATION);
    }

    @Test
    void nobodyIsJudgedBeforeAnythingIsKnown() {
        burst(START, 5_000);
        assertThat(found).isEmpty();
    }

    @Test
    void anEpisodeIsOneAlertHoweverLongItLasts() {
        fewReadsADay(10);
        int opened = 0;
        RateEpisode episode = null;
        for (int hour = 0; hour < 40; hour++) {
            found.clear();
            burst(START + 10 * DAY + hour * HOUR, 300 + 100 * hour);
            for (RateFinding finding : found) {
                boolean isNew = episode == null || !episode.holds(finding.time(), QUIET);
                opened += isNew ? 1 : 0;
                episode = isNew ? RateEpisode.open(finding) : episode.with(finding);
            }
        }
        assertThat(opened).isOne();
        assertThat(episode.closesAt(QUIET)).isEqualTo(episode.last() + DAY);
    }

    @Test
    void whatArrivesLateIsCountedInItsOwnWindow() {
        fewReadsADay(10);
        long time = START + 10 * DAY + HOUR;
        judge(alice, time + MINUTE, 1);
        judge(alice, time, 200);
        assertThat(found).hasSize(1);
    }

    @Test
    void aLongAbsenceIsCaughtUpWith() {
        fewReadsADay(3);
        judge(alice, START + 4_000 * DAY, 3);
        assertThat(found).isEmpty();
    }

    private void fewReadsADay(int days) {
        for (int day = 0; day < days; day++) {
            for (int read = 0; read < 6; read++) {
                judge(alice, START + day * DAY + 9 * HOUR + read * HOUR, 1 + (day + read) % 2);
            }
        }
    }

    private void populationReads() {
        for (int block = 0; block < 8; block++) {
            for (int one = 0; one < 50; one++) {
                AccountRate other = new AccountRate(RateSides.INCREASES);
                long time = START + block * RateBlocks.MILLIS;
                rule.judge(other, population, time, 5 + (one * 7) % 23);
                rule.judge(other, population, time + RateBlocks.MILLIS, 1);
            }
        }
    }

    private void burst(long time, int count) {
        burst(alice, time, count);
    }

    /** Spread over the minute, as a gateway logs it. */
    private void burst(AccountRate account, long time, int count) {
        for (int i = 0; i < count; i++) {
            judge(account, time + i * MINUTE / count, 1);
        }
    }

    private void judge(AccountRate account, long time, int count) {
        rule.judge(account, population, time, count).ifPresent(found::add);
    }
}
