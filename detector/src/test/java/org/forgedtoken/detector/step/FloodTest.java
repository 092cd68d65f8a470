package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.GroupIncidents;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.GroupPolicy.IncidentPolicy;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.KeyQueue;
import org.forgedtoken.detector.judge.KeyUse;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;

/** What an attacker can have without end is bounded, and what is bounded loses nothing that is owed to the honest. */
class FloodTest {
    private static final String NOW = "'issued_at':'2026-03-02T10:00:00Z'";

    private final Scenario day = new Scenario();

    @Test
    void aTokenThatARollUpTellsOfIsNotBlockedOnceItsIssuanceComes() {
        day.incidentAlertsMax = 2;
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 5; i++) {
            day.at("10:00:05").access("t" + i, NOW, "'path':'/'");
        }
        day.issueEvery(10, "10:00:10", "10:20:00");
        assertThat(day.records(Rule.TOKEN_NEVER_ISSUED)).hasSize(3).anyMatch(one -> one.contains("roll-up@"));
        assertThat(day.blocks).hasSize(5);

        day.at("10:00:00").issue("t4");

        assertThat(day.blocks).hasSize(4).doesNotContainKey(Scenario.key("t4"));
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 4L);
    }

    @Test
    void anAlteredTokenThatARollUpTellsOfIsNotBlockedOnceItIsVouchedFor() {
        day.incidentAlertsMax = 1;
        String digest = "'token_digest':'";
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 3; i++) {
            day.at("09:59:00").issue("t" + i, digest + "%064x".formatted(i) + "'");
            day.at("10:00:05").access("t" + i, digest + "%064x".formatted(100 + i) + "'", NOW);
        }
        day.issueEvery(10, "10:00:10", "10:20:00");
        assertThat(day.blocks).hasSize(3);

        day.at("10:00:00").issue("t2", digest + "%064x".formatted(102) + "'");

        assertThat(day.blocks).hasSize(2).doesNotContainKey("digest:" + "%064x".formatted(102));
    }

    @Test
    void whoeverNamesIssuersThatNobodyCoversDoesNotGetAnAlertForEachToken() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 1_000; i++) {
            day.at("10:00:05")
                    .access(
                            "t" + i,
                            "'issuer':'https://nowhere-" + i + "'",
                            "'issued_at':'2026-03-02T09:00:00Z'",
                            "'expires_at':'2026-03-02T09:30:00Z'");
        }
        day.issueEvery(10, "10:00:10", "10:20:00");

        List<String> told = day.open().stream()
                .filter(alert -> alert.startsWith(Rule.TOKEN_USED_AFTER_EXPIRY.id()))
                .toList();
        assertThat(told).hasSize(51).anyMatch(alert -> alert.contains("roll-up@"));
        assertThat(day.lastOf(Rule.TOKEN_USED_AFTER_EXPIRY).rollUp()).isTrue();
    }

    @Test
    void honestTokensThatAreUsedTooLongAreEachToldOfInTheMidstOfIt() {
        for (int i = 0; i < 200; i++) {
            day.at("09:00:00").issue("t" + i, "'expires_at':'2026-03-02T09:30:00Z'");
        }
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 200; i++) {
            day.at("10:00:05").access("t" + i);
        }

        assertThat(day.open()).hasSize(200).noneMatch(alert -> alert.contains("roll-up@"));
    }

    /** Whatever comes in between: the token waits, is found never issued, is used on, and is issued after all. */
    @Test
    void manyUsesOfOneTokenAreToldTogetherAndComeToTheSame() {
        Scenario pack = new Scenario();
        for (Scenario each : List.of(day, pack)) {
            each.issueEvery(10, "09:00:00", "10:00:00");
            use(each, "10:00:05", 200);
            each.issueEvery(10, "10:00:10", "10:20:00");
            use(each, "10:19:00", 700);
            each.at("10:30:00").readOn();
        }

        assertThat(pack.last).isEqualTo(day.last);
        assertThat(pack.blocks).isEqualTo(day.blocks);
        assertThat(pack.verdicts).isEqualTo(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 2 * 900L);
        assertThat(day.findings).isGreaterThan(2 * 700);
        assertThat(pack.findings).isLessThan(10);

        for (Scenario each : List.of(day, pack)) {
            each.together(() -> each.at("10:29:00").access("a", NOW).access("a", NOW));
            each.at("10:00:00").issue("a");
            each.at("10:40:00").readOn();
        }
        assertThat(pack.last).isEqualTo(day.last);
        assertThat(pack.blocks).isEqualTo(day.blocks).containsOnlyKeys(Scenario.key("b"));
        assertThat(pack.verdicts).isEqualTo(day.verdicts);
    }

    /** Of two tokens, in turn, each from a few sources, not in order of time. */
    private void use(Scenario each, String clock, int times) {
        Runnable uses = () -> {
            for (int i = 0; i < 2 * times; i++) {
                each.atMillis(Scenario.time(clock) + i * 7_919L % 20_000)
                        .access(i % 2 == 0 ? "a" : "b", NOW, "'source_ip':'192.0.2." + i % 5 + "'", "'path':'/'");
            }
        };
        if (each == day) {
            uses.run();
        } else {
            each.together(uses);
        }
    }

    /** Of a token of which it is known at once that nobody issued it, as in a backlog: the alert opens with all of them. */
    @Test
    void manyUsesThatAnAlertOpensWithAreNotRememberedOneByOne() {
        day.issueEvery(10, "09:00:00", "10:20:00");
        long start = Scenario.time("10:00:00");
        for (int i = 0; i < 5_000; i++) {
            day.atMillis(start + i * 7_919L % 60_000).access("a", NOW, "'path':'/'");
        }
        day.atMillis(start + 59_999).access("a", NOW, "'path':'/'");
        Alert told = day.lastOf(Rule.TOKEN_NEVER_ISSUED);
        AlertState remembered = day.alertStates.get(told.key().uid());
        assertThat(remembered).isNotNull();
        assertThat(remembered.recent()).hasSizeLessThan(100 + 60 / 7 + 2);

        day.at("10:40:00").readOn();

        Alert settled = day.lastOf(Rule.TOKEN_NEVER_ISSUED);
        assertThat(settled.count()).isEqualTo(5_001);
        assertThat(settled.first()).isEqualTo(start);
        assertThat(settled.last()).isEqualTo(start + 59_999);
    }

    @Test
    void keysThatAreNotListedLeaveNothingBehind() {
        KeyQueue queue = new KeyQueue(1_000, 1_000, null);
        for (int i = 0; i < 100_000; i++) {
            queue.add(use(i));
            assertThat(queue.size()).isLessThanOrEqualTo(1_000);
            if (i % 1_000 == 999) {
                while (queue.take(Long.MAX_VALUE) != null) {
                    // what was due is told
                }
                assertThat(queue.size()).isZero();
            }
        }
    }

    private static KeyUse use(int i) {
        TokenClaims claims = new TokenClaims(
                "https://nowhere-" + i, "t", false, null, null, null, "k" + i, Times.UNKNOWN, Times.UNKNOWN);
        Request request = new Request(null, null, null, null, 0, null);
        AccessRecord access = new AccessRecord(i, claims, request, Signature.UNKNOWN, true, "");
        return new KeyUse(access, TokenKey.ofId(claims.issuer(), "t"), null, "k" + i, i, 1, i, false);
    }

    @Test
    void accountsOfIncidentsThatNeverOpenAreForgotten() {
        Stores stores = Stores.inMemory();
        Store<Long> accounts = stores.of(IncidentState.INCIDENT_ACCOUNTS);
        IncidentPolicy policy = new IncidentPolicy(Settings.defaults(), GroupPolicy.Writing.PROMPT, Times.UNKNOWN);
        GroupIncidents incidents = new GroupIncidents(policy, stores, new Said(finding -> {}));
        for (int i = 0; i < 20_000; i++) {
            String uid = new IncidentKey.OfSource("2001:db8::" + i).uid();
            incidents.accept(List.of(new IncidentEvent.AccountKnown(uid, "a" + i, false)));
            incidents.tick(0);
        }

        assertThat(incidents.size()).isEqualTo(policy.mostUnopened());
        assertThat(accounts.size()).isEqualTo(policy.mostUnopened());
        assertThat(new GroupIncidents(policy, stores, new Said(finding -> {})).size())
                .isEqualTo(policy.mostUnopened());
    }
}
