package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** Tokens for accounts that do not exist. */
class AccountExistenceTest {
    private static final String SOURCE = "'source_ip':'192.0.2.7'";

    private final Scenario day = new Scenario();

    AccountExistenceTest() {
        day.hasAccounts = true;
    }

    @Test
    void anAccountOfWhichNoRecordSpeaksIsToldOnceGraceHasPassed() {
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        use("10:00:00", "alice");
        use("10:00:01", "nobody");
        use("10:00:02", "nobody");
        use("11:00:00", "alice");
        assertThat(day.unknown).isEmpty();

        use("11:00:01", "alice");

        assertThat(told()).containsExactly("nobody 192.0.2.7 10:00:01 unknown");
    }

    @Test
    void aRecordThatComesWithinGraceKeepsItSilentAndALateOneTakesItBack() {
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        use("10:00:00", "new");
        use("10:00:00", "late");
        day.at("09:59:00").account("new", "active");
        use("11:00:01", "alice");
        assertThat(told()).containsExactly("late 192.0.2.7 10:00:00 unknown");

        day.at("09:59:59").account("late", "active");

        assertThat(told()).containsExactly("late 192.0.2.7 10:00:00 unknown", "late 192.0.2.7 10:00:00 explained");
    }

    @Test
    void anAccountDoesNotExistBeforeItIsMadeNorAfterItIsDeleted() {
        day.at("09:00:00").account("gone", "active").account("alice", "active");
        day.at("09:30:00").account("gone", "deleted").accountsAreRead();
        day.at("12:00:00").account("future", "active");
        use("09:30:30", "gone");
        use("09:40:00", "gone");
        use("10:00:00", "future");
        use("11:30:00", "alice");

        assertThat(told()).containsExactly("gone 192.0.2.7 09:30:30 unknown", "future 192.0.2.7 10:00:00 unknown");
    }

    @Test
    void anAccountThatWasListedAtTheStartWasAlwaysThere() {
        day.at("12:00:00").account("old", "active").accountsAreRead();
        use("10:00:00", "old");
        use("11:30:00", "old");

        assertThat(told()).isEmpty();
    }

    @Test
    void nothingIsSaidBeforeTheFeedWasReadNorOfOneWithoutRecords() {
        use("10:00:00", "nobody");
        use("11:30:00", "nobody");
        assertThat(day.unknown).isEmpty();
        day.accountsAreRead();
        assertThat(day.unknown).isEmpty();

        day.at("09:00:00").account("alice", "active");
        use("12:00:00", "nobody");
        use("13:00:00", "alice");
        assertThat(day.unknown).isEmpty();
    }

    @Test
    void aFeedThatWasEmptyAtTheStartCountsFromItsFirstRecordOn() {
        day.accountsAreRead();
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        use("10:00:00", "nobody");
        use("11:30:00", "alice");

        assertThat(told()).containsExactly("nobody 192.0.2.7 10:00:00 unknown");
    }

    @Test
    void aFeedThatIsReadLaterIsHeldAgainstWhatWaits() {
        use("10:00:00", "nobody");
        use("11:30:00", "alice");
        day.at("09:00:00").account("alice", "active").accountsAreRead();

        assertThat(told()).containsExactly("nobody 192.0.2.7 10:00:00 unknown");
    }

    @Test
    void clientsAndRequestsWithoutATokenAreNotLookedUp() {
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        day.at("10:00:00").issue("job").access("job", "'account_id':'job'", "'client_id':'job'", SOURCE);
        day.accessOf("'account_id':'visitor'", SOURCE);
        use("12:00:00", "alice");

        assertThat(day.unknown).isEmpty();
    }

    @Test
    void whatWaitsIsStillThereAfterARestart() {
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        use("10:00:00", "nobody");
        day.restartAccounts(false);
        use("11:00:00", "alice");
        assertThat(told()).containsExactly("nobody 192.0.2.7 10:00:00 unknown");
        day.restartAccounts(false);
        day.at("09:00:00").account("nobody", "active");

        assertThat(told()).hasSize(2).last().asString().endsWith("explained");
    }

    @Test
    void tenInADayFromOneSourceAreAnAlert() {
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        for (int i = 0; i < 10; i++) {
            use("10:00:0" + i, "nobody-" + i);
        }
        use("11:30:00", "alice");

        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).containsExactly("create 192.0.2.7");
    }

    private void use(String clock, String account) {
        day.at(clock).issue("t-" + account).access("t-" + account, "'account_id':'" + account + "'", SOURCE);
    }

    private List<String> told() {
        return day.unknown.stream()
                .map(use -> use.account()
                        + ' '
                        + use.source()
                        + ' '
                        + Scenario.clockOf(use.time())
                        + (use.explained() ? " explained" : " unknown"))
                .toList();
    }
}
