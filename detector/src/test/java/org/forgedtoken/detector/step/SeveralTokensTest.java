package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that names several tokens: nobody can know which of them the gateway believed. */
class SeveralTokensTest {
    private final Scenario day = new Scenario();

    @BeforeEach
    void anHonestTokenIsIssued() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:01").issue("honest", "'account_id':'alice'");
    }

    private static String jwt(String id) {
        return encode("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + '.'
                + encode("{\"iss\":\"https://idp\",\"jti\":\"" + id + "\",\"sub\":\"alice\",\"iat\":1772445601}")
                + ".c2ln";
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void accessOf(String... tokens) {
        day.accessLine("{\"time\":\"2026-03-02T10:00:05Z\",\"source_ip\":\"192.0.2.1\",\"status\":200,\"token\":[\""
                + String.join("\",\"", tokens) + "\"]}");
    }

    @Test
    void aForgedTokenBehindAnHonestOneAlerts() {
        accessOf(jwt("honest"), jwt("forged"));
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-never-issued " + key("forged"));
        assertThat(day.verdicts).containsEntry(Verdict.NEVER_ISSUED, 1L);
        assertThat(day.verdicts.get(Verdict.ISSUED)).isZero();
        day.expectSumsHold();
    }

    @Test
    void honestTokensOfOneRequestCountOnce() {
        day.at("10:00:02").issue("other", "'account_id':'alice'");
        accessOf(jwt("honest"), jwt("other"), jwt("honest"));
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectNothing();
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 1L);
        assertThat(day.watched).hasSize(1);
        day.expectSumsHold();
    }

    @Test
    void anUnreadableTokenBesideAReadableOneAlerts() {
        accessOf(jwt("honest"), jwt("honest").replace(".c2ln", ".!"));
        day.issueEvery(10, "10:00:10", "10:10:00");

        day.expectOpen("token-unreadable 192.0.2.1");
        assertThat(day.verdicts).containsEntry(Verdict.ISSUED, 1L);
        assertThat(day.outcomes.get(Feed.ACCESS)).isNull();
        day.expectSumsHold();
    }
}
