package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.List;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.ExpectedAlert;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What analysts decide, now and beforehand. */
class TriageTest {
    private static final String FORGED = "'issued_at':'2026-03-02T10:00:01Z'";

    private final Scenario day = new Scenario();

    private void forge() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:05").access("forged", FORGED);
        day.issueEvery(10, "10:00:10", "10:04:00");
    }

    private @Nullable FindingStatus status() {
        Alert last = day.lastOf(Rule.TOKEN_NEVER_ISSUED);
        return last.triage() == null ? null : last.triage().status();
    }

    @Test
    void anAcknowledgedAlertStaysSoWhileItGrows() {
        forge();

        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.ACKNOWLEDGE, "on it");

        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.UPDATE);
        assertThat(status()).isEqualTo(FindingStatus.IN_PROGRESS);
        for (int i = 0; i < 9; i++) {
            day.at("10:04:0" + i).access("forged", FORGED);
        }
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(10);
        assertThat(status()).isEqualTo(FindingStatus.IN_PROGRESS);
    }

    @Test
    void whatWasNothingBlocksNobodyAndStaysResolved() {
        forge();
        assertThat(day.blocks).containsOnlyKeys(key("forged"));

        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE);
        day.at("10:05:00").access("forged", FORGED);

        assertThat(day.blocks).isEmpty();
        assertThat(status()).isEqualTo(FindingStatus.RESOLVED);
    }

    @Test
    void whatWasResolvedAndGoesOnIsOpenAgain() {
        forge();

        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, "key rotated");
        assertThat(status()).isEqualTo(FindingStatus.RESOLVED);
        assertThat(day.blocks).containsOnlyKeys(key("forged"));
        for (int i = 0; i < 9; i++) {
            day.at("10:05:0" + i).access("forged", FORGED);
        }

        assertThat(status()).isNull();
    }

    @Test
    void aSuppressionEnds() {
        forge();

        day.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.SUPPRESS, "drill", Scenario.time("10:05:00"));
        assertThat(status()).isEqualTo(FindingStatus.SUPPRESSED);
        for (int i = 0; i < 9; i++) {
            day.at("10:06:0" + i).access("forged", FORGED);
        }

        assertThat(status()).isNull();
    }

    @Test
    void reopeningTakesBackWhatWasDecided() {
        forge();

        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, "enough").decide(Rule.TOKEN_NEVER_ISSUED, Kind.REOPEN, "no");

        assertThat(status()).isNull();
    }

    @Test
    void anExpectedAlertIsWrittenAsSuppressedAndBlocksNobody() {
        day.exceptions = new Exceptions(List.of(
                new ExpectedAlert(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time("10:30:00"))));
        forge();
        day.at("10:03:30").access("another", "'issued_at':'2026-03-02T10:00:01Z'");
        day.issueEvery(10, "10:04:10", "10:08:00");

        assertThat(day.blocks).containsOnlyKeys(key("another"));
        assertThat(day.alerts)
                .filteredOn(alert -> alert.key().entity().equals(key("forged")))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.triage())
                        .isNotNull()
                        .satisfies(triage -> assertThat(triage.status()).isEqualTo(FindingStatus.SUPPRESSED)));

        day.at("10:31:00").access("forged", FORGED);
        assertThat(day.blocks).containsOnlyKeys(key("another"), key("forged"));
    }
}
