package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Lateness;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.AtOnce;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Said;
import org.forgedtoken.detector.step.Scenario;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.junit.jupiter.api.Test;

/** The detector measures itself: what it plants it must find, and nobody else may hear of it. */
class CanariesTest {
    private final Scenario scenario = new Scenario();

    CanariesTest() {
        scenario.canaryInterval = 600_000;
    }

    @Test
    void whatIsPlantedIsFoundAndCountsNowhere() {
        plantAndRead();

        scenario.issueEvery(10, "10:05:10", "10:09:00").wallClock("10:25:00");

        Alert found = scenario.lastOf(Rule.TOKEN_NEVER_ISSUED);
        assertThat(found.evidence().isOfCanary()).isTrue();
        assertThat(scenario.last).hasSize(1);
        assertThat(scenario.blocks).isEmpty();
        assertThat(scenario.verdicts).isEmpty();
        assertThat(scenario.undetermined).isEmpty();
        assertThat(scenario.watched).isEmpty();
        assertThat(scenario.incidentRecords).isEmpty();
        assertThat(scenario.pending()).isZero();
    }

    @Test
    void whatIsNotReadIsMissedAndClosedOnceItIsFoundAfterAll() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").wallClock("10:05:00");
        scenario.issueEvery(10, "10:05:10", "10:21:00").wallClock("10:19:59");
        assertThat(scenario.records(Rule.CANARY_MISSED)).isEmpty();

        scenario.wallClock("10:20:01");

        Alert missed = scenario.lastOf(Rule.CANARY_MISSED);
        assertThat(missed.closed()).isNull();
        assertThat(missed.severity().label()).isEqualTo("critical");
        assertThat(missed.evidence().more())
                .containsEntry("planted_at", Long.toString(Scenario.time("10:05:00")))
                .containsEntry("within_ms", "900000");

        scenario.accessLine(scenario.planted.get(0));

        assertThat(scenario.lastOf(Rule.CANARY_MISSED).closed()).isEqualTo(StatusDetail.RECOVERED);
    }

    /** Coverage stands still: nobody would be found now. */
    @Test
    void whatCannotBeJudgedInTimeIsMissed() {
        plantAndRead();

        scenario.wallClock("10:20:01");

        assertThat(scenario.lastOf(Rule.CANARY_MISSED).activity()).isEqualTo(Activity.CREATE);
    }

    /** Whoever reads the access feed knows the id now. */
    @Test
    void whoeverUsesItsTokenAgainIsNoCanary() {
        plantAndRead();
        scenario.issueEvery(10, "10:05:10", "10:09:00");
        String again = scenario.planted.get(0).replace("}", ",\"source_ip\":\"198.51.100.7\"}");

        scenario.accessLine(again);
        scenario.issueEvery(10, "10:09:10", "10:12:00").wake("10:12:01");

        Alert alert = scenario.lastOf(Rule.TOKEN_NEVER_ISSUED);
        assertThat(alert.evidence().isOfCanary()).isFalse();
        assertThat(scenario.blocks).hasSize(1);
        assertThat(scenario.verdicts).hasSize(1);
        assertThat(scenario.incidentRecords).isNotEmpty();
    }

    /** The id is a secret, and the time of the one use is part of what is known of a canary. */
    @Test
    void aClaimMakesNoCanary() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").wallClock("10:05:00");
        scenario.at("10:05:00").access("mine", "'issued_at':'2026-03-02T10:05:00Z'", "'canary':true");

        scenario.issueEvery(10, "10:05:10", "10:09:00");

        assertThat(scenario.lastOf(Rule.TOKEN_NEVER_ISSUED).evidence().isOfCanary())
                .isFalse();
        assertThat(scenario.blocks).hasSize(1);
    }

    @Test
    void withoutAnIssuerThatIsCoveredNoneIsPlanted() {
        scenario.wallClock("10:05:00");

        assertThat(scenario.planted).isEmpty();
    }

    @Test
    void theTasksTakeTurns() {
        List<String> plantedBy = new ArrayList<>();
        List<Canaries> tasks = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            tasks.add(task(partition, plantedBy));
        }
        for (long now = 0; now < 6_000; now += 250) {
            for (Canaries task : tasks) {
                task.plant(now);
            }
        }
        assertThat(plantedBy).containsExactly("0", "1", "2", "0", "1", "2");
    }

    private void plantAndRead() {
        scenario.issueEvery(10, "10:00:00", "10:05:00").wallClock("10:05:00");
        scenario.wallClock("10:05:01");
        assertThat(scenario.planted).hasSize(1);
        scenario.accessLine(scenario.planted.get(0));
    }

    private static Canaries task(int partition, List<String> plantedBy) {
        IssuerFacts facts = new IssuerFacts();
        facts.learn(new Heard.Issuance("https://idp", 0, IdentityKind.ID, true, 0, null, false, null));
        Stores stores = Stores.inMemory();
        Store<CoverageMark> coverage = stores.of(JudgeState.COVERAGE);
        coverage.put("idp|0", mark(0, facts));
        // of another partition, which is further and knows of no token
        coverage.put("idp|1", mark(1, new IssuerFacts()));
        JudgeState state = JudgeState.of(new CompactLedger(), stores);
        Judge unused = new Judge(partition, 3, AtOnce.POLICY, JudgeState.empty(), new Said(finding -> {}), Counts.NONE);
        return new Canaries(
                partition,
                3,
                AtOnce.POLICY,
                state,
                new MapStore<>(),
                new MapStore<>(),
                unused,
                key -> true,
                (issuer, time) -> "f".repeat(64),
                new Said(planted -> plantedBy.add(Integer.toString(partition))));
    }

    private static CoverageMark mark(int partition, IssuerFacts facts) {
        Stretch covered = new Stretch(0, 9_000 + partition);
        return new CoverageMark(
                "idp", partition, 2, List.of(covered), 0, 0, Lateness.NONE, List.of(), true, facts.snapshot());
    }
}
