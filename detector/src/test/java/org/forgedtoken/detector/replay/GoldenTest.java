package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.Traffic.SampleFiles;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.reading.SharedData;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays of whole worlds, compared with what an earlier version found in them: {@code src/test/resources/golden/}. They
 * judge nothing: a difference is a fault, or a change that is meant, and then they are written anew with {@code
 * -Dgolden.write=true}.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String WRITE = "golden.write";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void outagesAndOrdersFindWhatTheyFound(long seed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Outage outage : List.of(Outage.NONE, Outage.LOST, Outage.LATE)) {
            TrafficPlan plan =
                    Preset.MEMBERS.plan(seed, Duration.ofMinutes(90), 0.15, TrafficPlan.Attack.evenly(66), outage);
            List<GeneratedRecord> records = new ArrayList<>();
            new Traffic(plan).forEachRemaining(records::add);
            SplittableRandom random = new SplittableRandom(seed);
            for (boolean shuffled : new boolean[] {false, true}) {
                String name = outage + (shuffled ? " shuffled" : " in order");
                Path out = out("seed-" + seed + '/' + name.replace(' ', '-'));
                ShuffledTest.Delay delay =
                        shuffled ? record -> ShuffledTest.delay(record, random) : GoldenTest::untilArrival;
                text.append("== ").append(name).append('\n');
                text.append(GoldenText.of(ShuffledTest.replay(records, delay, folder, out)));
            }
        }
        compare("seed-" + seed, text.toString());
    }

    @Test
    void attackFindsWhatItFound() throws IOException {
        generated("attack", plan(Preset.ATTACK, 9, Duration.ofHours(4), 0.1));
    }

    /** Its first day. */
    @Test
    void honestWeekFindsWhatItFound() throws IOException {
        generated("honest-week", plan(Preset.HONEST_WEEK, 5, Duration.ofDays(1), 0.1));
    }

    /** A tenth of the scenario, within a day and with hardly anybody else about. */
    @Test
    void breachFindsWhatItFound() throws IOException {
        Duration length = Duration.ofDays(1);
        Campaign whole = Preset.BREACH.campaign(length);
        Campaign tenth = new Campaign(
                whole.accounts() / 10,
                whole.addresses() / 10,
                whole.accesses() / 10,
                whole.together(),
                whole.when(),
                whole.extras());
        generated("breach", plan(Preset.BREACH, 1, length, 0.01, tenth));
    }

    @Test
    void networkCaptureFindsWhatItFound() throws IOException {
        Optional<Path> data = shared("zeek-day1");
        if (data.isPresent()) {
            Path in = data.orElseThrow();
            Replayed replayed = Replayed.of(in.resolve("access.jsonl"), in.resolve("issuance.jsonl"), out("zeek-day1"));
            compare("zeek-day1", GoldenText.of(replayed));
        }
    }

    @Test
    void gatewayDayFindsWhatItFound() throws IOException {
        Optional<Path> data = shared("gateway-day");
        if (data.isPresent()) {
            Settings combined =
                    Settings.read(new Sources(Optional.empty(), Map.of(), Map.of("access.format", "combined")));
            Replayed replayed = Replayed.of(List.of(data.orElseThrow() + "/*.log.gz"), combined, out("gateway-day"));
            compare("gateway-day", GoldenText.of(replayed));
        }
    }

    private static long untilArrival(GeneratedRecord record) {
        return record.arrivalMillis() - record.timeMillis();
    }

    private static Optional<Path> shared(String name) {
        Optional<Path> data = SharedData.folder(name);
        if (data.isEmpty()) {
            System.out.println("shared data " + name + " is not here: it is compared with nothing");
        }
        return data;
    }

    /** The scenario, in less time and with fewer honest people. */
    private static TrafficPlan plan(Preset preset, long seed, Duration length, double rate) {
        return plan(preset, seed, length, rate, preset.campaign(length));
    }

    private static TrafficPlan plan(Preset preset, long seed, Duration length, double rate, Campaign campaign) {
        TrafficPlan whole = preset.plan(seed);
        Duration after = length.dividedBy(10);
        return new TrafficPlan(
                seed,
                whole.start(),
                length,
                rate,
                whole.issuers(),
                whole.timing(),
                new TrafficPlan.Attack(whole.attack().faults(), after, length.minus(after)),
                whole.gap(),
                whole.site(),
                campaign);
    }

    private void generated(String name, TrafficPlan plan) throws IOException {
        SampleFiles.write(plan, folder, time -> {});
        Replayed replayed = Replayed.of(
                List.of(folder.resolve("access.jsonl").toString()),
                List.of(folder.resolve("issuance.jsonl").toString()),
                List.of(folder.resolve("keys.jsonl").toString()),
                List.of(folder.resolve("accounts.jsonl").toString()),
                new CompleteUntil.Unsaid(),
                out(name));
        compare(name, GoldenText.of(replayed));
    }

    /** Where the files of a replay stay, to be looked into; what lay there goes. */
    private static Path out(String name) {
        return Path.of("target/golden").resolve(name);
    }

    private static void compare(String name, String text) throws IOException {
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertThat(text)
                .as("%s: its files are in %s; -D%s=true writes what is found now", golden, out(name), WRITE)
                .isEqualTo(Files.readString(golden));
    }
}
