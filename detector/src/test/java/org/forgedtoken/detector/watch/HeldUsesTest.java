package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Involved.Who;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

/** What is held of a source, and of an account, before anybody is told of it. */
class HeldUsesTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final HeldUses held = new HeldUses();

    private static Involved use(int token, long time) {
        Who who = new Who("t" + token, "idp", "a" + token, null, "192.0.2.1", "/x", Verdict.UNDETERMINED, Proof.NONE);
        return new Involved(who, 1, time, time);
    }

    @Test
    void theNewestAreHeldAndOfThoseAlikeTheSum() {
        for (int i = 0; i < HeldUses.MOST + 10; i++) {
            held.add(use(i, i));
        }
        held.add(use(10, 1_000));
        held.add(use(3, 1_001));

        assertThat(held.size()).isEqualTo(HeldUses.MOST);
        assertThat(held.all()).contains(new Involved(use(10, 0).who(), 2, 10, 1_000), use(3, 1_001));
        assertThat(held.all()).doesNotContain(use(11, 11)).contains(use(12, 12));
        assertThat(HeldUses.of(held.all()).all()).isEqualTo(held.all());
    }

    @Test
    void whatIsOlderThanAMonthGoes() {
        held.add(use(1, 0));
        held.add(use(2, DAY));
        held.add(use(3, 30 * DAY + 1));

        assertThat(held.all()).containsExactly(use(2, DAY), use(3, 30 * DAY + 1));
    }

    @Test
    void whatIsToldElsewhereIsTakenAway() {
        held.add(use(1, 0));
        held.add(use(1, 5));
        held.add(use(2, 0));
        held.take(use(1, 0));
        held.take(use(2, 0));
        held.take(use(3, 0));

        assertThat(held.all()).containsExactly(new Involved(use(1, 0).who(), 1, 0, 5));
        assertThat(held.accesses()).isEqualTo(1);
    }

    @Test
    void ofOneAccountManyTokensAreCountedAndFewToldApart() {
        UncertainUses.Use use = new UncertainUses.Use("192.0.2.1", 0, null, false, List.of());
        for (int i = 0; i < 40; i++) {
            use = use.with(use(i, i));
        }

        assertThat(use.involved()).hasSize(16);
        assertThat(use.involved().stream().mapToLong(Involved::accesses).sum()).isEqualTo(40);
        assertThat(use.involved().get(15).last()).isEqualTo(39);
    }
}
