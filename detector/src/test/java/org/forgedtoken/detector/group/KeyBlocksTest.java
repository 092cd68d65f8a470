package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.Scenario;
import org.junit.jupiter.api.Test;

/** A key of which somebody else makes use, verified: what gateways are told, and when no longer. */
class KeyBlocksTest {
    private static final IncidentKey KEY = new IncidentKey.OfKey(Scenario.ISSUER, "k1");
    private static final String ENTRY = "key:https%3A//idp|k1";
    private static final String K1 = "'key_id':'k1'";
    private static final String VERIFIED = "'signature_valid':true";
    private static final String NOW = "'issued_at':'2026-03-02T10:00:00Z'";

    private final Scenario day = new Scenario();

    KeyBlocksTest() {
        day.blockKeys = true;
    }

    @Test
    void aVerifiedIncidentBlocksItsKeyUntilThirtyDaysAfterItsLastUse() {
        used(VERIFIED);

        BlockEntry entry = day.blocks.get(ENTRY);
        assertThat(entry.alertUid()).isEqualTo(KEY.uid());
        assertThat(entry.reason().id()).isEqualTo("token-never-issued");
        assertThat(entry.since()).isEqualTo(Scenario.time("10:00:01"));
        assertThat(entry.until()).isEqualTo(Scenario.time("10:00:01") + 30L * 86_400_000);
        assertThat(entry.token().keyId()).isEqualTo("k1");
        assertThat(day.at("11:00:01").decide("fresh", K1)).isEqualTo("deny token-never-issued");

        day.wake("2026-04-01T10:00:02");

        assertThat(day.blocks).doesNotContainKey(ENTRY);
    }

    @Test
    void theEntryGoesWithTheLastUseThoughNoRenewalWasWritten() {
        used(VERIFIED);
        BlockEntry first = day.blocks.get(ENTRY);
        day.at("10:20:01").access("forged", K1, NOW, VERIFIED);
        day.wake("11:00:20");
        assertThat(day.blocks.get(ENTRY)).as("gateways need not hear of it").isEqualTo(first);

        day.wake("2026-04-01T10:20:01");
        assertThat(day.blocks).containsKey(ENTRY);

        day.wake("2026-04-01T10:20:02");
        assertThat(day.blocks).doesNotContainKey(ENTRY);
    }

    @Test
    void anEntryThatStandsForMinutesIsRenewedWithinThem() {
        day.blockMax = 600_000;
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        day.at("10:00:01").access("forged", K1, NOW, VERIFIED);
        day.issueEvery(10, "10:00:10", "10:04:00", K1);
        day.wake("10:04:00");
        assertThat(day.blocks.get(ENTRY).until()).isEqualTo(Scenario.time("10:10:01"));

        day.at("10:04:05").access("forged", K1, NOW, VERIFIED);
        day.wake("10:04:20");

        assertThat(day.blocks.get(ENTRY).until()).isEqualTo(Scenario.time("10:14:05"));
    }

    @Test
    void nothingUnverifiedBlocksAKey() {
        used("'status':200");

        assertThat(day.incident(KEY).verified()).isFalse();
        assertThat(day.blocks).doesNotContainKey(ENTRY);
        assertThat(day.at("11:00:01").decide("fresh", K1)).isEqualTo("allow undetermined");
    }

    /** Unasked, no entry is written; a gateway that asks is told all the same. */
    @Test
    void withoutTheSettingThereIsNoEntryButAnAnswer() {
        day.blockKeys = false;
        used(VERIFIED);

        assertThat(day.blocks).doesNotContainKey(ENTRY);
        assertThat(day.at("11:00:01").decide("fresh", K1)).isEqualTo("deny key-compromised");
        assertThat(day.decide("fresh", "'key_id':'k2'")).isEqualTo("allow undetermined");
        assertThat(day.decide("fresh", K1, "'issuer':'https://other'")).isEqualTo("allow undetermined");
        assertThat(day.decide("bystander-" + Scenario.time("09:30:00"), K1)).isEqualTo("allow issued");
    }

    @Test
    void theEntryGoesWithTheIncident() {
        used(VERIFIED);

        day.at("10:00:00").issue("forged", K1).wake("11:00:20");

        assertThat(day.blocks).isEmpty();
        assertThat(day.at("11:00:21").decide("fresh", K1)).isEqualTo("allow undetermined");
    }

    @Test
    void theEntryGoesWhenAnAnalystResolvesTheIncident() {
        used(VERIFIED);

        day.action(new AnalystAction(
                Scenario.time("11:00:10"),
                KEY.uid(),
                AnalystAction.Kind.RESOLVE,
                "key retired",
                "kim",
                Times.UNKNOWN,
                null));
        day.wake("11:00:20");

        assertThat(day.blocks).doesNotContainKey(ENTRY);
        assertThat(day.at("11:00:21").decide("fresh", K1)).isEqualTo("allow undetermined");
    }

    private void used(String more) {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        day.at("10:00:01").access("forged", K1, NOW, more);
        day.issueEvery(10, "10:00:10", "10:20:00", K1);
        day.wake("11:00:00");
    }
}
