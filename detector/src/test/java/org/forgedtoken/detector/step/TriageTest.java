package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.List;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What analysts decide, now and beforehand. */
class TriageTest {
    private static final String FORGED = "'issued_at':'2026-03-02T10:00:01Z'";

    private static final String KEY = "'key_id':'k1'";
    private static final String VERIFIED = "'signature_valid':true";

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
        day.at("10:05:00").access("forged", FORGED);

        assertThat(status()).isNull();
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.UPDATE);
        int written = day.alerts.size();
        day.at("10:05:01").access("forged", FORGED);
        assertThat(day.alerts).as("told once").hasSize(written);
    }

    @Test
    void whatWasToHoldUntilATimeThatHasPassedIsWrittenAndChangesNothing() {
        forge();
        Alert before = day.lastOf(Rule.TOKEN_NEVER_ISSUED);
        int written = day.alerts.size();

        day.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.SUPPRESS, "drill", Scenario.time("09:00:00"));

        assertThat(status()).isNull();
        assertThat(day.alerts).hasSize(written + 1);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.UPDATE);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(before.count());
    }

    @Test
    void anIncidentIsWrittenAfterADecisionThatChangesNothing() {
        IncidentKey key = incidentOfOneToken();
        int written = day.incidentRecords.size();

        day.action(action(key, Kind.REOPEN, "look again", null));
        assertThat(day.incidentRecords).hasSize(written + 1);
        assertThat(day.incident(key).activity()).isEqualTo(Activity.UPDATE);

        day.action(action(key, Kind.REPORTED, "sent", "a regime that nobody set"));
        assertThat(day.incidentRecords).hasSize(written + 1);
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
    void aUsePastTheSuppressionIsAnUpdateAndSoIsWhatMendsIt() {
        forge();
        day.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.SUPPRESS, "drill", Scenario.time("10:04:30"));

        day.at("10:05:00").access("forged", FORGED);

        assertThat(status()).isNull();
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).count()).isEqualTo(1);
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.UPDATE);

        int written = day.alerts.size();
        day.at("10:00:04").access("forged", FORGED);
        day.issueEvery(10, "10:05:10", "10:20:00");
        day.at("10:20:00").readOn();

        assertThat(day.alerts.subList(written, day.alerts.size()))
                .filteredOn(alert -> alert.key().rule() == Rule.TOKEN_NEVER_ISSUED)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.activity()).isEqualTo(Activity.UPDATE))
                .last()
                .satisfies(alert -> assertThat(alert.first()).isEqualTo(Scenario.time("10:00:04")));
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
                new Expected(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time("10:30:00"))));
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

    @Test
    void anExceptionThatHasEndedSuppressesNothingNew() {
        day.exceptions = new Exceptions(List.of(
                new Expected(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time("10:03:00"))));
        forge();
        assertThat(status()).isEqualTo(FindingStatus.SUPPRESSED);

        day.at("10:03:00").access("forged", FORGED);
        assertThat(status()).isEqualTo(FindingStatus.SUPPRESSED);
        day.at("10:04:30").access("forged", FORGED);

        assertThat(status()).as("the third use of it").isNull();
        assertThat(day.lastOf(Rule.TOKEN_NEVER_ISSUED).activity()).isEqualTo(Activity.UPDATE);
        day.issueEvery(10, "10:05:00", "10:10:00");
        assertThat(status()).isNull();
    }

    @Test
    void anIncidentIsWorkedOnReportedAndResolved() {
        day.issueEvery(10, "09:00:00", "10:00:00", "'key_id':'k1'");
        day.at("10:00:05").access("forged", FORGED, "'key_id':'k1'", "'signature_valid':true");
        day.issueEvery(10, "10:00:10", "10:04:00", "'key_id':'k1'");
        day.wake("10:05:00");
        IncidentKey key = new IncidentKey.OfKey(Scenario.ISSUER, "k1");
        assertThat(day.incident(key).reporting()).isNotEmpty();

        day.at("10:06:00");
        day.action(action(key, Kind.ACKNOWLEDGE, "on it", null));
        assertThat(status(day.incident(key))).isEqualTo(FindingStatus.IN_PROGRESS);

        String regime = day.incident(key).reporting().get(0).regime();
        day.action(action(key, Kind.REPORTED, "sent", regime));
        assertThat(day.incident(key).reporting().get(0).reported()).isEqualTo(Scenario.time("10:06:00"));
        assertThat(status(day.incident(key))).isEqualTo(FindingStatus.IN_PROGRESS);
        assertThat(day.incidentLevels().deadlines()).doesNotContainKey(regime);

        day.action(action(key, Kind.RESOLVE, "key rotated", null));
        assertThat(status(day.incident(key))).isEqualTo(FindingStatus.RESOLVED);
        assertThat(day.incidentLevels().open()).isEmpty();

        day.at("10:07:00")
                .access("forged", FORGED, "'key_id':'k1'", "'signature_valid':true")
                .wake("10:08:00");
        assertThat(status(day.incident(key))).as("it goes on").isNull();
        assertThat(day.incidentLevels().open()).isNotEmpty();
    }

    @Test
    void anIncidentThatWasNothingIsOpenAgainWithAnotherForgedToken() {
        IncidentKey key = incidentOfOneToken();
        day.action(action(key, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE, null));

        day.at("10:07:00").access("forged", FORGED, KEY, VERIFIED).wake("10:08:00");
        assertThat(status(day.incident(key))).as("the same again").isEqualTo(FindingStatus.RESOLVED);

        day.at("10:08:30").access("another", "'issued_at':'2026-03-02T10:08:30Z'", KEY, VERIFIED);
        day.wake("10:15:00");
        assertThat(status(day.incident(key))).isNull();
        assertThat(day.incidentLevels().open()).isNotEmpty();
    }

    @Test
    void theSuppressionOfAnIncidentEnds() {
        IncidentKey key = incidentOfOneToken();
        day.action(new AnalystAction(
                Scenario.time("10:06:00"), key.uid(), Kind.SUPPRESS, "drill", "kim", Scenario.time("10:07:00"), null));

        day.at("10:06:30").access("forged", FORGED, KEY, VERIFIED).wake("10:06:50");
        assertThat(status(day.incident(key))).isEqualTo(FindingStatus.SUPPRESSED);

        day.at("10:07:30").access("forged", FORGED, KEY, VERIFIED).wake("10:08:00");
        assertThat(status(day.incident(key))).isNull();
    }

    private IncidentKey incidentOfOneToken() {
        day.issueEvery(10, "09:00:00", "10:00:00", KEY);
        day.at("10:00:05").access("forged", FORGED, KEY, VERIFIED);
        day.issueEvery(10, "10:00:10", "10:14:00", KEY);
        day.wake("10:06:00");
        return new IncidentKey.OfKey(Scenario.ISSUER, "k1");
    }

    private AnalystAction action(IncidentKey key, Kind kind, String reason, @Nullable String regime) {
        return new AnalystAction(Scenario.time("10:06:00"), key.uid(), kind, reason, "kim", Times.UNKNOWN, regime);
    }

    private static @Nullable FindingStatus status(Incident incident) {
        return incident.triage() == null ? null : incident.triage().status();
    }
}
