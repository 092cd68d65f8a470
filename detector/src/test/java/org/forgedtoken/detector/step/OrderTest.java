package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.IncidentAccount;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

/**
 * reference/verdicts.md: the same records, in any order that keeps each within grace, give equal alerts: the same uids, and
 * for each the same last record.
 */
class OrderTest {
    private static final long START = Scenario.time("10:00:00");
    private static final long GRACE = 120_000;
    private static final int SECONDS = 1_500;

    /** One line of a feed, at a second of the time-line. */
    record Line(Feed feed, int second, String json) {
        boolean access() {
            return feed == Feed.ACCESS;
        }

        long time() {
            return START + second * 1000L;
        }

        void tell(Scenario scenario) {
            scenario.atMillis(time());
            switch (feed) {
                case ACCESS -> scenario.accessOf(json);
                case ISSUANCE -> scenario.issueOf(json);
                case KEYS -> scenario.keyOf(json);
                case ACCOUNTS, ACTIONS -> throw new IllegalStateException("no rule here asks for " + feed);
            }
        }
    }

    @Property(tries = 500)
    void everyOrderThatKeepsEachRecordWithinGraceGivesEqualAlerts(
            @ForAll("feeds") List<Line> lines, @ForAll Random random, @ForAll GroupPolicy.Writing writing) {
        List<Line> inOrder = new ArrayList<>(lines);
        inOrder.sort(Comparator.comparingInt(Line::second));

        Found expected = run(inOrder, writing);
        Found shuffled = run(withinGrace(inOrder, random), writing);

        assertThat(shuffled.alerts()).isEqualTo(expected.alerts());
        if (writing == GroupPolicy.Writing.EXACT) {
            assertThat(shuffled.incidents()).isEqualTo(expected.incidents());
            assertThat(shuffled.accounts()).isEqualTo(expected.accounts());
        }
        for (Rule rule : List.of(Rule.KEY_UNKNOWN, Rule.KEY_RETIRED, Rule.KEY_ROTATION_OVERDUE)) {
            boolean told = expected.alerts().values().stream()
                    .anyMatch(alert -> alert.key().rule() == rule);
            Statistics.label(rule.id())
                    .collect(told)
                    .coverage(coverage -> coverage.check(true).count(n -> n > 20));
        }
    }

    @Test
    void keyAlertNamesTheIncidentOfEachUse() {
        List<Line> lines = new ArrayList<>();
        for (int second = 10; second < SECONDS; second += 10) {
            lines.add(new Line(Feed.ISSUANCE, second, "'token_id':'steady-" + second + "','key_id':'k1'"));
        }
        lines.add(new Line(Feed.KEYS, 0, "'key_id':'k1','state':'active'"));
        lines.add(new Line(Feed.ACCESS, 8, "'token_id':'z','key_id':'k3'"));
        lines.add(new Line(Feed.ACCESS, 11, "'token_id':'z','key_id':'k3','signature_valid':true"));
        lines.sort(Comparator.comparingInt(Line::second));

        Found found = run(lines, GroupPolicy.Writing.PROMPT);

        assertThat(found.alerts().values())
                .filteredOn(alert -> alert.key().rule() == Rule.KEY_UNKNOWN)
                .singleElement()
                .satisfies(alert -> assertThat(alert.incidents()).hasSize(2));
    }

    /** An issuance that cannot be read excuses tokens of its own time, and has been read before these are judged. */
    @Property(tries = 500)
    void unreadableIssuancesMayBeReadInAnyOrder(
            @ForAll("feeds") List<Line> lines,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = SECONDS) Integer> unreadable,
            @ForAll Random random) {
        List<Line> inOrder = new ArrayList<>(lines);
        unreadable.forEach(second -> inOrder.add(new Line(Feed.ISSUANCE, second, "'token_id':{}")));
        inOrder.sort(Comparator.comparingInt(Line::second));

        Found expected = run(inOrder, GroupPolicy.Writing.PROMPT);
        Found shuffled = run(withinGrace(inOrder, random), GroupPolicy.Writing.PROMPT);

        assertThat(shuffled.alerts()).isEqualTo(expected.alerts());
    }

    /** What the alert said of the two then, that there were two, is more than it says of a first use. */
    @Test
    void twoUsesOfOneMomentComeBeforeAnEarlierOne() {
        List<Line> before = new ArrayList<>();
        before.add(new Line(Feed.ACCESS, 62, "'token_id':'a','account_id':'alice','issued_at':1772445720"));
        before.add(new Line(Feed.ISSUANCE, 102, "'token_id':'a','account_id':'alice'"));
        before.add(new Line(Feed.ISSUANCE, 884, "'token_id':'a','event':'revoked'"));
        for (int second = 890; second < SECONDS; second += 10) {
            before.add(new Line(Feed.ISSUANCE, second, "'token_id':'steady-" + second + "','key_id':'k1'"));
        }
        Line first = new Line(Feed.ACCESS, 1_499, "'token_id':'a','account_id':'bob','issued_at':1772445720");
        Line second = new Line(Feed.ACCESS, 1_500, "'token_id':'a'");
        Line third = new Line(Feed.ACCESS, 1_500, "'token_id':'a','account_id':'bob'");

        Found inOrder = run(then(before, first, second, third), GroupPolicy.Writing.PROMPT);
        Found last = run(then(before, second, third, first), GroupPolicy.Writing.PROMPT);

        assertThat(inOrder.alerts()).isNotEmpty();
        assertThat(last.alerts()).isEqualTo(inOrder.alerts());
    }

    private static List<Line> then(List<Line> before, Line... lines) {
        List<Line> all = new ArrayList<>(before);
        all.addAll(List.of(lines));
        return all;
    }

    /** Each record arrives up to grace late, and so is overtaken only by records of at most grace later. */
    private static List<Line> withinGrace(List<Line> lines, Random random) {
        record Arrival(long time, Line line) {}
        List<Arrival> arrivals = new ArrayList<>();
        boolean issuanceLags = random.nextBoolean();
        for (Line line : lines) {
            long delay = (long) (random.nextDouble() * GRACE);
            boolean lags = random.nextInt(3) > 0 || line.access() == issuanceLags;
            arrivals.add(new Arrival(line.time() + (lags ? delay : 0), line));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time));
        return arrivals.stream().map(Arrival::line).toList();
    }

    /** The last record of each alert and incident, and whom they concern. */
    private record Found(Map<String, Alert> alerts, Map<String, Incident> incidents, List<IncidentAccount> accounts) {}

    private static Found run(List<Line> lines, GroupPolicy.Writing writing) {
        Scenario scenario = new Scenario();
        scenario.writing = writing;
        scenario.hasKeys = true;
        scenario.keyMaxAge = 1_200_000;
        scenario.keyAtRiskMaxAge = 300_000;
        scenario.keysAreRead();
        // a ledger that is known to be complete long before, with habits
        scenario.at("2026-01-01T00:00:00").heartbeat("'issuer':'https://idp'");
        scenario.at("09:30:00").heartbeat("'issuer':'https://idp'", "'since':'2026-01-01T00:00:00Z'");
        scenario.issueEvery(10, "09:30:10", "10:00:00");
        lines.forEach(line -> line.tell(scenario));
        for (long t = START + (SECONDS + 1) * 1000L; t < START + (SECONDS + 1_000) * 1000L; t += 20_000) {
            scenario.atMillis(t).heartbeat("'issuer':'https://idp'");
        }
        scenario.end();
        scenario.expectSumsHold();
        Map<String, Alert> last = new TreeMap<>();
        scenario.last.forEach((uid, alert) -> last.put(alert.key().toString(), plain(alert)));
        return new Found(last, scenario.lastIncidents, scenario.incidentAccounts());
    }

    /** Without where the record was read, and without how it came to be said: that is what «equal» leaves out. */
    private static Alert plain(Alert alert) {
        return new Alert(
                alert.activity(),
                alert.key(),
                alert.severity(),
                alert.count(),
                alert.first(),
                alert.last(),
                alert.verified(),
                Plain.of(alert.evidence()),
                alert.closed(),
                alert.triage(),
                alert.rollUp(),
                alert.incident(),
                alert.incidents(),
                false);
    }

    /** A feed that speaks every ten seconds, but for outages that are long enough to be seen in every order. */
    @Provide
    Arbitrary<List<Line>> feeds() {
        Arbitrary<Integer> outageAt = Arbitraries.integers().between(0, 2 * SECONDS);
        Arbitrary<Integer> outageLength = Arbitraries.integers().between(400, 800);
        Arbitrary<Line> any = Arbitraries.oneOf(issuance(), access(), access(), key());
        return Combinators.combine(outageAt, outageLength, any.list().ofMaxSize(60))
                .as((at, length, lines) -> {
                    List<Line> all = new ArrayList<>();
                    for (int second = 10; second <= SECONDS; second += 10) {
                        if (second < at || second > at + length) {
                            all.add(new Line(
                                    Feed.ISSUANCE, second, "'token_id':'steady-" + second + "','key_id':'k1'"));
                        }
                    }
                    lines.stream()
                            .filter(line ->
                                    line.feed() != Feed.ISSUANCE || line.second() < at || line.second() > at + length)
                            .forEach(all::add);
                    return all;
                });
    }

    /**
     * A token that was issued at this second; issued again, it says the same. An issued-at a little ahead of the record
     * makes uses before it too early.
     */
    private record Real(String id, int issuedAt, String claims) {}

    private static final List<Real> REAL = List.of(
            new Real("a", 100, ",'account_id':'alice'"),
            new Real(
                    "b",
                    400,
                    ",'key_id':'k1','account_id':'bob','issued_at':" + (START / 1000 + 450) + ",'expires_at':"
                            + (START / 1000 + 900)),
            new Real("c", 800, ""),
            new Real("d", 805, ",'key_id':'k2','expires_at':" + (START / 1000 + 1_000)));

    private Arbitrary<Line> issuance() {
        return Combinators.combine(
                        Arbitraries.of(REAL), second(), Arbitraries.integers().between(0, 9))
                .as((token, second, kind) -> {
                    String id = "'token_id':'" + token.id() + "'";
                    if (kind == 9) {
                        String key = second % 2 == 0 ? "k1" : "k2";
                        return new Line(Feed.ISSUANCE, second, "'event':'revoked','key_id':'" + key + "'");
                    }
                    if (kind < 2) {
                        return new Line(Feed.ISSUANCE, second, id + ",'event':'revoked'");
                    }
                    return new Line(Feed.ISSUANCE, token.issuedAt() + kind, id + token.claims());
                });
    }

    private Arbitrary<Line> access() {
        return Arbitraries.oneOf(used(), used(), forged()).map(OrderTest::signed);
    }

    /** The key follows from what else is said: of one token not many different contents can wait. */
    private static Line signed(Line line) {
        String said = line.json();
        String key = said.contains("alice") || said.contains("'x'") ? "k1" : said.contains("'y'") ? "k2" : "k3";
        boolean forged = said.contains("'x'") || said.contains("'y'") || said.contains("'z'");
        return forged || said.contains("alice") || said.contains("'c'")
                ? new Line(line.feed(), line.second(), said + ",'key_id':'" + key + "'")
                : line;
    }

    /** A record of a key that may be in use, dated by when it is told or a little before. */
    private Arbitrary<Line> key() {
        Arbitrary<String> state = Arbitraries.of("active", "active", "retired", "compromised");
        Arbitrary<String> times = Arbitraries.of(
                "",
                "",
                ",'not_after':" + (START / 1000 + 500),
                ",'not_before':" + (START / 1000 - 600),
                ",'at_risk_since':" + (START / 1000 + 200));
        Arbitrary<String> issuer = Arbitraries.of("", "", "", ",'issuer':'https://unknown'");
        return Combinators.combine(second(), Arbitraries.of("k1", "k2"), state, times, issuer)
                .as((second, key, is, when, who) ->
                        new Line(Feed.KEYS, second, "'key_id':'" + key + "','state':'" + is + "'" + when + who));
    }

    /** A real token in use, perhaps a little before it was issued (by at most the skew: it is never issued else), perhaps altered. */
    private Arbitrary<Line> used() {
        return Combinators.combine(Arbitraries.of(REAL), second(), account(), more(), Arbitraries.of(true, false))
                .as((token, second, account, more, statesIssue) -> new Line(
                        Feed.ACCESS,
                        Math.max(second, token.issuedAt() - 50),
                        "'token_id':'" + token.id() + "'" + account + more
                                + (statesIssue ? ",'issued_at':" + (START / 1000 + token.issuedAt() + 20) : "")));
    }

    private Arbitrary<Line> forged() {
        return Combinators.combine(second(), Arbitraries.of("x", "y", "z"), account(), issuedAt(), more())
                .as((second, token, account, issuedAt, more) ->
                        new Line(Feed.ACCESS, second, "'token_id':'" + token + "'" + account + issuedAt + more));
    }

    private static Arbitrary<Integer> second() {
        return Arbitraries.integers().between(0, SECONDS);
    }

    private static Arbitrary<String> account() {
        return Arbitraries.of("", "", ",'account_id':'alice'", ",'account_id':'bob'");
    }

    private static Arbitrary<String> issuedAt() {
        return Arbitraries.of(
                "",
                ",'issued_at':" + (START / 1000 + 60),
                ",'issued_at':" + (START / 1000 + 700),
                ",'issued_at':2051222400",
                ",'issued_at':1500000000");
    }

    private static Arbitrary<String> more() {
        return Arbitraries.of(
                "",
                ",'signature_valid':true",
                ",'source_ip':'192.0.2.3','path':'/orders/1'",
                ",'signature_valid':true,'path':'/orders/2'",
                ",'signature_valid':false,'source_ip':'192.0.2.1'",
                ",'status':401,'signature_valid':true",
                ",'source_ip':'192.0.2.2'",
                ",'issuer':'https://unknown'");
    }
}
