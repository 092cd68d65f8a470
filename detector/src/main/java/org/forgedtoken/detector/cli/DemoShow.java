package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.ThreadUtils;
import org.forgedtoken.detector.demo.AlertWatch;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Timing;
import org.forgedtoken.detector.demo.Traffic;
import org.forgedtoken.detector.demo.TrafficFeed;
import org.forgedtoken.detector.demo.TrafficPlan;
import org.forgedtoken.detector.demo.Truth;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Plays the traffic, shows the alerts as they come, and sums up. */
final class DemoShow {
    private static final Duration LEAD = Duration.ofSeconds(1);
    private static final Duration ATTACK_AFTER = Duration.ofSeconds(4);
    private static final Duration ENDLESS = Duration.ofHours(8);
    /** From the last access until all is decidable, and a little for the pipeline. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /** Alerts of one rule that are shown singly. */
    private static final int SHOWN = 20;

    private static final long FAULT_MILLIS = 1_000;
    private static final long PROGRESS_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 15_000;

    private final Settings settings;
    private final KafkaDetector detector;
    private final PrintWriter out;
    private final Score score = new Score();
    /** New alerts by rule; the alert watch's thread alone counts them. */
    private final Map<String, Integer> shown = new HashMap<>();

    DemoShow(Settings settings, KafkaDetector detector, PrintWriter out) {
        this.settings = settings;
        this.detector = detector;
        this.out = out;
    }

    /**
     * Plays it.
     *
     * @param length null: until interrupted
     * @return the exit code
     */
    int play(long seed, double rate, @Nullable Duration length) throws InterruptedException {
        Duration active = length == null ? ENDLESS : length.minus(SETTLING);
        int faults = (int) (active.minus(ATTACK_AFTER).toMillis() / FAULT_MILLIS);
        Traffic traffic = new Traffic(
                TrafficPlan.show(seed, Instant.now().plus(LEAD), active, rate, ATTACK_AFTER, Math.max(11, faults)));
        say("Traffic begins: " + Math.round(rate) + " honest accesses a second; the attack begins after "
                + ATTACK_AFTER.toSeconds() + " s" + (length == null ? ". Ctrl-C ends it." : "."));
        Map<Feed, String> topics = Arrays.stream(Feed.values())
                .collect(Collectors.toMap(feed -> feed, feed -> settings.get(Catalogue.topic(feed))));
        String bootstrapServers = settings.kafka().getOrDefault("bootstrap.servers", "");
        try (TrafficFeed feed = new TrafficFeed(bootstrapServers, topics, DemoCommand.PARTITIONS);
                AlertWatch watch =
                        AlertWatch.start(bootstrapServers, settings.get(Catalogue.TOPIC_ALERTS), this::saw)) {
            boolean stopped = !playAll(feed, traffic);
            watch.check();
            long decidable = stopped ? System.currentTimeMillis() - SETTLING.toMillis() : Long.MAX_VALUE;
            if (!stopped) {
                awaitAll(traffic);
            }
            return sumUp(traffic.truth(), decidable, feed);
        }
    }

    /** Returns whether the traffic came to its end, as opposed to having been stopped. */
    private boolean playAll(TrafficFeed feed, Traffic traffic) {
        ExecutorService player = Executors.newSingleThreadExecutor();
        Future<?> playing = player.submit(() -> {
            feed.play(traffic);
            return null;
        });
        try {
            while (!isOver(playing)) {
                detector.awaitRunning();
                say(feed.accesses() + " accesses, " + feed.issuances() + " issuance records, " + score.open()
                        + " open alerts");
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            player.shutdownNow();
            ThreadUtils.shutdownExecutorServiceQuietly(player, 3, TimeUnit.SECONDS);
        }
    }

    /** Waits a while for it, and throws what has ended it too soon. */
    private static boolean isOver(Future<?> playing) throws InterruptedException {
        try {
            playing.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failed ? failed : new IllegalStateException(e.getCause());
        }
    }

    /** The last faults are proved some seconds after the last access; what has not come by then is missed. */
    private void awaitAll(Traffic traffic) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end
                && score.against(traffic.truth(), Long.MAX_VALUE).values().stream()
                        .anyMatch(rule -> !rule.missed().isEmpty())) {
            Thread.sleep(100);
        }
        // What is wrong may come last.
        Thread.sleep(Timing.quick().grace().toMillis());
    }

    private void saw(AlertWatch.SeenAlert alert) {
        if (alert.ofCanary()) {
            return;
        }
        boolean known = score.saw(alert);
        int ofRule = known ? 0 : shown.merge(alert.rule(), 1, Integer::sum);
        if (ofRule == SHOWN + 1) {
            say("(from here on one " + alert.rule() + " in " + SHOWN + " is shown)");
        }
        boolean rare = ofRule <= SHOWN || ofRule % SHOWN == 0;
        if ((!known && rare) || alert.isClosed()) {
            LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(alert.writtenAt()), ZoneId.systemDefault())
                    .truncatedTo(ChronoUnit.SECONDS);
            String closed = alert.isClosed() ? "closed " : "";
            say(String.format(
                    "%tT  %-8s  %s%-27s  %s", time, alert.severity(), closed, alert.rule(), alert.sentence()));
        }
    }

    private void say(String line) {
        synchronized (out) {
            out.println(line);
        }
    }

    /**
     * Prints what was planted, and what was found of it.
     *
     * @param decidable faults used after this time are not yet due, epoch ms
     * @return the exit code
     */
    private int sumUp(Truth truth, long decidable, TrafficFeed feed) {
        Map<String, Score.OfRule> scores = score.against(truth, decidable);
        out.println();
        out.printf("%d accesses and %d issuance records played.%n", feed.accesses(), feed.issuances());
        out.printf("%-28s %8s %8s %8s %8s%n", "rule", "planted", "found", "missed", "false");
        int missed = 0;
        int unexpected = 0;
        for (Map.Entry<String, Score.OfRule> entry : scores.entrySet()) {
            Score.OfRule rule = entry.getValue();
            out.printf(
                    "%-28s %8d %8d %8d %8d%n",
                    entry.getKey(),
                    rule.planted(),
                    rule.found(),
                    rule.missed().size(),
                    rule.unexpected().size());
            if (rule.inRollUp() > 0) {
                out.printf("%-28s %17d in a roll-up%n", "", rule.inRollUp());
            }
            missed += rule.missed().size();
            unexpected += rule.unexpected().size();
        }
        score.others().forEach((rule, count) -> out.printf("%-28s %8s %8d%n", rule, "-", count));
        scores.forEach((rule, one) -> {
            one.missed().forEach(token -> out.println("missed: " + rule + ' ' + token));
            one.unexpected().forEach(token -> out.println("false: " + rule + ' ' + token));
        });
        boolean good = missed == 0 && unexpected == 0;
        boolean any = scores.values().stream().anyMatch(rule -> rule.planted() > 0);
        if (!good) {
            out.println(missed + " missed, " + unexpected + " false.");
        } else if (any) {
            out.println("Everything planted was found, and there was no false alert.");
        } else {
            out.println("Nothing planted was due yet, and there was no false alert.");
        }
        return good ? 0 : 1;
    }
}
