package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Said;
import org.forgedtoken.detector.step.Scenario;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, from the access to the alert. */
class WatchSourcesTest {
    private static final String CRAWLER = "203.0.113.9";
    private static final long START = Scenario.time("10:00:00");
    private static final long DAY = 86_400_000;

    private final List<Finding> found = new ArrayList<>();
    private final Stores stores = Stores.inMemory();
    private final Store<SourceSnapshot> store = stores.of(SourcesState.SOURCES);
    private final SourcesState state = SourcesState.of(stores);
    private WatchSources watch = started();

    private WatchSources started() {
        return new WatchSources(Settings.defaults(), state, new Said(found::add));
    }

    private void honest(int from, int to) {
        honest(from, to, 1);
    }

    private void honest(int from, int to, int step) {
        for (int i = from; i < to; i += step) {
            see(START + i * 100L, "m" + (i * 7919) % 50_000, "198.51.100." + i % 200, TrustClass.ISSUED);
        }
    }

    private void crawl(int from, int to) {
        for (int i = from; i < to; i++) {
            see(START + i * 1_000L, "m" + (60_000 + 3 * i), CRAWLER, TrustClass.FORGED);
        }
    }

    private void see(long time, String account, String source, TrustClass trust) {
        watch.seen(new Watched(time, 1, account, source, trust, null, null));
    }

    private Set<String> begun() {
        Set<String> begun = new TreeSet<>();
        for (Finding finding : found) {
            if (finding instanceof Finding.Begun) {
                begun.add(
                        finding.key().rule().id() + ' ' + finding.key().entity().replaceFirst("@.*", ""));
            }
        }
        return begun;
    }

    @Test
    void aCrawlerIsToldOnceOfEachRuleWithItsSource() {
        honest(0, 2_000);
        crawl(0, 100);

        assertThat(begun()).containsExactly("source-enumeration " + CRAWLER, "source-fan-out " + CRAWLER);
        assertThat(found.stream().filter(Finding.Begun.class::isInstance))
                .hasSize(2)
                .allSatisfy(finding -> {
                    Finding.Begun begun = (Finding.Begun) finding;
                    assertThat(begun.evidence().about()).isNotNull();
                    assertThat(begun.incident()).isNotNull();
                });
    }

    @Test
    void idsOfEighteenDigitsAreWalked() {
        honest(0, 2_000);
        for (int i = 0; i < 30; i++) {
            see(START + i * 1_000L, "u-1000000000000" + (50_000 + 7 * i), CRAWLER, TrustClass.FORGED);
        }

        assertThat(begun()).containsExactly("source-enumeration " + CRAWLER, "source-fan-out " + CRAWLER);
    }

    /** An office in an outage, with everybody else; days later somebody forges tokens for the same accounts behind its address. */
    @Test
    void accountsOfWhichLittleWasHeldAgainstTheSourceCountOnceTheirTokensAreForged() {
        for (int i = 0; i < 2_000; i++) {
            see(START + i * 100L, "m" + (i * 7919) % 50_000, "198.51.100." + i % 200, TrustClass.UNKNOWN);
        }
        for (int i = 0; i < 30; i++) {
            see(START + i * 1_000L, "staff" + (31 * i * i + 7 * i) % 997, CRAWLER, TrustClass.UNKNOWN);
        }
        assertThat(begun()).isEmpty();
        honest(20_000, 4 * 864_000, 1_000);
        for (int i = 0; i < 30; i++) {
            see(START + 4 * DAY + i * 1_000L, "staff" + (31 * i * i + 7 * i) % 997, CRAWLER, TrustClass.FORGED);
        }
        assertThat(begun()).containsExactly("source-fan-out " + CRAWLER);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40})
    void sourcesThatForgeInTheSameMinutesDoNotExplainEachOther(int sources) {
        honest(0, 864_000, 300);
        for (int i = 0; i < 20; i++) {
            for (int source = 0; source < sources; source++) {
                String account = "staff" + (31 * i * i + 7 * i + 1_009 * source) % 49_999;
                see(START + DAY + i * 10_000L + source, account, "203.0.113." + source, TrustClass.FORGED);
            }
        }
        assertThat(begun())
                .filteredOn(begun -> begun.startsWith("source-fan-out"))
                .hasSize(sources);
    }

    @Test
    void theSameAccountsAgainAfterAQuietDayAreAnotherEpisode() {
        honest(0, 2_000);
        crawl(0, 60);
        watch.readTo(new PositionMark(Feed.ACCESS, 0, 1, START + 2 * DAY));
        assertThat(fanOuts()).isOne();
        for (int i = 0; i < 60; i++) {
            see(START + 2 * DAY + i * 1_000L, "m" + (60_000 + 3 * i), CRAWLER, TrustClass.FORGED);
        }
        assertThat(fanOuts()).isEqualTo(2);
    }

    private long fanOuts() {
        return found.stream()
                .filter(finding ->
                        finding instanceof Finding.Begun && finding.key().rule() == Rule.SOURCE_FAN_OUT)
                .count();
    }

    @Test
    void anEpisodeIsOverAfterADayOfQuietAndTheNextOneIsAnother() {
        honest(0, 2_000);
        crawl(0, 60);
        watch.readTo(
                new PositionMark(Feed.ACCESS, 0, 1, START + Duration.ofHours(20).toMillis()));
        assertThat(found).noneMatch(Finding.Ended.class::isInstance);

        watch.readTo(
                new PositionMark(Feed.ACCESS, 0, 1, START + Duration.ofHours(26).toMillis()));

        assertThat(found.stream().filter(Finding.Ended.class::isInstance))
                .hasSize(2)
                .allSatisfy(finding ->
                        assertThat(((Finding.Ended) finding).reason()).isEqualTo(StatusDetail.QUIET));
    }

    @Test
    void whatWasPutAsideGoesOnAfterARestart() {
        honest(0, 2_000);
        crawl(0, 15);
        watch.save(10_000);
        watch = started();

        crawl(15, 60);

        assertThat(begun()).contains("source-fan-out " + CRAWLER);
        watch.save(10_000);
        found.clear();
        watch = started();
        crawl(60, 90);
        assertThat(begun()).as("the episode goes on").isEmpty();
        watch.readTo(
                new PositionMark(Feed.ACCESS, 0, 1, START + Duration.ofHours(26).toMillis()));
        assertThat(found.stream().filter(Finding.Ended.class::isInstance)).isNotEmpty();
    }

    @Test
    void tenAccountsThatDoNotExistAreAnAlertAndARecordThatComesLateTakesItBack() {
        for (int i = 0; i < 9; i++) {
            watch.unknown(new UnknownUse(START + i, "none-" + i, CRAWLER, null, List.of(), false));
        }
        assertThat(begun()).isEmpty();

        watch.unknown(new UnknownUse(START + 9, "none-9", CRAWLER, null, List.of(), false));
        assertThat(begun()).containsExactly("account-unknown " + CRAWLER);

        watch.unknown(new UnknownUse(START, "none-0", CRAWLER, null, List.of(), true));
        assertThat(found).contains(new Finding.Withdrawn(found.get(0).key(), StatusDetail.LATE_RECORD));
    }

    @Test
    void allThatIsToldOfASourceJoinsTheIncidentOfTheFirstKeyThatItsTokensName() {
        honest(0, 2_000);
        crawl(0, 60);
        for (int i = 0; i < 10; i++) {
            watch.unknown(new UnknownUse(START + i, "none-" + i, CRAWLER, null, List.of(), false));
        }
        found.clear();

        watch.seen(new Watched(START + 70_000, 1, "m7", CRAWLER, TrustClass.FORGED, "key-1", null));
        watch.seen(new Watched(START + 71_000, 1, "m8", CRAWLER, TrustClass.FORGED, "key-1", null));

        Membership membership = new Membership(new IncidentKey.Opened("key-1"), START + 70_000);
        assertThat(found)
                .hasSize(3)
                .allSatisfy(finding ->
                        assertThat(((Finding.Joined) finding).incident()).isEqualTo(membership));
        assertThat(found.stream().map(finding -> finding.key().rule()))
                .containsExactlyInAnyOrder(Rule.SOURCE_FAN_OUT, Rule.SOURCE_ENUMERATION, Rule.ACCOUNT_UNKNOWN);
    }

    @Test
    void addressesWithoutNumberFillNoMemory() {
        watch = new WatchSources(Settings.defaults(), () -> 200_000, state, new Said(found::add));
        crawl(0, 40);
        for (int i = 0; i < 200_000; i++) {
            see(START + i, "m" + i, "10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255), TrustClass.FORGED);
        }

        assertThat(watch.size()).isLessThanOrEqualTo(1_000);
        assertThat(store.size()).isLessThanOrEqualTo(1_000);
        found.clear();
        watch.readTo(
                new PositionMark(Feed.ACCESS, 0, 1, START + Duration.ofHours(26).toMillis()));
        assertThat(found.stream().filter(Finding.Ended.class::isInstance)).isNotEmpty();
    }

    @Test
    void aForgedTokenOfEachAccountFromOneAddressIsAnAlertOfThatAddressToo() {
        Scenario day = new Scenario();
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00");
        for (int i = 0; i < 300; i++) {
            day.issue("good-" + i, "'account_id':'m" + i + "'")
                    .access("good-" + i, "'account_id':'m" + i + "'", "'source_ip':'198.51.100." + i % 20 + "'");
        }
        for (int i = 0; i < 40; i++) {
            day.at("10:00:" + (10 + i))
                    .access(
                            "forged-" + i,
                            "'issued_at':'2026-03-02T10:00:01Z'",
                            "'account_id':'m" + (9_000 + i) + "'",
                            "'source_ip':'" + CRAWLER + "'");
        }
        day.issueEvery(10, "10:01:00", "10:06:00");

        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).activity()).isEqualTo(Activity.CREATE);
        assertThat(day.lastOf(Rule.SOURCE_FAN_OUT).key().entity()).startsWith(CRAWLER + "@");
        assertThat(day.lastOf(Rule.SOURCE_ENUMERATION).key().entity()).startsWith(CRAWLER + "@");
    }
}
