package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.demo.ReadFeeds.Use;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.Truth.Expected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attack as one sees it who reads the files; what he counts is what the truth says. */
class WholeAttackTest {
    private static final List<String> FILES =
            List.of("access.jsonl", "issuance.jsonl", "keys.jsonl", "accounts.jsonl", "jwks.json", "truth.json");

    @TempDir
    Path folder;

    private static TrafficPlan plan(long seed) {
        TrafficPlan day = Preset.ATTACK.plan(seed);
        return new TrafficPlan(
                seed,
                day.start(),
                day.duration(),
                0.3,
                day.issuers(),
                day.timing(),
                new TrafficPlan.Attack(Map.of(), Duration.ZERO, day.duration()),
                day.gap(),
                day.site(),
                day.campaign());
    }

    private static Map<String, Long> templates(List<Use> uses) {
        Map<String, Long> templates = new TreeMap<>();
        uses.forEach(
                use -> templates.merge(use.path().replaceAll("\\?.*", "").replaceAll("/\\d+", "/{id}"), 1L, Long::sum));
        return templates;
    }

    @Test
    void theIncidentsAreWhatTheFilesHold() throws IOException {
        Truth truth = SampleFiles.write(plan(8), folder, time -> {});
        Set<String> issued = new HashSet<>();
        Set<String> signing = new HashSet<>();
        ReadFeeds.lines(folder.resolve("issuance.jsonl"), record -> {
            issued.add(record.path("token_id").asText());
            signing.add(record.path("key_id").asText());
        });
        Set<String> existing = new HashSet<>();
        ReadFeeds.lines(
                folder.resolve("accounts.jsonl"),
                record -> existing.add(record.path("account_id").asText()));
        Map<String, List<Use>> byKey = new LinkedHashMap<>();
        ReadFeeds.accesses(folder, use -> {
            if (List.of("shop-backup-1", "shop-2024-1", "shop-test").contains(String.valueOf(use.key()))) {
                byKey.computeIfAbsent(String.valueOf(use.key()), key -> new ArrayList<>())
                        .add(use);
            }
        });

        assertThat(signing).doesNotContainAnyElementsOf(byKey.keySet());
        assertThat(byKey).hasSize(3);
        byKey.forEach((key, uses) -> {
            IncidentTruth incident = truth.incidents().stream()
                    .filter(one -> key.equals(one.keyId()) || (key.equals("shop-test") && one.keyId() == null))
                    .findFirst()
                    .orElseThrow();
            assertThat(uses).allSatisfy(use -> assertThat(issued).doesNotContain(use.token()));
            assertThat(incident.accesses()).isEqualTo(uses.size());
            assertThat(incident.tokens())
                    .isEqualTo((int) uses.stream().map(Use::token).distinct().count());
            assertThat(incident.accounts())
                    .isEqualTo((int) uses.stream().map(Use::account).distinct().count());
            assertThat(incident.accountsUnknown()).isEqualTo((int) uses.stream()
                    .map(Use::account)
                    .distinct()
                    .filter(account -> !existing.contains(account))
                    .count());
            assertThat(incident.sources())
                    .isEqualTo((int) uses.stream().map(Use::source).distinct().count());
            assertThat(incident.firstUse().toEpochMilli())
                    .isEqualTo(uses.stream().mapToLong(Use::time).min().orElseThrow());
            assertThat(incident.lastUse().toEpochMilli())
                    .isEqualTo(uses.stream().mapToLong(Use::time).max().orElseThrow());
            assertThat(incident.verified()).isEqualTo(uses.stream().anyMatch(Use::verified));
            assertThat(incident.endpoints()).isEqualTo(templates(uses));
        });
        assertThat(Files.readString(folder.resolve("jwks.json")))
                .contains("shop-backup-1")
                .doesNotContain("shop-test");
    }

    @Test
    void theCrawlWalksThroughTheIdsFromManyAddressesAndMostDoNotExist() throws IOException {
        Truth truth = SampleFiles.write(plan(9), folder, time -> {});
        Map<String, Map<String, Long>> firstUses = new HashMap<>();
        ReadFeeds.accesses(folder, use -> {
            if (use.source().startsWith("240.")) {
                firstUses
                        .computeIfAbsent(use.source(), source -> new TreeMap<>())
                        .merge(String.valueOf(use.account()), use.time(), Math::min);
            }
        });
        firstUses.forEach((source, accounts) ->
                assertThat(List.copyOf(accounts.values())).as(source).isSorted());
        IncidentTruth stolen = truth.incidents().stream()
                .filter(one -> "shop-backup-1".equals(one.keyId()))
                .findFirst()
                .orElseThrow();
        assertThat(firstUses).hasSize(13);
        assertThat(firstUses.values().stream().mapToInt(Map::size).sum()).isEqualTo(1_201);
        assertThat(stolen.accountsUnknown()).isGreaterThan(600);
        Map<String, Expected> expected = truth.expected();
        assertThat(expected.get("source-fan-out").due()).hasSizeGreaterThan(5).containsKey("203.0.113.110");
        assertThat(expected.get("account-unknown").due()).hasSizeGreaterThan(5);
        assertThat(expected.get("source-enumeration").due())
                .hasSizeGreaterThan(5)
                .doesNotContainKey("203.0.113.110");
        assertThat(expected.get("source-enumeration").uncertain()).doesNotContain("203.0.113.110");
        assertThat(expected.get("account-rate-anomaly").due()).hasSize(2);
        assertThat(expected.get("key-retired").due()).containsOnlyKeys("https%3A//login.shop.example|shop-2024-1");
        assertThat(expected.get("key-unknown").due()).containsOnlyKeys("https%3A//login.shop.example|shop-test");
        assertThat(expected.get("key-rotation-overdue").due())
                .containsOnlyKeys("https%3A//id.partner.example|partner-2024-7");
    }

    /** The numbers of the real case, one to a thousand; here within three days, and with hardly anybody else about. */
    @Test
    void theBreachHasTheNumbersOfTheCase() {
        Duration length = Duration.ofDays(3);
        TrafficPlan breach = Preset.BREACH.plan(1);
        Traffic traffic = new Traffic(new TrafficPlan(
                1,
                breach.start(),
                length,
                0.01,
                breach.issuers(),
                breach.timing(),
                new TrafficPlan.Attack(Map.of(), Duration.ZERO, length),
                breach.gap(),
                breach.site(),
                Preset.BREACH.campaign(length)));
        traffic.forEachRemaining(record -> {});

        assertThat(traffic.truth().incidents()).hasSize(1);
        IncidentTruth incident = traffic.truth().incidents().iterator().next();
        assertThat(incident.keyId()).isEqualTo("shop-backup-1");
        assertThat(incident.accounts()).isEqualTo(33_674);
        assertThat(incident.tokens()).isEqualTo(33_674);
        assertThat(incident.accountsUnknown()).isBetween(17_000, 20_000);
        assertThat(incident.sources()).isEqualTo(2_313);
        assertThat(incident.accesses()).isEqualTo(181_883);
        assertThat(incident.endpoints())
                .containsEntry("/members/{id}/profile", 148_053L)
                .containsEntry("/orders/{id}/delivery", 33_648L)
                .hasSize(3);
        assertThat(Duration.between(incident.firstUse(), incident.lastUse()))
                .isGreaterThan(length.multipliedBy(9).dividedBy(10));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        SampleFiles.write(plan(1), folder.resolve("first"), time -> {});
        SampleFiles.write(plan(1), folder.resolve("second"), time -> {});
        SampleFiles.write(plan(2), folder.resolve("other"), time -> {});
        for (String file : FILES) {
            assertThat(folder.resolve("second").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(file));
            if (!file.equals("keys.jsonl")) {
                assertThat(Files.mismatch(
                                folder.resolve("first").resolve(file),
                                folder.resolve("other").resolve(file)))
                        .as(file)
                        .isNotNegative();
            }
        }
    }

    /** Whoever watches for a minute must see all of it. */
    @Test
    void aMinuteShowsAllOfIt() {
        TrafficPlan plan =
                TrafficPlan.show(3, TrafficPlan.SAMPLE_START, Duration.ofSeconds(50), 100, Duration.ofSeconds(4), 44);
        Traffic traffic = new Traffic(plan);
        traffic.forEachRemaining(record -> {});
        Map<String, Expected> expected = traffic.truth().expected();
        for (String rule :
                List.of("key-unknown", "key-retired", "key-rotation-overdue", "account-unknown", "source-fan-out")) {
            assertThat(expected.get(rule).due())
                    .as(rule)
                    .isNotEmpty()
                    .allSatisfy((entity, time) -> assertThat(time).isLessThanOrEqualTo(plan.endMillis()));
        }
    }
}
