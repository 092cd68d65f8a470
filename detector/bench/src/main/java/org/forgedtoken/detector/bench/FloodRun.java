package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One flood beside honest traffic, on a detector of its own: before it, and while it lasts. */
final class FloodRun {
    /** What is played before anything is measured, s: the compiler's. */
    private static final int WARMING = 10;
    /** After memory was looked at, which stops the detector, and before the next phase counts, s. */
    private static final int SETTLING = 5;

    private static final String UNDETERMINED = "undetermined";
    private static final String BEFORE = "before";
    private static final String DURING = "during";
    private static final long PATIENCE = 120_000;
    private static final long LOOK = 500;

    /**
     * What came of it.
     *
     * @param reached accesses of the flood that were sent, a second
     * @param distinct tokens of the flood
     * @param pendingMost tokens that waited, at most
     * @param behind how long after the last record all was judged, s
     * @param blocks block entries that stand at the end
     * @param undetermined accesses of which nothing could be said
     * @param wrong what was counted and is not what was sent
     */
    record Result(
            FloodKind kind,
            FloodPhase before,
            FloodPhase during,
            FloodAnswer answer,
            long flooded,
            double reached,
            long distinct,
            double pendingMost,
            double behind,
            double highestMb,
            long blocks,
            long undetermined,
            String wrong) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("before", before.json());
            json.put("during", during.json());
            json.put("flooding_accesses", flooded);
            json.put("flooding_accesses_a_second", Math.round(reached));
            json.put("flooding_tokens", distinct);
            json.put("pending_tokens_most", pendingMost);
            json.put("judged_after_s", behind);
            json.put("resident_mb_most", highestMb);
            json.put("alert_records", answer.alerts());
            json.put("incidents", answer.incidents());
            json.put("incident_records", answer.incidentRecords());
            json.put("block_entries", blocks);
            json.put("undetermined_accesses", undetermined);
            return json;
        }

        boolean isRight() {
            return answer.isRight() && wrong.isEmpty();
        }

        void print(PrintStream out) {
            out.println(before);
            out.println(during);
            out.printf(
                    Locale.ROOT,
                    "  %d accesses (%.0f a second) of %d tokens; %.0f waited at most; judged %.1f s after the last;"
                            + " %d undetermined; resident %.0f MB at most%n  alerts written %s, %d incidents (%d records), %d block entries%n"
                            + "  %s%s%n",
                    flooded,
                    reached,
                    distinct,
                    pendingMost,
                    behind,
                    undetermined,
                    highestMb,
                    answer.alerts(),
                    answer.incidents(),
                    answer.incidentRecords(),
                    blocks,
                    answer,
                    wrong);
        }
    }

    private final PacedOptions options;
    private final FloodOptions flood;
    private final Map<String, Double> memory = new HashMap<>();
    private double pendingMost;

    FloodRun(PacedOptions options, FloodOptions flood) {
        this.options = options;
        this.flood = flood;
    }

    Result of(FloodKind kind) throws IOException, InterruptedException {
        DecidableTimes decidable = new DecidableTimes(options.partitions);
        int all = WARMING + flood.before + SETTLING + flood.seconds;
        try (PacedDetector detector = new PacedDetector(options, all, decidable);
                Flood garbage = new Flood(kind, flood.pace, flood.tokens, detector.servers())) {
            FeedPlan plan = detector.plan();
            long pid = detector.process().process().pid();
            long calm = plan.firstAccess() + (WARMING + flood.before) * 1_000L;
            long begin = calm + SETTLING * 1_000L;
            AtomicLong judged = new AtomicLong();
            SeenAlerts seen = new SeenAlerts(detector.servers(), PacedDetector.ALERTS);
            try (seen) {
                detector.awaitLedger();
                Thread look = new Thread(() -> look(detector, garbage, plan, pid, calm, begin, judged), "look");
                look.start();
                detector.feed().play(() -> !look.isAlive());
                look.join();
            }
            CountedAccesses counted = new CountedAccesses(detector.process().meters());
            NavigableMap<String, List<Double>> waits =
                    new AlertWaits(plan, decidable, seen.first()).by(use -> phase(plan, use, calm, begin));
            return new Result(
                    kind,
                    phase(kind, BEFORE, waits),
                    phase(kind, DURING, waits),
                    FloodAnswer.of(seen.all(), new BenchFeed(plan).truth()),
                    garbage.sent(),
                    garbage.reached(),
                    garbage.distinct(),
                    pendingMost,
                    (judged.get() - plan.end()) / 1e3,
                    ResidentMemory.highest(pid),
                    blocks(detector.servers()),
                    counted.of(UNDETERMINED),
                    wrong(kind, plan, garbage, counted));
        }
    }

    /** Of a token that is used first at this time; "" where nothing is measured. */
    private static String phase(FeedPlan plan, long use, long calm, long begin) {
        if (use >= begin) {
            return DURING;
        }
        return use >= plan.firstAccess() + WARMING * 1_000L && use < calm ? BEFORE : "";
    }

    private FloodPhase phase(FloodKind kind, String name, Map<String, List<Double>> waits) {
        return new FloodPhase(
                kind.label() + ' ' + name,
                waits.getOrDefault(name, List.of()),
                memory.getOrDefault(name + " resident", Double.NaN),
                memory.getOrDefault(name + " heap", Double.NaN));
    }

    /** Beside the traffic: begins and ends the flood, looks at memory, and waits until all that was sent is judged. */
    private void look(
            PacedDetector detector, Flood garbage, FeedPlan plan, long pid, long calm, long begin, AtomicLong judged) {
        try {
            await(calm);
            remember(BEFORE, pid);
            await(begin);
            garbage.begin();
            while (System.currentTimeMillis() < plan.end()) {
                lookAtPending(detector);
            }
            garbage.end();
            long end = System.currentTimeMillis();
            while (new CountedAccesses(detector.process().meters()).all() < plan.accesses() + garbage.sent()
                    && System.currentTimeMillis() < end + PATIENCE) {
                lookAtPending(detector);
            }
            judged.set(System.currentTimeMillis());
            remember(DURING, pid);
            TimeUnit.SECONDS.sleep(SETTLING); // for what was told last to be committed
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(String phase, long pid) throws IOException {
        memory.put(phase + " resident", ResidentMemory.now(pid));
        memory.put(phase + " heap", LiveHeap.of(pid));
    }

    private void lookAtPending(PacedDetector detector) throws IOException, InterruptedException {
        pendingMost = Math.max(pendingMost, detector.process().meter("detector_pending_tokens"));
        TimeUnit.MILLISECONDS.sleep(LOOK);
    }

    private static void await(long time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.max(0, time - System.currentTimeMillis()));
    }

    /** Empty where what was counted is what was sent; else what is not. */
    private static String wrong(FloodKind kind, FeedPlan plan, Flood garbage, CountedAccesses counted) {
        int forged = plan.forgedAccesses();
        long refused = kind == FloodKind.REFUSED ? garbage.sent() : 0;
        long unproven = counted.of("never_issued") + counted.of(UNDETERMINED);
        return counted.check("issued", counted.of("issued"), plan.accesses() - forged)
                .check("refused", counted.of("refused"), refused)
                .check("never issued or undetermined", unproven, forged + garbage.sent() - refused)
                .wrong();
    }

    private static long blocks(String servers) {
        return new BenchTopics(servers)
                .all("token-blocklist").stream().filter(value -> value != null).count();
    }
}
