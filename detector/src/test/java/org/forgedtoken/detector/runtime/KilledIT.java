package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Fault;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Site;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.TrafficFeed;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that is killed without warning, and started again: nothing is lost, and the silence is short. */
class KilledIT {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "killed", folder);
                Instance first = new Instance(rig.set("killed"), folder.resolve("first.log"));
                Instance second = new Instance(rig.set("killed"), folder.resolve("second.log"))) {
            Score score = rig.watchAlerts();
            Traffic traffic = new Traffic(steadyForgeries());
            Thread player = play(rig, traffic);
            Instant begin = Instant.now();
            first.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> first.runs() > 0);
            Duration aStart = Duration.between(begin, Instant.now());
            await().atMost(Duration.ofMinutes(2)).until(() -> score.open() >= 8);

            first.kill();
            second.start();
            player.join();
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(score.against(traffic.truth(), Long.MAX_VALUE))
                            .allSatisfy((rule, one) -> {
                                assertThat(one.missed()).as(rule).isEmpty();
                                assertThat(one.unexpected()).as(rule).isEmpty();
                            }));

            Duration silence = longestSilence(rig.seen());
            System.out.printf(
                    "kill -9 and restart: longest silence of the output %d ms; a first start %d ms%n",
                    silence.toMillis(), aStart.toMillis());
            // on a machine where a mere start takes long, a restart does
            assertThat(silence).isLessThan(Collections.max(List.of(LONGEST_SILENCE, aStart.multipliedBy(3))));
            assertThat(second.stop()).as("exit code after SIGTERM").isZero();
            assertThat(second.runs()).isOne();
            // the access log is full of tokens; a JWT's header always begins so
            assertThat(first.log() + second.log()).doesNotContain("eyJ");
        }
    }

    private static TrafficPlan steadyForgeries() {
        Duration length = Duration.ofSeconds(30);
        Duration after = Duration.ofSeconds(2);
        return new TrafficPlan(
                3,
                Instant.now(),
                length,
                50,
                1,
                Timing.quick(),
                new TrafficPlan.Attack(Map.of(Fault.FORGED_FRESH, 60), after, length.minus(after)),
                new TrafficPlan.Gap(Outage.NONE, Duration.ZERO, Duration.ZERO),
                Site.plain(),
                Campaign.none());
    }

    private static Thread play(Rig rig, Traffic traffic) {
        Thread player = new Thread(() -> {
            try (TrafficFeed feed = rig.feed()) {
                feed.play(traffic);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        player.start();
        return player;
    }

    private static Duration longestSilence(List<SeenAlert> alerts) {
        List<Long> times = alerts.stream().map(SeenAlert::writtenAt).sorted().toList();
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofMillis(longest);
    }
}
