package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.List;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody expects opens no incident and proves nothing as long as that stands. */
class ExpectedAlertsTest extends OneForgery {
    private static final IncidentKey KEY = new IncidentKey.OfKey(Scenario.ISSUER, "k1");

    @Test
    void afterReopeningTheIncidentCountsWhatWasUsedMeanwhile() {
        forge();
        wasNothing();
        for (int i = 0; i < 12; i++) {
            day.at("10:05:0" + i % 10).access("forged", FORGED, K1, "'source_ip':'192.0.2." + i % 3 + "'");
        }
        day.wake("10:06:00");
        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.UPDATE);
        assertThat(day.incident(KEY).triage().status()).isEqualTo(FindingStatus.SUPPRESSED);
        day.restartIncidents();

        reopen();
        day.wake("10:06:20");
        assertThat(day.incident(KEY).triage()).isNull();
        assertThat(accesses()).isEqualTo(13);
        assertThat(day.incident(KEY).scope().of(MemberKind.SOURCES).number()).isEqualTo(4);

        day.at("10:06:00").access("forged", FORGED, K1);
        day.wake("10:06:40");
        assertThat(accesses()).isEqualTo(14);
    }

    @Test
    void anIncidentIsSuppressedWithAllItsAlerts() {
        forge();
        day.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.SUPPRESS, "drill", Scenario.time("10:06:00"));
        day.at("10:05:00").access("forged", FORGED, K1);
        day.wake("10:06:00");
        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.UPDATE);
        assertThat(day.incident(KEY).triage().status()).isEqualTo(FindingStatus.SUPPRESSED);

        day.at("10:06:01").access("forged", FORGED, K1);
        day.wake("10:06:20");
        assertThat(accesses()).isEqualTo(3);
    }

    /** The wall clock may look between a use and the alert that it makes. */
    @Test
    void whatIsExpectedOpensNoIncidentAtAnyMoment() {
        day.exceptions = new Exceptions(List.of(
                new Expected(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time("10:30:00"))));
        day.wakesAfterEachEvent = true;

        forge();
        day.at("10:05:00").access("forged", FORGED, K1);

        assertThat(day.incidentRecords).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void liveAndInAReplayAnAlertThatGoesOnPastItsExceptionCountsWithAllItsUses(GroupPolicy.Writing writing) {
        day.writing = writing;
        isExpectedUntil("10:30:00");
        forge();
        day.at("10:31:00").access("forged", FORGED, K1);
        day.issueEvery(10, "10:31:10", "10:40:00", K1);
        day.wake("10:41:00").end();

        assertThat(accesses()).isEqualTo(2);
        assertThat(day.incident(KEY).scope().first()).isEqualTo(Scenario.time("10:00:05"));
    }

    @Test
    void whatASourceDoesMeanwhileCountsAfterReopening() {
        IncidentKey campaign = new IncidentKey.OfSource("192.0.2.9");
        AlertKey alert = new AlertKey(Rule.TOKEN_UNREADABLE, "192.0.2.9@1");
        long start = Scenario.time("10:00:00");
        day.at("10:00:00").heartbeat();
        Evidence nothing = new Evidence(null, null, null, null, List.of(), new TreeMap<>(), null);
        day.finding(new Finding.Begun(alert, start, start, 70, nothing, campaign));
        day.decide(Rule.TOKEN_UNREADABLE, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE);
        Involved.Who who = new Involved.Who(
                "t", Scenario.ISSUER, "alice", null, "192.0.2.9", null, Verdict.UNDETERMINED, Proof.NONE);
        day.finding(new Finding.Involving(alert, List.of(new Involved(who, 100, start, start))));
        day.wake("10:01:00");
        assertThat(day.lastIncidents).isEmpty();

        day.decide(Rule.TOKEN_UNREADABLE, Kind.REOPEN, "no");
        day.wake("10:02:00");

        Incident incident = day.incident(campaign);
        assertThat(incident.scope().accesses()).isEqualTo(100);
        assertThat(incident.scope().of(MemberKind.ACCOUNTS).number()).isEqualTo(1);
    }

    private long accesses() {
        return day.incident(KEY).scope().accesses();
    }
}
