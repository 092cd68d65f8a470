package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Scenario;
import org.forgedtoken.detector.step.Watched;
import org.junit.jupiter.api.Test;

/** Which uses WATCH is told of, when, and as what. */
class SightingsTest {
    private static final String ALICE = "'account_id':'alice'";
    private static final String NOW = "'issued_at':'2026-03-02T10:00:00Z'";

    private final Scenario day = new Scenario();

    @Test
    void aUseIsToldOnceItsTokenIsJudged() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("09:59:00").issue("good", ALICE);
        day.at("10:00:01").access("good", ALICE, "'source_ip':'192.0.2.7'", "'signature_valid':true");
        assertThat(day.watched).hasSize(1);
        Watched seen = day.watched.get(0);
        assertThat(seen.withoutToken())
                .isEqualTo(
                        new Watched(Scenario.time("10:00:01"), 1, "alice", "192.0.2.7", TrustClass.ISSUED, null, null));
        assertThat(seen.who()).isNotNull();
        assertThat(seen.who().token()).isEqualTo(Scenario.key("good"));

        day.at("10:00:05").access("forged", ALICE, NOW);
        day.at("10:00:06").access("forged", ALICE, NOW);
        assertThat(day.watched).hasSize(1);
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:20:00").access("forged", ALICE, NOW);

        assertThat(told()).containsExactly("ISSUED 1", "FORGED 1", "FORGED 1", "FORGED 1");
    }

    @Test
    void manyUsesOfATokenThatWaitedAreAllCounted() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 100; i++) {
            day.at("10:00:05").access("forged", ALICE, NOW);
        }
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.watched.stream().mapToLong(Watched::count).sum()).isEqualTo(100);
    }

    /** An account that is read all the time must not seem to be read at once when its token is judged. */
    @Test
    void manyUsesOfATokenThatWaitedAreToldOverTheTimeInWhichTheyWere() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        long since = Scenario.time("10:01:00");
        for (int i = 0; i < 160; i++) {
            day.atMillis(since + i * 15_000L).access("forged", ALICE, NOW);
        }
        day.issueEvery(10, "10:00:10", "11:20:00");

        SortedMap<Long, Long> minutes = new TreeMap<>();
        day.watched.forEach(seen -> minutes.merge((seen.time() - since) / 60_000, seen.count(), Long::sum));
        assertThat(minutes.values().stream().mapToLong(n -> n).sum()).isEqualTo(160);
        assertThat(minutes)
                .hasSize(40)
                .allSatisfy((minute, uses) -> assertThat(uses).isBetween(2L, 6L));
    }

    @Test
    void aWithdrawalTellsOfNoAccessMore() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("late", ALICE, NOW);
        day.issueEvery(10, "10:00:10", "10:20:00");
        day.at("10:00:01").issue("late", ALICE);

        assertThat(day.open()).noneMatch(alert -> alert.startsWith("token-never-issued"));
        assertThat(told()).containsExactly("FORGED 1", "ISSUED 0");
    }

    @Test
    void whatCannotBeDecidedIsToldByWhetherTheFeedCarriesItsIssuer() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("old", ALICE, "'expires_at':'2026-02-26T11:00:00Z'");
        day.access("other", ALICE, "'issuer':'https://other'", NOW);
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(told()).containsExactly("UNKNOWN 1", "UNCOVERED 1");
    }

    /** Who steals a key walks through accounts with it where he is refused, too. */
    @Test
    void whatWasRefusedThoughItVerifiesIsTold() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", ALICE, NOW, "'signature_valid':true", "'status':401");
        day.access("garbage", ALICE, NOW, "'status':401");
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(told()).containsExactly("FORGED 1");
    }

    @Test
    void anOldTokenThatIsRefusedIsNotTold() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        String friday = "'expires_at':'2026-02-26T11:00:00Z'";
        day.at("10:00:05").access("old", ALICE, friday, "'signature_valid':true", "'status':401");
        day.access("served", ALICE, friday, "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(told()).containsExactly("UNKNOWN 1");
    }

    @Test
    void whatIsKnownToBeBadOrIsNobodysIsNotTold() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("bad", ALICE, NOW, "'signature_valid':false");
        day.access("client", "'account_id':'job'", "'client_id':'job'", NOW);
        day.access("nobody", NOW);
        day.issueEvery(10, "10:00:10", "10:20:00");

        assertThat(day.watched).isEmpty();
    }

    private List<String> told() {
        return day.watched.stream()
                .map(seen -> seen.trust() + " " + seen.count())
                .toList();
    }
}
