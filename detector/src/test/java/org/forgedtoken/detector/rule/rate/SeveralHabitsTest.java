package org.forgedtoken.detector.rule.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine's account among those of people, and what these say of an account with a past of its own. */
class SeveralHabitsTest {
    private static final long START = 1_772_409_600_000L;
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int PEOPLE = 40;

    private final LearnedRateRule rule = new LearnedRateRule();
    private final Population population = new Population();
    private final AccountRate[] people = new AccountRate[PEOPLE];
    private final AccountRate machine = new AccountRate(RateSides.INCREASES);

    SeveralHabitsTest() {
        for (int i = 0; i < PEOPLE; i++) {
            people[i] = new AccountRate(RateSides.INCREASES);
        }
    }

    /** Each person reads some ten pages at their hour; the machine reads ten a minute, all day. */
    private int alertsOfDays(int from, int to) {
        int alerts = 0;
        for (int day = from; day < to; day++) {
            for (int hour = 0; hour < 24; hour++) {
                long time = START + day * DAY + hour * HOUR;
                for (int i = hour; i < PEOPLE; i += 24) {
                    alerts += seen(people[i], time, 8 + (day + i) % 5) ? 1 : 0;
                }
                for (int minute = 0; minute < 60; minute++) {
                    alerts += seen(machine, time + minute * MINUTE, 10) ? 1 : 0;
                }
            }
        }
        return alerts;
    }

    private boolean seen(AccountRate account, long time, long count) {
        Optional<RateFinding> found = rule.judge(account, population, time, count);
        return found.isPresent();
    }

    @Test
    void aMachineAmongPeopleIsSilent() {
        alertsOfDays(0, 2);

        assertThat(alertsOfDays(2, 20)).isZero();
    }

    @Test
    void theMachineIsNoPartOfThePeople() {
        alertsOfDays(0, 5);

        assertThat(machine.isOutside(population)).isTrue();
        assertThat(people).noneMatch(person -> person.isOutside(population));
    }

    @Test
    void afterTwoWeeksOthersExplainNoExcess() {
        alertsOfDays(0, 10);
        assertThat(people[3].isItsOwn()).isFalse();
        alertsOfDays(10, 18);

        assertThat(people[3].isItsOwn()).isTrue();
        assertThat(readAsTheMachine(18)).isTrue();
    }

    private boolean readAsTheMachine(int day) {
        boolean found = false;
        for (int minute = 0; minute < 180; minute++) {
            found |= seen(people[3], START + day * DAY + 3 * HOUR + minute * MINUTE, 10);
        }
        return found;
    }
}
