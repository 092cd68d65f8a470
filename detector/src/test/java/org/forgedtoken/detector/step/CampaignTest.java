package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

/** From what a source does to its incident, live. */
class CampaignTest {
    private static final IncidentKey KEY = new IncidentKey.OfKey(Scenario.ISSUER, "k1");
    private static final String K1 = "'key_id':'k1'";
    private static final String CRAWLER = "203.0.113.9";
    private static final String FROM_CRAWLER = "'source_ip':'" + CRAWLER + "'";
    private static final IncidentKey CAMPAIGN = new IncidentKey.OfSource(CRAWLER);

    private final Scenario day = new Scenario();

    private void ghosts() {
        for (int i = 0; i < 10; i++) {
            day.at("09:30:0" + i).unknownAccount("ghost" + i, CRAWLER, false);
        }
    }

    private void forged(String clock) {
        day.at(clock)
                .access(
                        "forged-" + clock,
                        K1,
                        FROM_CRAWLER,
                        "'account_id':'alice'",
                        "'issued_at':'2026-03-02T10:00:00Z'");
    }

    @Test
    void aCampaignThatIsSeenToHoldAKeyGoesIntoTheIncidentOfTheKey() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        ghosts();
        day.wake("10:00:00");
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CREATE);

        forged("10:00:01");
        forged("10:00:02");
        day.issueEvery(10, "10:00:10", "10:20:00", K1);
        day.wake("11:00:00");

        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).incident()).isEqualTo(KEY.uid());
        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).activity()).isEqualTo(Activity.UPDATE);
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(3);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
        assertThat(day.incident(CAMPAIGN).closed()).isEqualTo(StatusDetail.LATE_RECORD);
        assertThat(day.incidentLevels().open().values()).containsExactly(1L);
    }

    @Test
    void itGoesThereAcrossARestartToo() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        ghosts();
        day.wake("10:00:00");
        day.restartSources().restartIncidents();

        forged("10:00:01");
        day.issueEvery(10, "10:00:10", "10:20:00", K1);
        day.wake("11:00:00");
        day.restartSources();
        forged("10:20:00");
        day.issueEvery(10, "10:20:00", "10:40:00", K1);
        day.wake("12:00:00");

        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).as("it moves once").hasSize(2);
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(3);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
    }

    private static long members(Incident incident, MemberKind kind) {
        return incident.scope().of(kind).number();
    }
}
