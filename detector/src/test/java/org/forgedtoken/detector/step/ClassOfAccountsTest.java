package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.watch.WatchAccounts;
import org.forgedtoken.detector.watch.WatchAccountsState;
import org.junit.jupiter.api.Test;

/** Accounts of one class are one population of rates. */
class ClassOfAccountsTest {
    private static final long START = Scenario.time("00:00:00");
    private static final long HOUR = 3_600_000;
    private static final int ACCOUNTS = 40;

    private final List<Finding> found = new ArrayList<>();
    private final WatchAccountsState state = WatchAccountsState.of(Stores.inMemory());
    private WatchAccounts watch = started();

    private WatchAccounts started() {
        return new WatchAccounts(Settings.defaults(), true, state, new Said(found::add));
    }

    private void listed(String account, String accountClass) {
        watch.account(new AccountRecord(START, account, AccountRecord.State.ACTIVE, Times.UNKNOWN, accountClass, true));
    }

    private void used(String account, long time, int count) {
        watch.seen(new Watched(time, count, account, "192.0.2.7", TrustClass.ISSUED, null, null));
    }

    private void twoDays() {
        for (int i = 0; i < ACCOUNTS; i++) {
            listed("job" + i, "machine");
        }
        for (int hour = 0; hour < 48; hour++) {
            for (int i = 0; i < ACCOUNTS; i++) {
                used("person" + i, START + hour * HOUR, 1 + (hour + i) % 10);
                used("job" + i, START + hour * HOUR, 900 + (hour + 7 * i) % 200);
            }
        }
        found.clear();
    }

    @Test
    void aNewMachineIsOneOfItsClass() {
        twoDays();
        watch.beginWriting();
        watch = started();
        listed("new", "machine");

        used("new", START + 48 * HOUR, 1_000);
        assertThat(found).isEmpty();

        used("nobody", START + 48 * HOUR, 1_000);
        assertThat(found).hasSize(1);
    }
}
