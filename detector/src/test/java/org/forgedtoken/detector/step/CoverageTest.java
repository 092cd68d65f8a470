package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** What breaks coverage, and what mends it. */
class CoverageTest {
    private static final String HOLE = "token-undecidable https%3A//idp|hole";
    private final Scenario day = new Scenario();

    /** Honest tokens used in each minute of the outage from ten to half past, and one forged. */
    private void accessesInTheOutage() {
        for (int minute = 0; minute < 30; minute++) {
            String issued = "'issued_at':'2026-03-02T10:%02d:10Z'".formatted(minute);
            day.at("10:%02d:20".formatted(minute)).access("honest-" + minute, issued);
        }
        day.at("10:15:30").access("forged", "'issued_at':'2026-03-02T10:15:20Z'");
    }

    private List<Runnable> issuancesOfTheOutage() {
        List<Runnable> issuances = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            int m = minute;
            issuances.add(() -> day.at("10:%02d:10".formatted(m)).issue("honest-" + m));
            issuances.add(() -> day.at("10:%02d:40".formatted(m)).issue("other-" + m));
        }
        return issuances;
    }

    @Test
    void thirtyMinutesOfIssuanceLostAreAHoleAndNothingInThemIsForged() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        accessesInTheOutage();
        day.issueEvery(10, "10:30:00", "11:40:00");

        day.expectOpen(HOLE);
        assertThat(day.records(Rule.LEDGER_DEGRADED))
                .containsExactly(
                        "create https%3A//idp|0@" + Scenario.time("10:00:00"),
                        "close https%3A//idp|0@" + Scenario.time("10:00:00"));
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).closed()).isEqualTo(StatusDetail.RECOVERED);
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).evidence().more())
                .containsEntry("hole_until_at", Long.toString(Scenario.time("10:30:00")));
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.HOLE, 31L));
    }

    @Test
    void theSameThirtyMinutesDeliveredLateAndShuffledFillTheHole() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        accessesInTheOutage();
        day.issueEvery(10, "10:30:00", "10:35:00");
        List<Runnable> late = issuancesOfTheOutage();
        Collections.shuffle(late, new Random(7));
        late.forEach(Runnable::run);
        day.issueEvery(10, "10:35:10", "10:38:00");

        day.expectOpen("token-never-issued " + key("forged"));
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 30L);
        day.expectSumsHold();
    }

    @Test
    void theSameThirtyMinutesDeliveredLateAndInOrderLeaveNoHole() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        accessesInTheOutage();
        day.at("10:40:00").access("later", "'issued_at':'2026-03-02T10:30:00Z'");
        issuancesOfTheOutage().forEach(Runnable::run);
        day.at("10:30:00").issue("later");
        day.issueEvery(10, "10:30:10", "10:38:00");

        day.expectOpen("token-never-issued " + key("forged"));
        String outage = " https%3A//idp|0@" + Scenario.time("10:00:00");
        assertThat(day.records(Rule.LEDGER_DEGRADED))
                .containsExactly("create" + outage, "update" + outage, "close" + outage);
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).closed()).isEqualTo(StatusDetail.RECOVERED);
    }

    /** Which issuer's first record is read first says nothing of the other one. */
    @Test
    void aTokenFromBeforeTheFeedIsOfAnIssuerThatTheFeedCarriesWhicheverIsReadFirst() {
        String other = "'issuer':'https://other'";
        for (boolean isFirst : new boolean[] {true, false}) {
            Scenario begins = new Scenario();
            begins.at("08:50:00").access("old", other);
            if (isFirst) {
                begins.at("09:00:00").issue("its", other);
            } else {
                begins.at("09:00:00").issue("another");
            }
            begins.at("09:00:00").readOn();
            begins.at("09:00:01").issue("next", other);
            begins.issueEvery(10, "09:00:10", "09:30:00");

            begins.expectOpen("token-undecidable https%3A//other|before-ledger");
        }
    }

    /** No silence is known to be too long: nothing breaks, but whatever is forged waits. */
    @Test
    void aFeedOfFewRecordsThatHasStoodStillForADayIsToldOf() {
        day.at("2026-03-01T09:00:00").issue("one");
        day.at("2026-03-01T09:10:00").issue("two");
        day.at("2026-03-02T09:10:00").access("forged", "'issued_at':'2026-03-02T09:00:00Z'");
        day.expectNothing();
        day.at("2026-03-02T09:20:00").readOn();

        String outage = "ledger-degraded https%3A//idp|0@" + Scenario.time("2026-03-01T09:10:00");
        day.expectOpen(outage);
        day.at("2026-03-02T09:21:00").issue("three");
        day.expectOpen("token-never-issued " + key("forged"));
    }

    /** Before the ledger is for good: it holds no state. */
    @Test
    void whatMayStillComeInTimeIsWaitedForBeforeATokenIsCalledOlderThanTheLedger() {
        day.issueEvery(10, "09:00:00", "09:00:10");
        day.at("09:00:10").access("early");
        day.issueEvery(10, "09:00:20", "09:04:20");
        day.at("09:02:40").issue("early");
        day.issueEvery(10, "09:04:30", "09:30:00");

        day.expectOpen("token-used-before-issue " + key("early"));
    }

    @Test
    void anEarlierUseFromBeforeTheLedgerWithdrawsNothing() {
        day.maxLife = Optional.of(Duration.ofHours(1));
        day.issueEvery(10, "09:00:00", "10:10:00");
        day.at("10:00:10").access("t");
        day.expectOpen("token-never-issued " + key("t"));
        day.at("09:59:50").access("t");

        day.expectOpen("token-never-issued " + key("t"));
        assertThat(day.blocks).hasSize(1);
        day.expectSumsHold();
    }

    /** Nothing of it is ever covered for good: whatever was forged waits, and somebody must hear of that. */
    @Test
    void aFeedThatCannotBeReadNowAndThenFromItsBeginningOnIsToldOf() {
        for (int minute = 0; minute < 30; minute++) {
            String clock = "09:%02d:".formatted(minute);
            day.issuance(0, "{\"time\":\"2026-03-02T" + clock + "05Z\",\"token_id\":{}}");
            day.issueEvery(10, clock + "00", clock + "50");
        }
        day.at("09:29:00").access("forged", "'issued_at':'2026-03-02T09:10:00Z'");
        String outage = "ledger-degraded https%3A//idp|0|unread@" + Scenario.time("08:59:05");
        day.expectOpen(outage);
        assertThat(day.pending()).isOne();

        day.issueEvery(10, "09:30:00", "11:00:00");
        day.expectOpen(HOLE);
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).evidence().more())
                .containsEntry("cause", "a record could not be read")
                .containsEntry("hole_since_at", Long.toString(Scenario.time("08:59:05")));
    }

    @Test
    void aHeartbeatAfterAnOutageWithoutSinceFillsNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        accessesInTheOutage();
        day.at("10:30:00").heartbeat();
        day.issueEvery(10, "10:30:10", "11:40:00");

        day.expectOpen(HOLE);
    }

    @Test
    void aHeartbeatWithSinceFillsTheHole() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:15:30").access("forged", "'issued_at':'2026-03-02T10:15:20Z'");
        day.issueEvery(10, "10:30:00", "10:40:00");
        day.expectNothing();

        day.at("10:40:05").heartbeat("'since':'2026-03-02T09:59:00Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    @Test
    void aHeartbeatOfOneIssuerSaysNothingOfAnother() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issueEvery(10, "09:00:05", "10:00:05", "'issuer':'https://other'");
        day.at("10:15:30").access("forged", "'issued_at':'2026-03-02T10:15:20Z'");
        day.at("10:40:00").heartbeat("'issuer':'https://other'", "'since':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:40:10", "10:45:00", "'issuer':'https://other'");

        day.expectOpen("ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"));
        assertThat(day.pending()).isOne();
    }

    @Test
    void ofTwoIssuersInOnePartitionOneDiesAndOnlyItsTokensWait() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (long t = Scenario.time("09:00:05"); t < Scenario.time("10:40:00"); t += 10_000) {
            day.atMillis(t).issue("o" + t, "'issuer':'https://other'");
        }
        day.at("10:20:00").access("dead", "'issued_at':'2026-03-02T10:19:00Z'");
        day.at("10:20:00").access("alive", "'issued_at':'2026-03-02T10:19:00Z'", "'issuer':'https://other'");

        day.expectOpen(
                "token-never-issued https%3A//other|alive",
                "ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"));
        assertThat(day.pending()).isOne();
    }

    @Test
    void anIssuanceDatedNextYearMovesNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("2027-06-01T00:00:00").issue("next-year");
        day.at("10:00:05").access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:02:00");
        assertThat(day.deadLetters).singleElement().extracting("reason").isEqualTo("time-ahead");
        assertThat(day.verdicts).isEmpty();

        day.issueEvery(10, "10:02:10", "11:30:00");

        // the record that could not be believed stood between ten o'clock and ten seconds past
        assertThat(day.open()).containsExactly(HOLE);
    }

    @Test
    void oneUnreadableIssuanceAmongAThousandBreaksCoverageAtItsPlaceOnly() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:00:30").access("unsure", "'issued_at':'2026-03-02T10:00:20Z'");
        day.at("10:10:00").access("forged", "'issued_at':'2026-03-02T10:09:00Z'");
        day.issueEvery(10, "10:20:10", "11:30:00");

        day.expectOpen(HOLE, "token-never-issued " + key("forged"));
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).activity()).isEqualTo(Activity.CLOSE);
    }

    /** Its skew on either side excuses, and not every stretch that reaches into that. */
    @Test
    void unreadableIssuanceExcusesTokensOfItsOwnTime() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:03:00").access("before", "'issued_at':'2026-03-02T09:59:04Z'");
        day.at("10:03:00").access("first", "'issued_at':'2026-03-02T09:59:05Z'");
        day.at("10:03:00").access("last", "'issued_at':'2026-03-02T10:01:05Z'");
        day.at("10:03:00").access("behind", "'issued_at':'2026-03-02T10:01:06Z'");
        day.issueEvery(10, "10:20:10", "11:30:00");

        day.expectOpen(HOLE, "token-never-issued " + key("before"), "token-never-issued " + key("behind"));
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.HOLE, 2L));
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).evidence().more())
                .containsEntry("hole_since_at", Long.toString(Scenario.time("09:59:05")))
                .containsEntry("hole_until_at", Long.toString(Scenario.time("10:01:05")));
    }

    @Test
    void unreadableIssuanceExcusesItsOwnIssuerAlone() {
        String other = "'issuer':'https://other'";
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issueEvery(10, "09:00:00", "10:00:00", other);
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":{},\"issuer\":\"https://other\"}");
        day.issueEvery(10, "10:00:10", "10:10:00");
        day.issueEvery(10, "10:00:10", "10:10:00", other);
        String issuedAt = "'issued_at':'2026-03-02T10:00:05Z'";
        day.at("10:01:00").access("its", issuedAt, other);
        day.at("10:01:00").access("another", issuedAt);

        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("another"));
    }

    @Test
    void unreadableRevocationExcusesNothing() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, "{\"time\":\"2026-03-02T10:00:05Z\",\"event\":\"revoked\",\"token_id\":{}}");
        day.issueEvery(10, "10:00:10", "10:10:00");
        day.at("10:01:00").access("forged", "'issued_at':'2026-03-02T10:00:05Z'");

        day.expectOpen("token-never-issued " + key("forged"));
        assertThat(day.deadLetters).hasSize(1);
    }

    @Test
    void hourlyHeartbeatsThatVouchAreNoOutage() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").heartbeat("'since':'2026-03-02T09:00:00Z'");
        day.issueEvery(10, "10:00:10", "11:00:00");
        for (int hour = 11; hour < 24; hour++) {
            String clock = "%02d:00:00".formatted(hour);
            day.at(clock).heartbeat("'since':'2026-03-02T%02d:00:00Z'".formatted(hour - 1));
            day.at("%02d:07:00".formatted(hour)).issue("few-" + hour);
            day.at("%02d:37:00".formatted(hour)).issue("more-" + hour);
            for (int minute = 0; minute < 60; minute += 5) {
                day.at("%02d:%02d:30".formatted(hour, minute)).readOn();
            }
        }
        assertThat(day.records(Rule.LEDGER_DEGRADED)).isEmpty();
    }

    /** By night only few log in, and nobody else speaks between two heartbeats. */
    @Test
    void weekOfHourlyHeartbeatsIsNoOutage() {
        Random random = new Random(11);
        long start = Scenario.time("2026-03-02T00:00:00");
        for (long hour = 0; hour < 7 * 24; hour++) {
            boolean night = hour % 24 < 8 || hour % 24 > 20;
            List<Long> times = new ArrayList<>();
            for (int i = random.nextInt(night ? 3 : 90); i >= 0; i--) {
                times.add(start + hour * 3_600_000 + random.nextInt(3_600_000));
            }
            Collections.sort(times);
            for (int minute = 0; minute < 60; minute += 3) {
                long now = start + hour * 3_600_000L + minute * 60_000L;
                for (; !times.isEmpty() && times.get(0) <= now; times.remove(0)) {
                    day.atMillis(times.get(0)).issue("user-" + times.get(0));
                }
                day.atMillis(now).readOn();
            }
            times.forEach(time -> day.atMillis(time).issue("user-" + time));
            day.atMillis(start + (hour + 1) * 3_600_000)
                    .heartbeat(
                            "'issuer':'https://idp'",
                            "'since':'" + Instant.ofEpochMilli(start + hour * 3_600_000) + "'");
        }
        assertThat(day.records(Rule.LEDGER_DEGRADED)).isEmpty();
    }

    /** Of one that vouches for two months nobody can tell when the next will come. */
    @Test
    void oneHeartbeatThatVouchesHidesNoOutage() {
        day.at("09:00:00").heartbeat("'issuer':'https://idp'", "'since':'2026-01-01T00:00:00Z'");
        day.issueEvery(10, "09:00:10", "10:00:00");
        day.at("10:20:00").readOn();

        day.expectOpen("ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"));
    }

    @Test
    void heartbeatsThatStopComingAreAnOutage() {
        for (int hour = 9; hour < 12; hour++) {
            day.at("%02d:00:00".formatted(hour))
                    .heartbeat("'issuer':'https://idp'", "'since':'2026-03-02T%02d:00:00Z'".formatted(hour - 1));
        }
        day.at("14:01:00").readOn();
        day.expectNothing();
        day.at("14:03:00").readOn();
        day.expectOpen("ledger-degraded https%3A//idp|0@" + Scenario.time("11:00:00"));
    }

    @Test
    void outageThatRecursWithinADayIsTheSame() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issueEvery(10, "10:30:00", "11:00:00");
        day.issueEvery(10, "11:30:00", "12:00:00");

        String outage = " https%3A//idp|0@" + Scenario.time("10:00:00");
        assertThat(day.records(Rule.LEDGER_DEGRADED))
                .containsExactly("create" + outage, "close" + outage, "update" + outage, "close" + outage);
        day.issueEvery(50, "2026-03-02T12:00:50", "2026-03-03T12:00:00");
        day.issueEvery(50, "2026-03-03T12:30:00", "2026-03-03T12:40:00");
        assertThat(day.records(Rule.LEDGER_DEGRADED))
                .contains("create https%3A//idp|0@" + Scenario.time("2026-03-03T12:00:00"));
    }

    /** It is loaded into all partitions, and the issuer's feed is in one. */
    @Test
    void backfillMakesNoPartitionACarrier() {
        day.issuancePartitions = 2;
        day.issueEvery(10, "10:00:00", "10:30:00");
        String since = "'since':'2026-03-02T08:00:00Z'";
        day.at("10:05:00").backfillIn(0, "'event':'heartbeat'", "'issuer':'https://idp'", since);
        day.at("10:05:00").backfillIn(1, "'event':'heartbeat'", "'issuer':'https://idp'", since);
        day.at("10:00:00").issueIn(1, "another", "'issuer':'https://other'");
        day.at("10:31:00").access("forged", "'issued_at':'2026-03-02T10:20:00Z'");
        day.at("10:31:00").access("older", "'issued_at':'2026-03-02T08:20:00Z'");

        day.expectOpen("token-never-issued " + key("forged"), "token-never-issued " + key("older"));
    }

    @Test
    void anUnreadableIssuanceWithoutATimeBreaksTheStretchBetweenItsNeighbours() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, "garbage");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:00:30").access("unsure", "'issued_at':'2026-03-02T10:00:20Z'");
        day.at("10:02:00").access("forged", "'issued_at':'2026-03-02T10:01:11Z'");
        day.issueEvery(10, "10:20:10", "11:30:00");

        day.expectOpen(HOLE, "token-never-issued " + key("forged"));
    }

    @Test
    void latenessAboveGraceNamesTheSettingThatWouldHelp() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:50:00").issue("late");

        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).evidence().more())
                .containsEntry("setting", "ledger.grace")
                .containsEntry("lateness_ms", "600000");
        day.issueEvery(10, "10:00:10", "11:01:00");
        assertThat(day.lastOf(Rule.LEDGER_DEGRADED).closed()).isEqualTo(StatusDetail.RECOVERED);
    }

    @Test
    void aFeedThatStandsStillIsNoticedByTheWallClockOnceItHasWatchedLongEnough() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.wallClock("11:00:00");
        day.expectNothing();
        day.wallClock("11:03:00");
        day.expectNothing();

        day.wallClock("11:10:00");

        day.expectOpen("ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"));
    }

    /** The feeds are read side by side: in a backlog accesses may be ahead for a moment of what is there already. */
    @Test
    void accessesThatAreAheadForAMomentAreNoOutage() {
        day.wallClock("12:00:00");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.wallClock("12:00:01");
        day.at("10:20:00").access("bystander-" + Scenario.time("10:00:00"));
        day.wallClock("12:00:10");
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.wallClock("12:00:12");

        day.expectNothing();
        assertThat(day.records(Rule.LEDGER_DEGRADED)).isEmpty();
    }

    @Test
    void accessesThatStayAheadAreAnOutageLongBeforeTheWallClockSaysSo() {
        day.wallClock("12:00:00");
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.wallClock("12:00:01");
        day.at("10:20:00").access("bystander-" + Scenario.time("10:00:00"));
        day.wallClock("12:00:12");

        day.expectOpen("ledger-degraded https%3A//idp|0@" + Scenario.time("10:00:00"));
    }

    @Test
    void beforeFiveGapsAreKnownNothingBreaks() {
        day.issueEvery(10, "09:00:00", "09:00:30");
        day.at("10:00:00").issue("an-hour-later");
        day.at("09:30:00").access("forged", "'issued_at':'2026-03-02T09:29:00Z'");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    @Test
    void aSettingCanFixTheSilenceThatIsAllowed() {
        day.maxSilence = new org.forgedtoken.detector.coverage.MaxSilence.Fixed(30_000);
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:31").issue("too-late");
        day.at("10:00:20").access("unsure", "'issued_at':'2026-03-02T10:00:10Z'");
        day.issueEvery(10, "10:00:40", "11:30:00");

        day.expectOpen(HOLE);
    }

    /** What was undecidable is decided at its next use; what is loaded late does not make the feed late. */
    @Test
    void aBackfillDecidesWhatIsOlderThanTheLedger() {
        day.issueEvery(10, "10:00:00", "10:30:00");
        day.at("10:30:05").access("old", "'issued_at':'2026-03-02T08:10:00Z'");
        day.at("10:30:06").access("forged", "'issued_at':'2026-03-02T08:20:00Z'");
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.BEFORE_LEDGER, 2L));

        day.at("08:10:00").backfill("'token_id':'old'");
        for (int minute = 0; minute < 60; minute++) {
            day.at("08:%02d:00".formatted(minute)).backfill("'token_id':'bystander-" + minute + "'");
        }
        assertThat(day.undetermined).containsOnly(Map.entry(Undetermined.BEFORE_LEDGER, 2L));
        day.at("08:59:00").backfill("'event':'heartbeat'", "'issuer':'https://idp'", "'since':'2026-03-02T08:00:00Z'");
        day.issueEvery(10, "10:30:10", "10:40:00");
        day.at("10:40:05").access("old", "'issued_at':'2026-03-02T08:10:00Z'");
        day.at("10:40:06").access("forged", "'issued_at':'2026-03-02T08:20:00Z'");
        day.at("10:40:07").access("between", "'issued_at':'2026-03-02T09:30:00Z'");

        assertThat(day.records(Rule.LEDGER_DEGRADED)).isEmpty();
        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("forged"));
        day.expectOpen("token-undecidable https%3A//idp|before-ledger", "token-never-issued " + key("forged"));
    }

    /** The issuer's feed is in one partition; an export was being loaded into the other, and its heartbeat never came. */
    @Test
    void aBackfillThatBrokeOffHoldsNothingUp() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("08:00:00").backfillIn(1, "'token_id':'loaded'");
        day.at("10:00:05").access("forged", "'issued_at':'2026-03-02T10:00:00Z'");
        day.issueEvery(10, "10:00:10", "10:20:00");

        day.expectOpen("token-never-issued " + key("forged"));
    }

    /** The first leaves a stretch open before the ledger's beginning; the second loads a part of it. */
    @Test
    void aSecondBackfillIsNoOutage() {
        day.issueEvery(10, "10:00:00", "10:30:00");
        day.at("06:59:00").backfill("'event':'heartbeat'", "'issuer':'https://idp'", "'since':'2026-03-02T06:00:00Z'");
        day.issueEvery(10, "10:30:10", "10:40:00");
        day.at("08:59:00").backfill("'event':'heartbeat'", "'issuer':'https://idp'", "'since':'2026-03-02T06:59:00Z'");
        day.issueEvery(10, "10:40:10", "10:50:00");
        day.at("09:29:00").backfill("'event':'heartbeat'", "'issuer':'https://idp'", "'since':'2026-03-02T09:20:00Z'");
        day.issueEvery(10, "10:50:10", "11:00:00");
        day.at("11:00:05").access("forged", "'issued_at':'2026-03-02T08:20:00Z'");

        assertThat(day.records(Rule.LEDGER_DEGRADED)).isEmpty();
        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("forged"));
    }

    /** A record that cannot be read stands between its neighbours in the feed, and a backfill is not one of them. */
    @Test
    void aBackfillBesideAnUnreadableRecordLeavesNoHoleOfMonths() {
        day.issueEvery(10, "10:00:00", "10:10:00");
        day.at("10:10:01").issuance(0, "{");
        day.at("2026-01-01T00:00:00")
                .backfill("'event':'heartbeat'", "'issuer':'https://idp'", "'since':'2025-12-01T00:00:00Z'");
        day.issueEvery(10, "10:10:10", "10:20:00");
        day.at("10:20:05").access("forged", "'issued_at':'2026-03-02T10:05:00Z'");

        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).containsExactly("create " + key("forged"));
    }
}
