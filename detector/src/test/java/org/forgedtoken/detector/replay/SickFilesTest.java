package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.Distortion;
import org.forgedtoken.detector.demo.SickSite;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.settings.Durations;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The logs of sick sites, replayed: as {@code SickFeedsTest}, but of a file nobody knows when its lines came, only in which
 * order.
 */
class SickFilesTest {
    private static final String RULE = "token-never-issued";

    @TempDir
    Path folder;

    private SickSite site;

    private Replayed replay(String name, CompleteUntil until, Map<String, String> set) throws IOException {
        for (Feed feed : new Feed[] {Feed.ACCESS, Feed.ISSUANCE}) {
            Files.write(
                    folder.resolve(feed.name()),
                    site.records().stream()
                            .filter(record -> record.feed() == feed)
                            .map(GeneratedRecord::json)
                            .toList());
        }
        return Replayed.with(
                Settings.read(new Sources(Optional.empty(), Map.of(), set)),
                folder.resolve(Feed.ACCESS.name()),
                folder.resolve(Feed.ISSUANCE.name()),
                until,
                folder.resolve(name));
    }

    private static SortedSet<String> without(Set<String> all, Set<String> those) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(those);
        return rest;
    }

    private static SortedSet<String> accused(Replayed replayed) throws IOException {
        return replayed.openTokens().getOrDefault(RULE, new TreeSet<>());
    }

    private static SortedMap<String, Long> advice(Replayed replayed) throws IOException {
        SortedMap<String, Long> advice = new TreeMap<>();
        for (JsonNode alert : replayed.alerts().values()) {
            JsonNode data = alert.at("/evidences/0/data");
            if (Replayed.rule(alert).equals("ledger-degraded") && data.has("setting")) {
                advice.merge(
                        data.get("setting").textValue(), data.get("setting_ms").asLong(), Math::max);
            }
        }
        return advice;
    }

    /** What is forged is found, or stands among what is undetermined, with its reason. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "HOURLY_EXPORT",
                "HOURLY_EXPORT_BY_NAME",
                "SPARSE_WITHOUT_HEARTBEATS",
                "A_QUIET_HOUR",
                "A_LOST_HOUR",
                "A_STRETCH_SENT_AGAIN",
                "NEWEST_FIRST",
                "A_LATE_START",
                "FAST_GATEWAYS"
            })
    void nobodyIsFalselyAccusedAndNothingForgedIsPassedOver(Distortion sick) throws IOException {
        site = SickSite.of(sick);
        Replayed replayed = replay("out", new CompleteUntil.Unsaid(), Map.of());
        Set<String> undecided = new HashSet<>();
        for (JsonNode line : replayed.lines("undetermined.jsonl")) {
            assertThat(line.get("reason").textValue()).isNotEmpty();
            undecided.add(line.get("token").textValue());
        }
        System.out.println(sick + ": " + replayed.result.summary().openAlerts() + ", advice " + advice(replayed));

        assertThat(without(accused(replayed), site.forged())).isEmpty();
        assertThat(undecided).containsAll(without(site.forged(), accused(replayed)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HOURLY_EXPORT_BY_NAME", "A_QUIET_HOUR", "A_STRETCH_SENT_AGAIN", "NEWEST_FIRST"})
    void theSettingThatIsNamedCures(Distortion sick) throws IOException {
        site = SickSite.of(sick);
        Map<String, Long> advice = advice(replay("out", new CompleteUntil.Unsaid(), Map.of()));
        assertThat(advice).hasSize(1);
        Map<String, String> set = new TreeMap<>();
        advice.forEach((setting, millis) -> set.put(setting, Durations.format(Duration.ofMillis(millis))));

        Replayed cured = replay("cured", new CompleteUntil.LastAccess(), set);
        System.out.println(sick + " with " + set + ": " + cured.result.summary().openAlerts());

        assertThat(advice(cured)).isEmpty();
        assertThat(cured.alerts().values()).extracting(Replayed::rule).doesNotContain("ledger-degraded");
        assertThat(accused(cured)).isEqualTo(new TreeSet<>(site.forged()));
    }

    /** What is known of a provider that skips records: the summary counts unbroken coverage, and all that is accused. */
    @Test
    void aTokenThatTheIdentityProviderDidNotLogCannotBeToldFromAForgedOne() throws IOException {
        site = SickSite.of(Distortion.EVERY_HUNDREDTH_SKIPPED);
        Set<String> skipped = new HashSet<>();
        site.missing().forEach(record -> skipped.add(record.key()));
        Replayed replayed = replay("out", new CompleteUntil.LastAccess(), Map.of());

        assertThat(accused(replayed)).containsAll(site.forged());
        assertThat(skipped).containsAll(without(accused(replayed), site.forged()));
        assertThat(replayed.summary().at("/feeds/issuance/coverage"))
                .isNotEmpty()
                .allSatisfy(issuer -> assertThat(issuer.get("holes")).isEmpty());
        assertThat(advice(replayed)).isEmpty();
    }
}
