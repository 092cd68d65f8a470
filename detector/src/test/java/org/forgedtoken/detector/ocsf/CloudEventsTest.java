package org.forgedtoken.detector.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

    @Test
    void areCloudEventsInBinaryModeAndRouteByRuleAndSeverity() {
        Alert alert = AlertSamples.of(Rule.TOKEN_NEVER_ISSUED, Activity.CREATE, AlertSamples.hostile());

        assertThat(CloudEvents.of(alert, 1_750_000_000_000L))
                .containsExactly(
                        entry("ce_id", AlertJson.uid(alert, 1_750_000_000_000L)),
                        entry("ce_source", "urn:forgedtoken:detector"),
                        entry("ce_specversion", "1.0"),
                        entry("ce_type", "org.forgedtoken.alert.create"),
                        entry("ce_time", "2025-06-15T15:06:40Z"),
                        entry("ce_subject", alert.key().uid()),
                        entry("content-type", "application/json"),
                        entry("rule", "token-never-issued"),
                        entry("severity", "critical"));
    }

    @Test
    void ofADeadLetterSayWhyAndWhere() {
        DeadLetter letter = new DeadLetter("not-json", "access", "access-log", 2, 1_044L, "{");

        assertThat(letter.headers())
                .containsExactly(
                        entry("reason", "not-json"),
                        entry("feed", "access"),
                        entry("topic", "access-log"),
                        entry("partition", "2"),
                        entry("offset", "1044"));
    }
}
