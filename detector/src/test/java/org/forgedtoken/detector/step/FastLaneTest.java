package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast lane counts what the ordinary steps would count, and says what they would say. */
class FastLaneTest {
    private static final long START = Scenario.time("10:00:00");
    private static final int SECONDS = 900;

    /** Members of an access, as a gateway or a forger writes them; single quotes stand for double ones. */
    private static final List<String> MEMBERS = List.of(
            "'status':200",
            "'status':401",
            "'status':'200'",
            "'status':2000",
            "'authenticated':true",
            "'authenticated':false",
            "'authenticated':'1'",
            "'signature_valid':true",
            "'signature_valid':false",
            "'account_id':'bob'",
            "'account_id':''",
            "'account_id':null",
            "'account_id':7",
            "'account_id':'b\\u006fb'",
            "'account_id':'jörg'",
            "'account_id':'" + "b".repeat(600) + "'",
            "'account_id':'eyJhbGciOiJub25lIn0.e30.x'",
            "'client_id':'app'",
            "'client_id':'other'",
            "'client_id':'alice'",
            "'key_id':'k1'",
            "'key_id':'k2'",
            "'kind':'access'",
            "'kind':'Refresh'",
            "'issued_at':0",
            "'issued_at':-1",
            "'issued_at':1e9",
            "'issued_at':'soon'",
            "'issued_at':99999999999999",
            "'expires_at':1",
            "'expires_at':'2026-03-02T10:05:00Z'",
            "'expires_at':'2026-03-02T11:00:00.000+00:00'",
            "'expires_at':1772449200000",
            "'issuer':'HTTPS://idp/'",
            "'issuer':'https://other'",
            "'issuer':''",
            "'token_digest':'" + "1".repeat(64) + "'",
            "'token':'opaque'",
            "'token':'eyJhbGciOiJub25lIn0.eyJqdGkiOiJ0MSJ9.'",
            "'user_agent':'a \\'b\\' \\\\'",
            "'user_agent':'" + "u".repeat(70_000) + "'",
            "'path':'/v1/orders?token=eyJhbGciOiJub25lIn0.e30.x'",
            "'method':7",
            "'source_ip':'198.51.100.7'",
            "'source_ip':'198.51.100.07'",
            "'source_ip':'2001:db8::1'",
            "'source_ip':'bad'",
            "'source_ip':7",
            "'request_id':['a']",
            "'more':{'token_id':'t1'}");

    @Property(tries = 150)
    void anyAccessesGiveTheSame(@ForAll Random random) {
        List<Line> lines = lines(random);
        int seed = random.nextInt();
        Scenario slow = scenario(seed);
        Scenario fast = scenario(seed);
        fast.hasFastLane = true;

        lines.forEach(line -> line.tell(slow));
        lines.forEach(line -> line.tell(fast));

        assertSame(fast, slow);

        Scenario hopped = scenario(seed);
        hopped.hasHop = true;
        lines.forEach(line -> line.tell(hopped));
        assertSame(hopped, slow);

        Scenario replayed = scenario(seed);
        replayed.isReplayed = true;
        lines.forEach(line -> line.tell(replayed));
        assertSame(replayed, slow);
        Statistics.collect(fast.ordinary == 0 ? "none" : 4 * fast.ordinary < fast.accessesRead ? "few" : "many");
        Statistics.coverage(coverage -> coverage.check("none").percentage(p -> p < 50));
    }

    private static void assertSame(Scenario fast, Scenario slow) {
        assertThat(fast.differences).isZero();
        assertThat(fast.verdicts).isEqualTo(slow.verdicts);
        assertThat(fast.alerts).usingRecursiveComparison().isEqualTo(slow.alerts);
        assertThat(fast.watched).isEqualTo(slow.watched);
        assertThat(fast.undecided).isEqualTo(slow.undecided);
        assertThat(new TreeMap<>(fast.blocks)).isEqualTo(new TreeMap<>(slow.blocks));
        assertThat(fast.outcomes).isEqualTo(slow.outcomes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nearlyAllOfAnHonestDayAreOrdinary(boolean isKeyed) {
        Scenario scenario = scenario(0);
        scenario.hasFastLane = isKeyed;
        scenario.hasHop = !isKeyed;
        for (int token = 0; token < 150; token++) {
            scenario.atMillis(START + token * 1_000L).issue("t" + token, "'account_id':'a" + token + "'");
        }
        scenario.issueEvery(10, "10:02:31", "10:10:00");
        for (int use = 0; use < 2_100; use++) {
            int token = use % 150;
            scenario.atMillis(START + 300_000 + use * 100L)
                    .access("t" + token, "'account_id':'a" + token + "'", "'source_ip':'192.0.2." + token + "'");
        }

        // the first teaches that the claims can be compared
        assertThat(scenario.ordinary).isEqualTo(2_099);
        assertThat(scenario.differences).isZero();
        scenario.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':401",
                "'account_id':'mallory'",
                "'account_id':'al\\u0069ce'",
                "'token':'opaque'",
                "'issued_at':0",
                "'signature_valid':false"
            })
    void whatIsNotOrdinaryIsLeftToTheOthers(String member) {
        Scenario scenario = scenario(0);
        scenario.hasFastLane = true;
        for (int token = 0; token < 101; token++) {
            scenario.atMillis(START + token).issue("t" + token, "'account_id':'alice'", "'issued_at':1772445600");
        }
        scenario.issueEvery(10, "10:00:10", "10:10:00").at("10:05:00");
        for (int token = 0; token < 101; token++) {
            scenario.access("t" + token, "'account_id':'alice'", "'issued_at':1772445600", "'source_ip':'192.0.2.1'");
        }
        long before = scenario.ordinary;
        scenario.access("t1", "'account_id':'alice'", "'issued_at':1772445600", "'source_ip':'192.0.2.1'");
        assertThat(scenario.ordinary).isEqualTo(before + 1);

        scenario.access("t1", member, "'source_ip':'192.0.2.1'");

        assertThat(scenario.ordinary).isEqualTo(before + 1);
    }

    /** Entries on disk lie nowhere in memory: each use is read whole, and none is lost. */
    @Test
    void aLedgerOnDiskIsAskedForEach() {
        Scenario scenario = scenario(0);
        scenario.hasHop = true;
        scenario.ledger = new OnDisk();
        scenario.at("10:00:00").issue("good").issueEvery(10, "10:00:10", "10:10:00");
        scenario.at("10:05:00")
                .access("good", "'source_ip':'192.0.2.1'")
                .access("forged", "'issued_at':'2026-03-02T10:02:00Z'")
                .issueEvery(10, "10:10:10", "10:20:00");

        assertThat(scenario.ordinary).isZero();
        assertThat(scenario.verdicts).isEqualTo(Map.of(Verdict.ISSUED, 1L, Verdict.NEVER_ISSUED, 1L));
    }

    /** As one that cannot show where its entries lie. */
    private static final class OnDisk implements Ledger {
        private final Ledger entries = new CompactLedger();

        @Override
        public @Nullable IssuedToken get(TokenKey key) {
            return entries.get(key);
        }

        @Override
        public void put(TokenKey key, IssuedToken token) {
            entries.put(key, token);
        }

        @Override
        public void forEach(Consumer<IssuedToken> visitor) {
            entries.forEach(visitor);
        }

        @Override
        public void sweep(int limit, Predicate<IssuedToken> obsolete) {
            entries.sweep(limit, obsolete);
        }

        @Override
        public long size() {
            return entries.size();
        }
    }

    private static Scenario scenario(int seed) {
        Scenario scenario = new Scenario();
        scenario.hasKeys = (seed & 1) != 0;
        scenario.tellsAccounts = (seed & 6) == 6;
        scenario.hasAccounts = scenario.tellsAccounts;
        if (scenario.hasKeys) {
            scenario.atMillis(START).keysAreRead().signingKey("k1").active();
        }
        if (scenario.hasAccounts) {
            scenario.atMillis(START).account("alice", "active").accountsAreRead();
        }
        return scenario;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Line(long time, boolean access, String token, String[] more) {
        void tell(Scenario scenario) {
            scenario.atMillis(time);
            if (access) {
                scenario.access(token, more);
            } else if (token.isEmpty() && more.length > 0 && more[0].startsWith("'state'")) {
                record(scenario, more);
            } else if (token.isEmpty()) {
                scenario.heartbeat(more);
            } else if (more.length == 0) {
                scenario.revoke(token);
            } else {
                scenario.issue(token, more);
            }
        }

        /** Of the feed of keys, or of accounts; or a key that the issuance feed revokes. */
        private static void record(Scenario scenario, String[] more) {
            boolean isKey = more[1].startsWith("'key_id'");
            if (more[0].contains("revoked")) {
                scenario.revokeKey("k2");
            } else if (isKey && scenario.hasKeys) {
                scenario.keyOf(String.join(",", more));
            } else if (!isKey && scenario.hasAccounts) {
                scenario.account("bob", more[0].contains("active") ? "active" : "deleted");
            }
        }
    }

    private static final List<String[]> RECORDS = List.of(
            new String[] {"'state':'active'", "'key_id':'k2'"},
            new String[] {"'state':'active'", "'key_id':'k2'"},
            new String[] {"'state':'retired'", "'key_id':'k1'"},
            new String[] {"'state':'retired'", "'key_id':'k2'"},
            new String[] {"'state':'active'", "'key_id':'k1'", "'not_after':'2026-03-02T10:05:00Z'"},
            new String[] {"'state':'compromised'", "'key_id':'k1'", "'at_risk_since':'2026-03-02T10:01:00Z'"},
            new String[] {"'state':'revoked'", "'key_id':'k2'"},
            new String[] {"'state':'active'", "'account_id':'bob'"},
            new String[] {"'state':'deleted'", "'account_id':'bob'"});

    /** Tokens with few claims, each used often, so that it is soon known which agree; and now and then a strange one. */
    private static List<Line> lines(Random random) {
        List<Line> lines = new ArrayList<>();
        String[] claims = {
            "'account_id':'alice'",
            "'client_id':'app'",
            "'key_id':'k1'",
            "'issued_at':1772445600",
            "'expires_at':1772449200"
        };
        int strange = 1 + random.nextInt(20);
        for (int second = 0; second < SECONDS; second += 1 + random.nextInt(3)) {
            long time = START + second * 1_000L;
            String token =
                    "t" + random.nextInt(130) + (random.nextInt(60) == 0 ? ":%|é".charAt(random.nextInt(4)) : "");
            List<String> more = new ArrayList<>();
            for (String claim : claims) {
                if (random.nextInt(3) > 0) {
                    more.add(claim);
                }
            }
            boolean access = second > 200 && random.nextInt(4) > 0;
            if (access && random.nextInt(strange) == 0) {
                String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
                String name = member.substring(0, member.indexOf(':'));
                more.removeIf(other -> random.nextInt(10) > 0 && other.startsWith(name));
                more.add(random.nextInt(more.size() + 1), member);
            } else if (access) {
                more.add("'source_ip':'192.0.2." + random.nextInt(4) + "'");
            }
            if (!access && more.isEmpty() && second < 200) {
                more.add(claims[0]);
            }
            if (random.nextInt(40) == 0) {
                long late = random.nextInt(100_000);
                lines.add(new Line(time - late, false, "", RECORDS.get(random.nextInt(RECORDS.size()))));
                continue;
            }
            lines.add(new Line(
                    time, access, !access && random.nextInt(5) == 0 ? "" : token, more.toArray(String[]::new)));
        }
        return lines;
    }
}
