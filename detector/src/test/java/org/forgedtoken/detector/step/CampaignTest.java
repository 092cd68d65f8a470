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
    void aCampaignThatIsSeenToHoldAKeyIsMerged() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        ghosts();
        day.wake("10:00:00");
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CREATE);

        forged("10:00:01");
        forged("10:00:02");
        day.issueEvery(10, "10:00:10", "10:20:00", K1);
        day.wake("11:00:00");

        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).incident()).as("is fixed").isEqualTo(CAMPAIGN.uid());
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(2);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
        assertThat(day.incident(CAMPAIGN).closed()).isEqualTo(StatusDetail.MERGED);
        assertThat(day.incident(CAMPAIGN).mergedInto()).isEqualTo(KEY.uid());
        assertThat(day.incidentLevels().open().values()).containsExactly(1L);
    }

    @Test
    void itIsMergedAcrossARestartToo() {
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

        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).hasSize(1);
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(2);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
    }

    /** Its own tokens are older than the ledger, and nobody can say more of them than which key they name. */
    @Test
    void aCampaignThatNamesAKeyIsMergedWhenThatKeysIncidentOpens() {
        day.hasAccounts = true;
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        day.issueEvery(10, "09:59:30", "10:00:00", K1);
        for (int i = 0; i < 20; i++) {
            String ghost = "'account_id':'ghost" + i + "'";
            String old = "'issued_at':'2026-03-02T09:00:00Z'";
            day.at("10:00:0" + i % 10).access("old" + i, K1, FROM_CRAWLER, ghost, old);
        }
        day.issueEvery(10, "10:00:10", "11:20:00", K1);
        day.at("11:20:00").access("later", "'account_id':'alice'", "'source_ip':'192.0.2.1'");
        day.readOn().wake("11:20:00");
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CREATE);
        day.restartSources().restartIncidents();

        String issued = "'issued_at':'2026-03-02T11:19:00Z'";
        day.at("11:20:01").access("forged", K1, "'account_id':'alice'", issued, "'source_ip':'192.0.2.250'");
        day.issueEvery(10, "11:20:10", "11:40:00", K1);
        day.wake("11:50:00").wake("11:50:10");

        assertThat(day.incident(KEY).activity()).isEqualTo(Activity.CREATE);
        assertThat(day.incident(CAMPAIGN).closed()).isEqualTo(StatusDetail.MERGED);
        assertThat(day.incident(CAMPAIGN).mergedInto()).isEqualTo(KEY.uid());
    }

    /** Tokens of an issuer that the feed does not carry: nothing can be said of them, and no key is behind them. */
    private void unheardOf(int from, int to, String account) {
        for (int i = from; i < to; i++) {
            day.at("10:0" + i / 10 + ":0" + i % 10)
                    .access(
                            "old" + i,
                            FROM_CRAWLER,
                            "'account_id':'" + account + (7_000 + i) + "'",
                            "'issuer':'https://other.example'",
                            "'path':'/orders/" + i + "'");
        }
    }

    /** Of these others it shows that most tokens are issued. */
    private void honestUsersAtHome() {
        for (int i = 0; i < 200; i++) {
            String account = "'account_id':'user" + i + "'";
            day.at("10:00:00").issue("honest" + i, K1, account);
            day.at("10:00:02").access("honest" + i, K1, account, "'source_ip':'192.0.2." + i + "'");
        }
    }

    private void counts(long tokens, long accounts, long unknown, long accesses) {
        Incident incident = day.incident(CAMPAIGN);
        assertThat(members(incident, MemberKind.TOKENS)).as("tokens").isEqualTo(tokens);
        assertThat(members(incident, MemberKind.ACCOUNTS)).as("accounts").isEqualTo(accounts);
        assertThat(members(incident, MemberKind.ACCOUNTS_UNKNOWN)).as("unknown").isEqualTo(unknown);
        assertThat(members(incident, MemberKind.SOURCES)).as("sources").isEqualTo(1);
        assertThat(incident.scope().accesses()).as("accesses").isEqualTo(accesses);
        assertThat(incident.scope().endpoints().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("of the endpoints")
                .isEqualTo(accesses);
        assertThat(incident.verified()).isFalse();
    }

    @Test
    void aCampaignCountsWhatCameBeforeItsAlertsAndAfter() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        honestUsersAtHome();
        unheardOf(0, 15, "m");
        day.issueEvery(10, "10:01:20", "10:20:00");
        assertThat(day.lastIncidents).isEmpty();
        day.restartSources();

        unheardOf(15, 30, "m");
        unheardOf(20, 30, "m");
        day.issueEvery(10, "10:20:10", "10:40:00");
        day.wake("11:00:00");
        counts(30, 30, 0, 40);
        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).count()).isEqualTo(20);
        assertThat(day.incident(CAMPAIGN).scope().endpoints()).containsEntry("/orders/{id}", 40L);

        day.restartSources().restartIncidents();
        unheardOf(30, 31, "m");
        day.issueEvery(10, "10:40:10", "11:00:00");
        day.wake("12:00:00");
        counts(31, 31, 0, 41);
    }

    @Test
    void whatIsOfAnAccountThatDoesNotExistAndOfNoIssuanceIsOneAccess() {
        day.hasAccounts = true;
        day.at("09:00:00").account("alice", "active");
        for (int i = 0; i < 200; i++) {
            day.account("user" + i, "active");
        }
        day.accountsAreRead();
        day.issueEvery(10, "09:00:00", "10:00:00");
        honestUsersAtHome();
        unheardOf(0, 30, "m");
        day.at("10:03:00").issue("good", "'account_id':'ghost'");
        day.at("10:03:30").access("good", "'account_id':'ghost'", "'path':'/x'", FROM_CRAWLER);
        day.access("good", "'account_id':'ghost'", "'path':'/x'", FROM_CRAWLER);
        day.issueEvery(10, "10:04:00", "10:20:00");
        day.wake("10:30:00");
        counts(30, 30, 0, 30);

        day.at("12:00:00").access("later", "'account_id':'alice'", "'source_ip':'192.0.2.1'");
        day.readOn().wake("13:00:00");

        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).activity()).isEqualTo(Activity.CREATE);
        counts(31, 31, 31, 32);
    }

    @Test
    void aCampaignThatIsTakenBackIsClosed() {
        day.hasAccounts = true;
        day.at("09:00:00").account("alice", "active").accountsAreRead();
        for (int i = 0; i < 10; i++) {
            String ghost = "'account_id':'ghost" + i + "'";
            day.at("09:30:00").issue("good" + i, ghost);
            day.at("10:00:0" + i).access("good" + i, ghost, FROM_CRAWLER, "'path':'/x'");
            day.access("good" + i, ghost, FROM_CRAWLER, "'path':'/y'");
        }
        day.restartAccounts(true);
        day.at("11:10:00").access("later", "'account_id':'alice'", "'source_ip':'192.0.2.1'");
        day.readOn().wake("11:20:00");
        counts(10, 10, 10, 20);

        day.at("09:10:00").account("ghost3", "active");
        day.wake("11:30:00");

        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).closed()).isEqualTo(StatusDetail.LATE_RECORD);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
    }

    @Test
    void theIncidentOfAKeyCountsItsOwnAndNotWhatTheSourceDidBefore() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        honestUsersAtHome();
        unheardOf(0, 30, "m");
        day.issueEvery(10, "10:00:10", "10:20:00", K1);
        day.wake("10:30:00");
        counts(30, 30, 0, 30);

        forged("10:20:01");
        unheardOf(30, 40, "m");
        day.issueEvery(10, "10:20:10", "10:40:00", K1);
        day.wake("11:00:00");

        assertThat(members(day.incident(KEY), MemberKind.TOKENS)).isEqualTo(1);
        assertThat(members(day.incident(KEY), MemberKind.ALERTS)).isEqualTo(1);
        assertThat(day.incident(KEY).scope().accesses()).isEqualTo(1);
        assertThat(day.incident(CAMPAIGN).activity()).isEqualTo(Activity.CLOSE);
    }

    private static long members(Incident incident, MemberKind kind) {
        return incident.scope().of(kind).number();
    }
}
