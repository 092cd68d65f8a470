package org.forgedtoken.detector.topology;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.Verdicts;

/**
 * Counts what one task of JUDGE says. Counters never go down: {@code detector_verdicts_total} counts each verdict given,
 * also one that was withdrawn later; in {@code detector_records_total} an access stays where it was counted first, so
 * that the outcomes go on adding up to the records read. Not thread-safe.
 */
final class JudgeTally implements Verdicts {
    private final Meters meters;
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Counter> outcomes = new EnumMap<>(Verdict.class);
    /** Accesses whose first verdict was withdrawn, and which are about to get another one. */
    private long countedBefore;

    private long pending;
    private long ledger;

    JudgeTally(Meters meters) {
        this.meters = meters;
        for (Verdict verdict : Verdict.values()) {
            String outcome = Outcome.valueOf(verdict.name()).label();
            verdicts.put(verdict, meters.counter(Meter.VERDICTS, MeterLabels.label(verdict)));
            outcomes.put(verdict, meters.counter(Meter.RECORDS, Feed.ACCESS.label(), outcome));
        }
    }

    @Override
    public void verdict(Verdict verdict, long accesses) {
        if (accesses < 0) {
            countedBefore -= accesses;
            return;
        }
        add(verdicts, verdict, accesses);
        long again = Math.min(countedBefore, accesses);
        countedBefore -= again;
        add(outcomes, verdict, accesses - again);
    }

    @Override
    public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        verdict(Verdict.UNDETERMINED, accesses);
        meters.undeterminedTokens(reason.label()).increment();
    }

    /** How many wait, and how large the ledger is, in this task. */
    void levels(long pendingNow, long ledgerNow) {
        meters.pendingTokens().add(pendingNow - pending);
        meters.undeterminedTokens(Undetermined.WAITING.label()).add(pendingNow - pending);
        meters.ledgerTokens().add(ledgerNow - ledger);
        pending = pendingNow;
        ledger = ledgerNow;
    }

    private static void add(Map<Verdict, Counter> counters, Verdict verdict, long accesses) {
        Counter counter = counters.get(verdict);
        if (counter != null) {
            counter.increment((double) accesses);
        }
    }
}
