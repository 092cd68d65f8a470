package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.List;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** How long a token's block entry stands, and when gateways hear of it. */
class BlocksTest {
    private static final String FORGED = "'issued_at':'2026-03-02T10:00:01Z'";

    private final Scenario day = new Scenario();

    private void forge() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", FORGED);
        day.issueEvery(10, "10:00:10", "10:04:00");
    }

    private long until() {
        return day.blocks.get(key("forged")).until();
    }

    @Test
    void anEntryThatStandsForMinutesIsRenewedWithinThem() {
        day.blockMax = 600_000;
        forge();

        day.at("10:00:42").access("forged", FORGED);
        assertThat(until()).as("not at each use").isEqualTo(Scenario.time("10:10:05"));

        day.at("10:00:43").access("forged", FORGED);
        assertThat(until()).isEqualTo(Scenario.time("10:10:43"));
    }

    @Test
    void anEntryThatStandsForDaysIsRenewedByTheHour() {
        forge();
        long first = until();

        day.at("10:59:00").access("forged", FORGED);
        assertThat(until()).isEqualTo(first);

        day.at("11:00:05").access("forged", FORGED);
        assertThat(until()).isEqualTo(first + 3_600_000);
    }

    @Test
    void theEntryGoesWithTheLastUseThoughNoRenewalWasWritten() {
        day.blockMax = 600_000;
        forge();
        day.at("10:00:30").access("forged", FORGED);

        day.at("10:10:30").readOn();
        assertThat(day.blocks).containsKey(key("forged"));

        day.at("10:10:31").readOn();
        assertThat(day.blocks).isEmpty();
    }

    @Test
    void whatIsExpectedBeforehandIsNotBlockedAtTheEndEither() {
        day.exceptions = new Exceptions(List.of(
                new Expected(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time("10:30:00"))));
        forge();

        day.end();

        assertThat(day.blocks).isEmpty();
    }
}
