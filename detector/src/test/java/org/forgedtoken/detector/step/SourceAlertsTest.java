package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that walks through accounts, from its accesses to its alerts. */
class SourceAlertsTest {
    private static final String FAN_OUT = "source-fan-out";
    private static final String ENUMERATION = "source-enumeration";
    private static final String CRAWLER = "203.0.113.9";

    private final Scenario day = new Scenario();

    @BeforeEach
    void honestUsersAtHome() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 200; i++) {
            String account = "'account_id':'user" + i + "'";
            day.at("10:00:00").issue("honest" + i, account);
            day.at("10:00:02").access("honest" + i, account, "'source_ip':'192.0.2." + i + "'");
        }
    }

    @Test
    void aCrawlIsOneEpisodeOfFanOutAndOneOfEnumeration() {
        crawl("10:01:", 0, 30);
        judged("10:20:00");

        assertThat(ofSources()).containsExactly(FAN_OUT, ENUMERATION);
        Alert fanOut = day.lastOf(Rule.SOURCE_FAN_OUT);
        assertThat(fanOut.key().entity()).startsWith(CRAWLER + "@");
        assertThat(fanOut.evidence().about()).isNotNull();
        assertThat(fanOut.evidence().about().source()).isEqualTo(CRAWLER);
        assertThat(fanOut.evidence().more())
                .containsEntry("window", "5m")
                .containsEntry("accounts_count", "20")
                .containsEntry("forged_count", "20")
                .containsEntry("counted", "exactly");
        assertThat(day.lastOf(Rule.SOURCE_ENUMERATION).evidence().more())
                .containsEntry("direction", "up")
                .containsEntry("in_sequence_count", "20")
                .containsEntry("newest_numbers", "5015, 5016, 5017, 5018, 5019");
    }

    @Test
    void aCrawlThatTheGatewayRefusesIsFoundWhereItsSignaturesHold() {
        crawl("10:01:", 0, 30, "'status':401", "'signature_valid':true");
        judged("10:20:00");

        assertThat(ofSources()).containsExactly(FAN_OUT, ENUMERATION);
    }

    @Test
    void itGoesOnWhileItsCountGrowsTenfoldAndEndsAfterAQuietDay() {
        crawl("10:01:", 0, 50);
        crawl("10:02:", 50, 60);
        crawl("10:03:", 110, 60);
        judged("10:20:00");
        assertThat(day.records(Rule.SOURCE_FAN_OUT)).hasSize(2);
        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).count()).isEqualTo(100);

        day.at("2026-03-03T10:30:00").access("honest1", "'account_id':'user1'");
        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).closed()).isEqualTo(StatusDetail.QUIET);
        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).count()).isEqualTo(170);
        assertThat(day.lastOf(Rule.SOURCE_ENUMERATION).closed()).isEqualTo(StatusDetail.QUIET);
    }

    @Test
    void lateIssuancesTakeItBack() {
        crawl("10:01:", 0, 30);
        judged("10:20:00");
        for (int i = 0; i < 30; i++) {
            day.at("10:01:00").issue("crawl" + i, account(i));
        }

        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
        assertThat(day.lastOf(Rule.SOURCE_ENUMERATION).closed()).isEqualTo(StatusDetail.LATE_ISSUANCE);
    }

    @Test
    void itIsFoundAcrossARestart() {
        crawl("10:01:", 0, 15);
        judged("10:20:00");
        assertThat(ofSources()).isEmpty();
        day.restartSources();
        crawl("10:21:", 15, 15);
        judged("10:40:00");

        assertThat(ofSources()).containsExactly(FAN_OUT, ENUMERATION);
        day.restartSources();
        crawl("10:41:", 30, 15);
        judged("11:00:00");
        assertThat(day.records(Rule.SOURCE_FAN_OUT)).hasSize(1);
    }

    /** A network of many honest users whose issuer cannot be heard, and everybody else with them. */
    @Test
    void anOutageAccusesNobody() {
        for (int i = 0; i < 120; i++) {
            String source = i % 2 == 0 ? CRAWLER : "198.51.100." + i;
            day.at("10:30:" + two(i % 60))
                    .access(
                            "outage" + i,
                            "'account_id':'u" + i + "'",
                            "'source_ip':'" + source + "'",
                            issuedAt("10:30:00"));
        }
        day.issueEvery(10, "12:00:00", "14:00:00");

        assertThat(day.undetermined).isNotEmpty();
        assertThat(ofSources()).isEmpty();
    }

    @Test
    void aSourceThatIsNotLoggedIsNone() {
        for (int i = 0; i < 30; i++) {
            day.at("10:01:" + two(i)).access("crawl" + i, account(i), issuedAt("10:01:00"));
        }
        judged("10:20:00");

        assertThat(ofSources()).isEmpty();
    }

    @Test
    void accountsThatDoNotExistAreOneAlertPerSourceUntilALateRecordKnowsThem() {
        day.at("10:01:00");
        for (int i = 0; i < 9; i++) {
            day.unknownAccount("ghost" + i, CRAWLER, false);
            day.unknownAccount("ghost" + i, CRAWLER, false);
        }
        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).isEmpty();
        day.restartSources();
        day.unknownAccount("ghost9", CRAWLER, false);
        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).hasSize(1);
        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).key().entity()).isEqualTo(CRAWLER);

        day.restartSources();
        day.unknownAccount("ghost3", CRAWLER, true);
        assertThat(day.lastOf(Rule.ACCOUNT_UNKNOWN).closed()).isEqualTo(StatusDetail.LATE_RECORD);
    }

    /** Ten within a day, not in all. */
    @Test
    void accountsThatDoNotExistAreCountedByTheDay() {
        for (int i = 0; i < 20; i++) {
            day.at("2026-03-" + two(2 + i / 9 * 2) + "T10:0" + i % 9 + ":00")
                    .unknownAccount("ghost" + i, CRAWLER, false);
        }
        assertThat(day.records(Rule.ACCOUNT_UNKNOWN)).isEmpty();
    }

    private void crawl(String minute, int from, int accounts, String... more) {
        for (int i = from; i < from + accounts; i++) {
            String clock = minute + two(i - from);
            List<String> fields = new ArrayList<>(List.of(more));
            fields.addAll(List.of(account(i), "'source_ip':'" + CRAWLER + "'", issuedAt(clock)));
            day.at(clock).access("crawl" + i, fields.toArray(String[]::new));
        }
    }

    /** Coverage comes so far that everything before is judged. */
    private void judged(String until) {
        day.issueEvery(10, "10:00:10", until);
    }

    private List<String> ofSources() {
        return day.open().stream()
                .map(alert -> alert.split(" ")[0])
                .filter(rule -> rule.startsWith("source-"))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static String account(int i) {
        return "'account_id':'" + (5_000 + i) + "'";
    }

    private static String issuedAt(String clock) {
        return "'issued_at':'2026-03-02T" + clock + "Z'";
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }
}
