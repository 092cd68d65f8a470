package org.forgedtoken.detector.runtime;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.web.Pulse;

/** How this instance does, from its meters: rates are those since the question before. */
final class PulseRates implements Supplier<Pulse> {
    private static final double SECOND = 1e9;
    /** Of so many accesses some should have been judged. */
    private static final double MANY = 100;

    private final Meters meters;
    private final BooleanSupplier ready;
    private final String instance;
    private double accesses;
    private final Map<String, Double> verdicts = new TreeMap<>();
    private long at = System.nanoTime();

    PulseRates(Meters meters, BooleanSupplier ready, String instance) {
        this.meters = meters;
        this.ready = ready;
        this.instance = instance;
    }

    @Override
    public synchronized Pulse get() {
        long now = System.nanoTime();
        double seconds = Math.max(1, now - at) / SECOND;
        at = now;
        double read = meters.total(Meter.RECORDS, Feed.ACCESS.label());
        double accessRate = (read - accesses) / seconds;
        accesses = read;
        double judged = 0;
        Map<String, Double> rates = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            double given = meters.total(Meter.VERDICTS, verdict.name());
            judged += verdict == Verdict.UNDETERMINED ? 0 : given;
            Double before = verdicts.put(verdict.name(), given);
            rates.put(verdict.name(), (given - (before == null ? 0 : before)) / seconds);
        }
        return new Pulse(
                System.currentTimeMillis(),
                accessRate,
                rates,
                meters.level(Meter.PENDING_TOKENS).sum(),
                (long) meters.total(Meter.DEAD_LETTERS),
                meters.coverageLag().seconds(),
                ready.getAsBoolean(),
                judged == 0 && read >= MANY ? (long) read : 0,
                instance);
    }
}
