package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AccountRecord.State;
import org.junit.jupiter.api.Test;

class AccountHistoryTest {
    private static final AccountRecord MADE = new AccountRecord(1_000, "a", State.ACTIVE);
    private static final AccountRecord SEEN = new AccountRecord(1_500, "a", State.ACTIVE);
    private static final AccountRecord GONE = new AccountRecord(2_000, "a", State.DELETED);
    private static final AccountRecord BACK = new AccountRecord(3_000, "a", State.ACTIVE);

    @Test
    void recordsApplyFromTheirTimesOnInWhateverOrderTheyCome() {
        AccountHistory history =
                AccountHistory.NONE.with(BACK).with(SEEN).with(GONE).with(MADE).with(GONE);

        assertThat(history)
                .isEqualTo(AccountHistory.NONE.with(MADE).with(GONE).with(BACK).with(SEEN));
        assertThat(history.existed(999, 0)).isFalse();
        assertThat(history.existed(1_000, 0)).isTrue();
        assertThat(history.existed(2_500, 0)).isFalse();
        assertThat(history.existed(3_000, 0)).isTrue();
    }

    @Test
    void clocksMayDiffer() {
        AccountHistory history = AccountHistory.NONE.with(MADE).with(GONE);

        assertThat(history.existed(950, 50)).isTrue();
        assertThat(history.existed(1_999, 50)).isTrue();
        assertThat(history.existed(2_000, 50)).isFalse();
    }

    @Test
    void ofTwoRecordsOfOneTimeTheAccountIsThere() {
        AccountRecord gone = new AccountRecord(1_000, "a", State.DELETED);

        assertThat(AccountHistory.NONE.with(MADE).with(gone).existed(5_000, 0)).isTrue();
        assertThat(AccountHistory.NONE.with(gone).with(MADE).existed(5_000, 0)).isTrue();
    }

    @Test
    void nobodyCanTellWhenOneThatWasThereBegan() {
        AccountHistory history = AccountHistory.NONE.with(SEEN.thatWasThere()).with(GONE.thatWasThere());

        assertThat(history.existed(1, 0)).isTrue();
        assertThat(history.existed(2_000, 0)).isFalse();
        assertThat(AccountHistory.NONE.with(GONE.thatWasThere()).existed(1_999, 0))
                .isTrue();
    }

    @Test
    void oneThatWasThereBeganWhenItsRecordSays() {
        AccountRecord stated = new AccountRecord(1_000, "a", State.ACTIVE, 500, null, true);
        AccountHistory history = AccountHistory.NONE.with(stated).with(SEEN.thatWasThere());

        assertThat(history)
                .isEqualTo(AccountHistory.NONE.with(SEEN.thatWasThere()).with(stated));
        assertThat(history.existed(449, 50)).isFalse();
        assertThat(history.existed(450, 50)).isTrue();
    }

    @Test
    void theNewestRecordNamesTheClass() {
        AccountRecord person = new AccountRecord(2_000, "a", State.ACTIVE, 500, "person", true);
        AccountRecord machine = new AccountRecord(1_000, "a", State.ACTIVE, 500, "machine", true);

        assertThat(AccountHistory.NONE.with(person).with(machine).with(BACK).accountClass())
                .isEqualTo("person");
    }

    @Test
    void itStaysSmall() {
        AccountHistory history = AccountHistory.NONE;
        for (int i = 0; i < 100; i++) {
            history = history.with(new AccountRecord(i, "a", i % 2 == 0 ? State.ACTIVE : State.DELETED));
        }
        assertThat(history.changes()).hasSize(16);
        assertThat(history.existed(98, 0)).isTrue();
    }
}
