package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.ReadFeeds.Use;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three days of the honest week, as one sees them who reads the files: whatever a rule must stay silent at is in them. */
class HonestWeekTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    static Path folder;

    private static final Map<String, Set<String>> ACCOUNTS_BY_SOURCE = new HashMap<>();
    private static final Map<String, Set<String>> SOURCES_BY_ACCOUNT = new HashMap<>();
    private static final Map<String, Long> LAST_USE = new HashMap<>();
    private static final Map<String, List<Use>> OF_CLIENT = new TreeMap<>();
    private static final Map<String, Long> ACTIVE = new HashMap<>();
    private static final Map<String, Long> DELETED = new HashMap<>();
    private static final Set<String> ISSUED = new HashSet<>();
    private static final Set<String> USED = new HashSet<>();
    private static final long[] BY_HOUR = new long[24];
    private static final List<String> SIGNED_UP = new ArrayList<>();
    private static Truth truth;

    @BeforeAll
    static void read() throws IOException {
        TrafficPlan week = Preset.HONEST_WEEK.plan(5);
        Duration length = Duration.ofDays(3);
        TrafficPlan plan = new TrafficPlan(
                5,
                week.start(),
                length,
                0.7,
                week.issuers(),
                week.timing(),
                new TrafficPlan.Attack(Map.of(), Duration.ZERO, length),
                week.gap(),
                week.site(),
                week.campaign());
        truth = SampleFiles.write(plan, folder, time -> {});
        ReadFeeds.lines(folder.resolve("accounts.jsonl"), record -> {
            String account = record.path("account_id").asText();
            long time = ReadFeeds.time(record.path("time"));
            boolean active = record.path("state").asText().equals("active");
            (active ? ACTIVE : DELETED).put(account, time);
            if (active && time > plan.startMillis()) {
                SIGNED_UP.add(account);
            }
        });
        ReadFeeds.lines(
                folder.resolve("issuance.jsonl"),
                record -> ISSUED.add(record.path("token_id")
                        .asText(record.path("token_digest").asText())));
        ReadFeeds.accesses(folder, HonestWeekTest::use);
    }

    private static void use(Use use) {
        BY_HOUR[(int) (Math.floorMod(use.time() + 9 * HOUR, 24 * HOUR) / HOUR)]++;
        String client = String.valueOf(use.client());
        if (client.startsWith("partner-batch") || client.startsWith("svc-")) {
            OF_CLIENT.computeIfAbsent(client, c -> new ArrayList<>()).add(use);
        }
        USED.add(use.token());
        String account = use.account();
        if (account != null && !account.startsWith("svc-")) {
            ACCOUNTS_BY_SOURCE
                    .computeIfAbsent(use.source(), s -> new HashSet<>())
                    .add(account);
            SOURCES_BY_ACCOUNT.computeIfAbsent(account, a -> new HashSet<>()).add(use.source());
            LAST_USE.merge(account, use.time(), Math::max);
        }
    }

    /** Those that are not known. Of ten thousands each, containsAll would compare every pair. */
    private static Set<String> beyond(Set<String> known, Collection<String> all) {
        Set<String> others = new HashSet<>(all);
        others.removeIf(known::contains);
        return others;
    }

    @Test
    void nothingIsForgedAndNoRuleHasACause() {
        assertThat(truth.planted()).isEmpty();
        assertThat(truth.incidents()).isEmpty();
        assertThat(truth.expected()).allSatisfy((rule, expected) -> {
            assertThat(expected.due()).as(rule).isEmpty();
            assertThat(expected.uncertain()).as(rule).isEmpty();
        });
        assertThat(beyond(ISSUED, USED)).isEmpty();
    }

    @Test
    void carriersHaveThousandsOfMembersBehindOneAddress() {
        assertThat(ACCOUNTS_BY_SOURCE.entrySet().stream()
                        .filter(source -> source.getKey().startsWith("198.51.100."))
                        .map(source -> source.getValue().size()))
                .hasSize(2)
                .allSatisfy(accounts -> assertThat(accounts).isGreaterThan(1_000));
    }

    @Test
    void anOfficeHasSomeDozensOfMembers() {
        for (String office : List.of("192.0.2.40", "192.0.2.41", "192.0.2.42")) {
            assertThat(ACCOUNTS_BY_SOURCE.get(office)).as(office).hasSizeBetween(24, 40);
        }
    }

    @Test
    void aPartnerWalksThroughItsCustomersInSequenceEveryNight() {
        for (int partner = 0; partner < 2; partner++) {
            List<Use> uses = OF_CLIENT.getOrDefault("partner-batch-" + partner, List.of());
            List<Use> inOrder = uses.stream()
                    .sorted((a, b) -> Long.compare(a.time(), b.time()))
                    .toList();
            Set<String> customers = new TreeSet<>();
            int starts = 1;
            for (int i = 0; i < inOrder.size(); i++) {
                customers.add(String.valueOf(inOrder.get(i).account()));
                if (i > 0 && inOrder.get(i).time() - inOrder.get(i - 1).time() > HOUR) {
                    starts++;
                } else if (i > 0) {
                    assertThat(inOrder.get(i).account())
                            .isGreaterThanOrEqualTo(
                                    String.valueOf(inOrder.get(i - 1).account()));
                }
            }
            assertThat(customers).hasSize(200);
            assertThat(starts).isEqualTo(3);
            assertThat(uses).allMatch(use -> ISSUED.contains(use.token()));
        }
    }

    @Test
    void phonesRoam() {
        assertThat(SOURCES_BY_ACCOUNT.values().stream()
                        .filter(sources -> sources.size() >= 8)
                        .count())
                .isGreaterThan(500);
    }

    @Test
    void serviceAccountsUseTokensForNoMember() {
        assertThat(OF_CLIENT.keySet()).contains("svc-stock-0", "svc-stock-1", "svc-stock-2");
        OF_CLIENT.forEach((client, uses) -> {
            if (client.startsWith("svc-")) {
                assertThat(uses).allSatisfy(use -> assertThat(use.account()).isIn(null, client));
            }
        });
    }

    @Test
    void theNightIsQuiet() {
        assertThat(BY_HOUR[21]).isGreaterThan(3 * BY_HOUR[5]);
        assertThat(BY_HOUR[13]).isGreaterThan(2 * BY_HOUR[5]);
    }

    @Test
    void everyAccountIsListedWhileItIsUsed() {
        assertThat(SIGNED_UP).hasSizeGreaterThan(60).isSorted();
        assertThat(beyond(LAST_USE.keySet(), SIGNED_UP.subList(0, 10))).isEmpty();
        assertThat(beyond(ACTIVE.keySet(), LAST_USE.keySet())).isEmpty();
        assertThat(DELETED)
                .hasSizeGreaterThan(10)
                .allSatisfy((account, time) ->
                        assertThat(LAST_USE.getOrDefault(account, 0L)).isLessThan(time));
    }

    @Test
    void theKeyIsRotatedWithAnOverlap() throws IOException {
        List<String> says = new ArrayList<>();
        ReadFeeds.lines(
                folder.resolve("keys.jsonl"),
                record -> says.add(record.path("key_id").asText()
                        + ' '
                        + record.path("state").asText()));
        assertThat(says)
                .containsExactlyInAnyOrder(
                        "partner-2024-7 active",
                        "shop-2024-1 active",
                        "shop-2024-1 retired",
                        "shop-2025-1 active",
                        "shop-backup-1 active",
                        "shop-2025-2 active",
                        "shop-2025-1 retired");
    }
}
