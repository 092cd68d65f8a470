package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.rule.rate.RateWindow;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** Accounts that are read beyond their habit. */
class AccountRatesTest {
    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    private static final long START = Scenario.time("00:00:00");

    private final Scenario site = new Scenario();

    @Test
    void aSpikeIsOneAlertThatClosesAfterQuiet() {
        quietDays(12);
        read("alice", START + 12 * DAY + 10 * HOUR, 3_000);
        read("alice", START + 12 * DAY + 20 * HOUR, 3_000);

        Alert alert = site.lastOf(Rule.ACCOUNT_RATE_ANOMALY);
        assertThat(alert.key().entity()).startsWith("alice@");
        assertThat(alert.evidence().about().account()).isEqualTo("alice");
        assertThat(alert.evidence().more()).containsKeys("window", "window_count", "usual_count", "surprise", "basis");
        assertThat(alert.evidence().more()).containsEntry("basis", "own");
        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).first().asString().startsWith("create alice@");
        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).allMatch(record -> !record.startsWith("close"));
        assertThat(alert.count()).isGreaterThanOrEqualTo(1_000);
        assertThat(alert.last()).isGreaterThan(alert.first());

        read("bob", START + 14 * DAY, 1);

        assertThat(site.lastOf(Rule.ACCOUNT_RATE_ANOMALY).closed()).isEqualTo(StatusDetail.QUIET);
        assertThat(site.open()).noneMatch(open -> open.startsWith("account-rate-anomaly"));
        assertThat(site.last.values().stream().filter(a -> a.key().rule() == Rule.ACCOUNT_RATE_ANOMALY))
                .hasSize(1);
    }

    @Test
    void aWeekOfOrdinaryDaysAndAFirstDayAreSilent() {
        quietDays(7);
        read("newcomer", START + 7 * DAY, 15);

        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).isEmpty();
    }

    @Test
    void aFixedLimitIsOneAlertAnEpisodeToldAgainAtTenfoldCounts() {
        site.accountRate = new RateThreshold.Fixed(100, RateWindow.MINUTE);
        read("alice", START, 100);
        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).isEmpty();
        read("alice", START + 30_000, 1_100);
        read("alice", START + 2 * DAY, 150);

        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY))
                .containsExactly(
                        "create alice@" + (START + 30_000),
                        "update alice@" + (START + 30_000),
                        "close alice@" + (START + 30_000),
                        "create alice@" + (START + 2 * DAY + 10_000));
    }

    @Test
    void requestsWithoutATokenCountForTheAccountThatTheyName() {
        site.accountRate = new RateThreshold.Fixed(2, RateWindow.HOUR);
        for (int i = 0; i < 3; i++) {
            site.atMillis(START + i).accessOf("'account_id':'alice'");
            site.accessOf("'account_id':'guessed'", "'status':401");
        }
        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).containsExactly("create alice@" + (START + 2));
    }

    @Test
    void whatWasRefusedCountsWhereItVerifies() {
        site.accountRate = new RateThreshold.Fixed(2, RateWindow.HOUR);
        site.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 3; i++) {
            site.at("09:59:59").access("t", "'account_id':'alice'", "'status':401", "'signature_valid':true");
            site.access("bad", "'account_id':'bob'", "'status':401");
        }
        site.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY))
                .singleElement()
                .asString()
                .startsWith("create alice@");
    }

    @Test
    void switchedOffItSaysNothing() {
        site.accountRate = new RateThreshold.Off();
        quietDays(1);
        read("alice", START + 2 * DAY, 5_000);

        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).isEmpty();
    }

    @Test
    void afterARestartAHabitIsAsItWasPutAside() {
        quietDays(12);
        site.restartAccounts(true);
        read("alice", START + 12 * DAY + 10 * HOUR, 3_000);
        assertThat(site.records(Rule.ACCOUNT_RATE_ANOMALY)).isNotEmpty();
        assertThat(site.lastOf(Rule.ACCOUNT_RATE_ANOMALY).evidence().more()).containsEntry("basis", "own");

        site.restartAccounts(false);
        read("bob", START + 14 * DAY, 1);

        assertThat(site.lastOf(Rule.ACCOUNT_RATE_ANOMALY).closed()).isEqualTo(StatusDetail.QUIET);
    }

    /** Alice and thirty others read a few pages, six times a day. */
    private void quietDays(int days) {
        for (int day = 0; day < days; day++) {
            for (int visit = 0; visit < 6; visit++) {
                long time = START + day * DAY + 9 * HOUR + visit * HOUR;
                read("alice", time, 3 + (day + visit) % 3);
                for (int other = 0; other < 30; other++) {
                    read("u" + other, time + other * 1_000L, 1 + (other + day * visit) % 7);
                }
            }
        }
    }

    private void read(String account, long time, int pages) {
        site.atMillis(time).issue("t-" + account);
        for (int page = 0; page < pages; page++) {
            site.atMillis(time + page * 100L).access("t-" + account, "'account_id':'" + account + "'");
        }
    }
}
