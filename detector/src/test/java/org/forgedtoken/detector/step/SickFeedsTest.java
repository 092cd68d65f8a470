package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.Distortion;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Feeds that are sick: no false alarm, nothing forged is passed over in silence, and what is advised helps. */
class SickFeedsTest {
    /** By these clocks a token is used before it was issued; only a larger {@code clock.skew} waits for its record. */
    private static final Set<Distortion> CLOCKS = EnumSet.of(
            Distortion.SLOW_GATEWAYS,
            Distortion.A_SLOW_GATEWAY,
            Distortion.FAST_IDENTITY_PROVIDER,
            Distortion.A_CLOCK_SET_BACK);

    /** Where records are later than grace an accusation may stand until they come. */
    private static final Set<Distortion> LATE =
            EnumSet.of(Distortion.A_PRODUCER_STALLS, Distortion.HOURLY_EXPORT_BY_NAME);

    private static int partitions(Distortion sick) {
        return switch (sick) {
            case A_PARTITION_STALLS -> 3;
            case SPARSE, SPARSE_WITHOUT_HEARTBEATS -> 6;
            default -> 1;
        };
    }

    private static Set<String> advised(Distortion sick) {
        return switch (sick) {
            case A_QUIET_HOUR, A_LOST_HOUR -> Set.of("ledger.max-silence");
            case A_PARTITION_STALLS,
                    A_PRODUCER_STALLS,
                    FAST_GATEWAYS,
                    A_FAST_GATEWAY,
                    SLOW_IDENTITY_PROVIDER,
                    A_CLOCK_SET_BACK,
                    HOURLY_EXPORT,
                    HOURLY_EXPORT_BY_NAME,
                    A_STRETCH_SENT_AGAIN,
                    NEWEST_FIRST -> Set.of("ledger.grace");
            default -> Set.of();
        };
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "EVERY_HUNDREDTH_SKIPPED")
    void nobodyIsFalselyAccusedAndNothingForgedIsPassedOver(Distortion sick) {
        SickFeed feed = SickFeed.of(sick, partitions(sick));
        System.out.println(sick + ": " + feed);

        assertThat(feed.falselyAccused()).isEmpty();
        if (!CLOCKS.contains(sick) && !LATE.contains(sick)) {
            assertThat(feed.everFalselyAccused()).isEmpty();
        }
        if (sick == Distortion.SPARSE || sick == Distortion.SPARSE_WITHOUT_HEARTBEATS) {
            assertThat(feed.notFound()).hasSizeLessThan(feed.site.forged().size());
        }
        assertThat(feed.advice().keySet()).isEqualTo(advised(sick));
        assertThat(feed.degraded()).as("outages").isLessThanOrEqualTo(60);
        feed.heard.end();
        assertThat(feed.heard.undecided.keySet()).containsAll(feed.notFound());
        feed.heard.expectSumsHold();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "A_PARTITION_STALLS",
                "A_PRODUCER_STALLS",
                "FAST_GATEWAYS",
                "A_FAST_GATEWAY",
                "SLOW_IDENTITY_PROVIDER",
                "HOURLY_EXPORT",
                "HOURLY_EXPORT_BY_NAME",
                "A_QUIET_HOUR",
                "A_STRETCH_SENT_AGAIN",
                "NEWEST_FIRST"
            })
    void theSettingThatIsNamedCures(Distortion sick) {
        Map<String, Long> advice = SickFeed.of(sick, partitions(sick)).advice();
        assertThat(advice).hasSize(1);

        String setting = advice.keySet().iterator().next();
        SickFeed cured = SickFeed.whole(sick, partitions(sick), SickFeed.set(setting, advice.get(setting)));
        System.out.println(sick + " with " + advice + ": " + cured);

        assertThat(cured.heard.records(Rule.LEDGER_DEGRADED)).isEmpty();
        assertThat(cured.everFalselyAccused()).isEmpty();
        assertThat(cured.notFound()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_GATEWAYS", "A_SLOW_GATEWAY", "FAST_IDENTITY_PROVIDER", "A_CLOCK_SET_BACK"})
    void clocksThatAreFiveMinutesOffNeedSixMinutesOfSkew(Distortion sick) {
        SickFeed cured = SickFeed.whole(sick, partitions(sick), SickFeed.set("clock.skew", 360_000));
        System.out.println(sick + " with 6 min of skew: " + cured);

        assertThat(cured.everFalselyAccused()).isEmpty();
        cured.heard.end();
        // the stretch of a token is longer, too, and may begin before the ledger
        assertThat(cured.notFound()).hasSizeLessThanOrEqualTo(1);
        assertThat(cured.heard.undecided.keySet()).containsAll(cured.notFound());
    }

    /** From the feed alone a loss is no different from a silence: what is advised says when it holds. */
    @Test
    void whatIsAdvisedAgainstAHoleHoldsOnlyIfNothingWasIssuedInIt() {
        SickFeed feed = SickFeed.of(Distortion.A_LOST_HOUR, 1);

        assertThat(feed.heard.lastOf(Rule.LEDGER_DEGRADED).evidence().more())
                .containsEntry("setting_if", "nothing was issued in this time")
                .containsKeys("hole_since_at", "hole_until_at");
        assertThat(feed.heard.undetermined).containsKey(Undetermined.HOLE);
    }

    /** A record that was never sent looks as if there had been no token: only its coming late tells. */
    @Test
    void aTokenThatTheIdentityProviderDidNotLogIsAccusedUntilItsRecordComes() {
        SickFeed feed = SickFeed.of(Distortion.EVERY_HUNDREDTH_SKIPPED, 1);
        Set<String> skipped = new TreeSet<>();
        feed.site.missing().forEach(record -> skipped.add(record.key()));

        assertThat(feed.falselyAccused()).isNotEmpty();
        assertThat(skipped).containsAll(feed.falselyAccused());
        assertThat(feed.notFound()).isEmpty();

        for (GeneratedRecord record : feed.site.missing()) {
            feed.heard.issuance(0, record.json());
        }
        assertThat(feed.falselyAccused()).isEmpty();
        assertThat(feed.notFound()).isEmpty();
    }
}
