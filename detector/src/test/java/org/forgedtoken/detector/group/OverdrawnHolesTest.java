package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** More tokens are undetermined because of a hole than can be missing in it. */
class OverdrawnHolesTest {
    private static final String UNREADABLE = "{\"time\":\"2026-03-02T10:00:05Z\",\"token_id\":{}}";

    private final Scenario day = new Scenario();

    /** Ten minutes with a record that could not be read, and so many accepted tokens that say they were issued then. */
    private void unreadable(int records, int tokens, String... more) {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < records; i++) {
            day.issuance(0, UNREADABLE);
        }
        day.issueEvery(10, "10:00:10", "10:05:00");
        uses(day, "10:05:05", tokens, more);
        day.issueEvery(10, "10:05:10", "11:30:00");
    }

    private static void uses(Scenario day, String clock, int tokens, String... more) {
        List<String> claims = new ArrayList<>(List.of(more));
        claims.add("'issued_at':'2026-03-02T10:00:05Z'");
        for (int i = 0; i < tokens; i++) {
            day.at(clock).access("unsure-" + i, claims.toArray(String[]::new));
        }
    }

    @Test
    void oneUnreadableRecordExcusesTwenty() {
        unreadable(1, 20);

        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
    }

    @Test
    void twentyFirstTokenOverdrawsTheHole() {
        unreadable(1, 21);

        assertThat(day.records(Rule.HOLE_OVERDRAWN))
                .containsExactly("create https%3A//idp@" + Scenario.time("09:59:05"));
        Alert alert = day.lastOf(Rule.HOLE_OVERDRAWN);
        assertThat(alert.count()).isEqualTo(21);
        assertThat(alert.incident()).isNull();
        assertThat(alert.evidence().more())
                .containsEntry("can_be_missing_count", "20")
                .containsEntry("hole_since_at", Long.toString(Scenario.time("09:59:05")))
                .containsEntry("hole_until_at", Long.toString(Scenario.time("10:01:05")));
    }

    @Test
    void eachUnreadableRecordExcusesFour() {
        unreadable(6, 24);
        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
        uses(day, "11:30:05", 25);

        assertThat(day.lastOf(Rule.HOLE_OVERDRAWN).count()).isEqualTo(25);
    }

    @Test
    void tokenUsedOftenCountsOnce() {
        unreadable(1, 20);
        uses(day, "11:30:05", 20);

        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
    }

    @Test
    void refusedOrBadlySignedTokensDoNotCount() {
        unreadable(1, 30, "'authenticated':false", "'signature_valid':true");
        uses(day, "11:30:05", 30, "'signature_valid':false");

        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
    }

    @Test
    void contentsOfOneIdCountApart() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.issuance(0, UNREADABLE);
        day.issueEvery(10, "10:00:10", "11:30:00");
        for (int i = 0; i < 21; i++) {
            day.at("11:30:05").access("same", "'issued_at':'2026-03-02T10:00:05Z'", "'account_id':'a" + i + "'");
        }

        assertThat(day.records(Rule.HOLE_OVERDRAWN)).hasSize(1);
    }

    @Test
    void closesWhenTheHoleIsFilled() {
        unreadable(1, 21);
        day.at("11:30:10").heartbeat("'since':'2026-03-02T09:00:00Z'");

        assertThat(day.lastOf(Rule.HOLE_OVERDRAWN).closed()).isEqualTo(StatusDetail.RECOVERED);
        assertThat(day.lastOf(Rule.HOLE_OVERDRAWN).count()).isEqualTo(21);
    }

    /** Six records a minute were issued for a week: of half an hour 4 · 180 can be missing, here those of 29 min 50 s. */
    @Test
    void silenceExcusesFourTimesTheMostOfAsManyMinutes() {
        day.issueEvery(10, "2026-02-22T00:00:00", "2026-03-02T10:00:00");
        day.issueEvery(10, "10:30:00", "10:35:00");
        day.issueEvery(10, "10:35:10", "11:40:00");
        for (int i = 0; i < 720; i++) {
            day.at("11:40:05").access("unsure-" + i, "'issued_at':'2026-03-02T10:15:00Z'");
        }
        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
        day.at("11:40:05").access("one-more", "'issued_at':'2026-03-02T10:15:00Z'");

        Alert alert = day.lastOf(Rule.HOLE_OVERDRAWN);
        assertThat(alert.count()).isEqualTo(721);
        assertThat(alert.evidence().more()).containsEntry("can_be_missing_count", "720");
    }

    @Test
    void silenceHasNoBoundWithLessThanAWeekBefore() {
        day.issueEvery(50, "2026-02-24T00:00:00", "2026-03-02T10:00:00");
        day.issueEvery(10, "10:30:00", "11:40:00");
        for (int i = 0; i < 1_000; i++) {
            day.at("11:40:05").access("unsure-" + i, "'issued_at':'2026-03-02T10:15:00Z'");
        }

        assertThat(day.records(Rule.HOLE_OVERDRAWN)).isEmpty();
    }

    @Test
    void touchingHolesOfPartitionsAreOne() {
        day.issuancePartitions = 2;
        for (long t = Scenario.time("09:00:00"); t <= Scenario.time("11:30:00"); t += 10_000) {
            day.atMillis(t).issueIn(0, "a" + t);
            day.atMillis(t).issueIn(1, "b" + t);
            if (t == Scenario.time("10:00:00")) {
                day.issuance(0, UNREADABLE);
                day.issuance(1, "{\"time\":\"2026-03-02T10:01:35Z\",\"token_id\":{}}");
            }
        }
        uses(day, "11:30:05", 21);

        assertThat(day.last.values())
                .noneMatch(alert -> alert.key().rule() == Rule.HOLE_OVERDRAWN && alert.count() <= 20);
        assertThat(day.lastOf(Rule.HOLE_OVERDRAWN).evidence().more())
                .containsEntry("hole_since_at", Long.toString(Scenario.time("09:59:05")))
                .containsEntry("hole_until_at", Long.toString(Scenario.time("10:02:35")));
    }

    /** The tokens and the records that cannot be read come in any order that keeps each within grace. */
    @Test
    void orderOfArrivalMakesNoDifference() {
        Random random = new Random(3);
        Map<String, String> inOrder = alerts(random, false);
        assertThat(inOrder).isNotEmpty();
        for (int i = 0; i < 20; i++) {
            assertThat(alerts(random, true)).isEqualTo(inOrder);
        }
    }

    private static Map<String, String> alerts(Random random, boolean shuffled) {
        Scenario day = new Scenario();
        List<Runnable> lines = new ArrayList<>();
        List<Long> arrivals = new ArrayList<>();
        for (long t = Scenario.time("09:00:00"); t <= Scenario.time("11:40:00"); t += 10_000) {
            long time = t;
            lines.add(() -> day.atMillis(time).issue("steady-" + time));
            arrivals.add(time);
        }
        for (int i = 0; i < 3; i++) {
            String record = "{\"time\":\"2026-03-02T10:0%d:05Z\",\"token_id\":{}}".formatted(i * 2);
            lines.add(() -> day.issuance(0, record));
            arrivals.add(Scenario.time("10:0%d:05".formatted(i * 2)));
        }
        for (int i = 0; i < 120; i++) {
            int token = i;
            String issuedAt = "'issued_at':'2026-03-02T10:0%d:%02dZ'".formatted(i / 60, i % 60);
            lines.add(() -> day.at("10:10:00").access("unsure-" + token, issuedAt));
            arrivals.add(Scenario.time("10:10:00"));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
            arrivals.set(i, arrivals.get(i) + (shuffled ? random.nextInt(119_000) : 0));
        }
        Collections.sort(order, (a, b) -> Long.compare(arrivals.get(a), arrivals.get(b)));
        order.forEach(i -> lines.get(i).run());
        day.end();
        Map<String, String> last = new TreeMap<>();
        day.last.forEach((uid, alert) -> last.put(
                alert.key().toString(),
                alert.activity() + " " + alert.count() + " " + alert.first() + " " + alert.last() + " "
                        + (alert.key().rule() == Rule.TOKEN_UNDECIDABLE
                                ? ""
                                : alert.evidence().more())));
        return last;
    }
}
