package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.forgedtoken.detector.demo.Fault.Planted;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.feed.Feed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficTest {

    private static final Duration DAY_PART = Duration.ofHours(8);

    private record Run(TrafficPlan plan, List<GeneratedRecord> records, Truth truth) {

        List<GeneratedRecord> of(Feed feed) {
            return records.stream().filter(r -> r.feed() == feed).toList();
        }
    }

    private static final Map<Outage, Run> RUNS = new HashMap<>();

    private static Run run(Outage outage) {
        return RUNS.computeIfAbsent(outage, kind -> run(plan(7, kind)));
    }

    private static TrafficPlan plan(long seed, Outage outage) {
        return Preset.MEMBERS.plan(seed, DAY_PART, 0.3, TrafficPlan.Attack.evenly(88), outage);
    }

    private static Run run(TrafficPlan plan) {
        Traffic traffic = new Traffic(plan);
        List<GeneratedRecord> records = new ArrayList<>();
        traffic.forEachRemaining(records::add);
        return new Run(plan, records, traffic.truth());
    }

    @ParameterizedTest
    @EnumSource
    void recordsComeInOrderOfArrival(Outage outage) {
        assertThat(run(outage).records()).isSortedAccordingTo(Comparator.comparingLong(GeneratedRecord::arrivalMillis));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheOutageDelaysARecordByTheGraceOrMore(Outage outage) {
        Run run = run(outage);
        long grace = run.plan().timing().grace().toMillis();
        assertThat(run.records()).allSatisfy(record -> {
            long lateness = record.arrivalMillis() - record.timeMillis();
            assertThat(lateness).isNotNegative();
            if (record.feed() == Feed.ACCESS || !run.plan().inGap(record.timeMillis())) {
                assertThat(lateness).isLessThan(grace);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theCountsOfTheTruthAreTheRecordsHandedOut(Outage outage) {
        Run run = run(outage);
        assertThat(run.truth().accesses()).isEqualTo(run.of(Feed.ACCESS).size());
        assertThat(run.truth().issuances()).isEqualTo(run.of(Feed.ISSUANCE).size());
        assertThat(run.truth().accesses(Outcome.DEAD_LETTER)).isEqualTo(3);
        for (Outcome outcome : Outcome.values()) {
            boolean expected = outcome != Outcome.UNDETERMINED_HOLE || outage == Outage.LOST;
            assertThat(run.truth().accesses(outcome) > 0).as("%s", outcome).isEqualTo(expected);
        }
    }

    /** A stand-in for the judge, by record keys alone: used and never issued is forged, or lost, or before the ledger. */
    @ParameterizedTest
    @EnumSource
    void whatHasNoIssuanceIsWhatTheTruthSays(Outage outage) {
        hasNoIssuanceAsTheTruthSays(run(outage));
    }

    /** Services renew their tokens in an outage as well, and partners fetch theirs. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whoeverHasATokenOfALostStretchHasNoIssuance(Outage outage) {
        TrafficPlan plain = plan(7, outage);
        Site site = new Site(20_000, 1, 10, 2, 3_000, 60, 0, 0, false, false, 10);
        Run run = run(new TrafficPlan(
                plain.seed(),
                plain.start(),
                plain.duration(),
                2,
                plain.issuers(),
                plain.timing(),
                plain.attack(),
                plain.gap(),
                site,
                plain.campaign()));

        hasNoIssuanceAsTheTruthSays(run);
        for (String client : List.of("inventory-sync", "partner-batch")) {
            assertThat(run.of(Feed.ACCESS))
                    .as(client)
                    .anyMatch(use -> use.json().contains(client) && run.plan().inGap(use.timeMillis()));
        }
    }

    private static void hasNoIssuanceAsTheTruthSays(Run run) {
        Set<String> issued = keys(run.of(Feed.ISSUANCE));
        long unknown = run.of(Feed.ACCESS).stream()
                .filter(r -> r.key() != null && !issued.contains(r.key()))
                .count();
        Truth truth = run.truth();
        assertThat(unknown)
                .isEqualTo(truth.accesses(Outcome.NEVER_ISSUED)
                        + truth.accesses(Outcome.UNDETERMINED_BEFORE_LEDGER)
                        + truth.accesses(Outcome.UNDETERMINED_HOLE));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsPlantedAndUsed(Outage outage) {
        Run run = run(outage);
        assertThat(run.truth().planted().stream().map(Planted::fault).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Fault.values());
        Map<String, Long> uses = run.of(Feed.ACCESS).stream()
                .filter(r -> r.key() != null)
                .collect(Collectors.groupingBy(r -> String.valueOf(r.key()), Collectors.counting()));
        assertThat(run.truth().planted())
                .allSatisfy(one -> assertThat(uses.getOrDefault(one.token(), 0L))
                        .isGreaterThanOrEqualTo(one.fault().forged() ? one.accesses() : one.accesses() + 1));
        Set<String> named = new HashSet<>(uses.keySet());
        for (SampleIssuer issuer : new KeyRing(run.plan()).issuers) {
            issuer.keys().values().forEach(key -> named.add(SampleToken.joined(issuer.name(), key.id())));
        }
        assertThat(run.truth().alerts())
                .allSatisfy((rule, accused) ->
                        assertThat(accused).as(rule).isNotEmpty().isSubsetOf(named));
    }

    @Test
    void plantsAllThatWasAskedForWhereThereIsNoOutage() {
        assertThat(run(Outage.NONE).truth().planted()).hasSize(88);
    }

    @Test
    void forgeriesInALostStretchAreUndeterminedAndInALateOneFound() {
        assertThat(run(Outage.LOST).truth().planted()).anyMatch(one -> one.outcome() == Outcome.UNDETERMINED_HOLE);
        for (Outage filled : List.of(Outage.LATE, Outage.SHUFFLED)) {
            Run run = run(filled);
            assertThat(run.truth().planted())
                    .noneMatch(one -> one.outcome() == Outcome.UNDETERMINED_HOLE)
                    .anyMatch(one ->
                            run.plan().inGap(one.firstUse().toEpochMilli()) && one.outcome() == Outcome.NEVER_ISSUED);
        }
    }

    /** 15 s is a third of the least `ledger.max-silence` and more; the outage is twenty times the least. */
    @ParameterizedTest
    @EnumSource
    void nothingButALostStretchIsSilentForLong(Outage outage) {
        Run run = run(outage);
        for (SampleIssuer issuer : new KeyRing(run.plan()).issuers) {
            List<Long> times = run.of(Feed.ISSUANCE).stream()
                    .filter(r -> r.json().contains(issuer.name()) && !r.json().contains("revoked"))
                    .map(GeneratedRecord::timeMillis)
                    .sorted()
                    .toList();
            long longest = 0;
            for (int i = 1; i < times.size(); i++) {
                longest = Math.max(longest, times.get(i) - times.get(i - 1));
            }
            if (outage == Outage.LOST) {
                assertThat(longest)
                        .isGreaterThanOrEqualTo(Duration.ofMinutes(30).toMillis());
            } else {
                assertThat(longest).isLessThanOrEqualTo(15_000);
            }
        }
    }

    @Test
    void lateArrivesInOrderAndShuffledDoesNot() {
        assertThat(heldUp(Outage.LATE)).isNotEmpty().isSorted();
        List<Long> shuffled = heldUp(Outage.SHUFFLED);
        assertThat(shuffled)
                .isNotEmpty()
                .isNotEqualTo(shuffled.stream().sorted().toList());
        assertThat(heldUp(Outage.LOST)).isEmpty();
    }

    private static List<Long> heldUp(Outage outage) {
        Run run = run(outage);
        return run.of(Feed.ISSUANCE).stream()
                .map(GeneratedRecord::timeMillis)
                .filter(run.plan()::inGap)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theFeedGoesOnUntilEverythingIsDecidable(Outage outage) {
        Run run = run(outage);
        Timing timing = run.plan().timing();
        long lastUse = run.of(Feed.ACCESS).stream()
                .mapToLong(GeneratedRecord::timeMillis)
                .max()
                .orElseThrow();
        long last = run.of(Feed.ISSUANCE).stream()
                .mapToLong(GeneratedRecord::timeMillis)
                .max()
                .orElseThrow();
        assertThat(last)
                .isGreaterThan(
                        lastUse + timing.skew().toMillis() + timing.grace().toMillis());
        if (outage != Outage.NONE) {
            assertThat(last)
                    .isGreaterThan(run.plan().gapEnd()
                            + timing.holeWait().toMillis()
                            + timing.grace().toMillis());
        }
    }

    @Test
    void aLiveRunAttacksWithinSeconds() {
        Duration after = Duration.ofSeconds(20);
        TrafficPlan plan = new TrafficPlan(
                3,
                TrafficPlan.SAMPLE_START,
                Duration.ofMinutes(20),
                20,
                2,
                Timing.quick(),
                new TrafficPlan.Attack(
                        TrafficPlan.Attack.evenly(110),
                        after,
                        Duration.ofMinutes(20).minus(after)),
                TrafficPlan.Gap.none(),
                Site.plain(),
                Campaign.none());
        Run run = run(plan);
        assertThat(run.truth().planted())
                .hasSize(110)
                .allSatisfy(one ->
                        assertThat(one.firstUse()).isAfterOrEqualTo(plan.start().plus(after)));
        assertThat(run.of(Feed.ACCESS).size()).isBetween(20 * 1_200 / 2, 20 * 1_200 * 2);
    }

    @Test
    void anImpossiblePlanIsRefusedWithEveryFault() {
        assertThatThrownBy(() ->
                        Preset.MEMBERS.plan(1, Duration.ofMinutes(10), -1, TrafficPlan.Attack.evenly(1), Outage.LOST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate")
                .hasMessageContaining("outage");
    }

    private static Set<String> keys(List<GeneratedRecord> records) {
        return records.stream()
                .filter(r -> r.key() != null)
                .map(r -> String.valueOf(r.key()))
                .collect(Collectors.toSet());
    }
}
