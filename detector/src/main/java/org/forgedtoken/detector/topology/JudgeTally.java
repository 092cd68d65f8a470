package org.forgedtoken.detector.topology;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.UnmatchedIssuers;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what one task of JUDGE says. Counters never go down: {@code detector_verdicts_total} counts each verdict given,
 * also one that was withdrawn later; in {@code detector_records_total} an access stays where it was counted first, so
 * that the outcomes go on adding up to the records read. Added up here and told to the meters now and then, not one by
 * one. Not thread-safe.
 */
final class JudgeTally implements Counts {
    /** One verdict: how often it was given, and of how many accesses it was the first, since that was told last. */
    private static final class Sum {
        private final Counter verdicts;
        private final Counter outcomes;
        private long given;
        private long first;

        Sum(Counter verdicts, Counter outcomes) {
            this.verdicts = verdicts;
            this.outcomes = outcomes;
        }

        void tell() {
            if (given > 0) {
                verdicts.increment((double) given);
                outcomes.increment((double) first);
                given = 0;
                first = 0;
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(JudgeTally.class);

    private final Meters meters;
    private final String ownIssuer;
    private final UnmatchedIssuers unmatched = new UnmatchedIssuers();
    private boolean told;
    private final Map<Verdict, Sum> sums = new EnumMap<>(Verdict.class);
    /** Accesses whose first verdict was withdrawn, and which are about to get another one. */
    private long countedBefore;

    private final Counter ordinaries;
    private final Counter differences;
    private long ordinary;
    private long pending;
    private long ledger;

    /** @param ownIssuer {@code access.issuer} */
    JudgeTally(Meters meters, String ownIssuer) {
        this.ownIssuer = ownIssuer;
        this.meters = meters;
        this.ordinaries = meters.counter(Meter.ORDINARY_ACCESSES);
        this.differences = meters.counter(Meter.ORDINARY_DIFFERENCES);
        for (Verdict verdict : Verdict.values()) {
            String outcome = Outcome.valueOf(verdict.name()).label();
            sums.put(
                    verdict,
                    new Sum(
                            meters.counter(Meter.VERDICTS, MeterLabels.label(verdict)),
                            meters.counter(Meter.RECORDS, Feed.ACCESS.label(), outcome)));
        }
    }

    @Override
    public void verdict(Verdict verdict, long accesses) {
        if (accesses < 0) {
            countedBefore -= accesses;
            return;
        }
        if (verdict != Verdict.UNDETERMINED) {
            unmatched.judged();
        }
        long again = Math.min(countedBefore, accesses);
        countedBefore -= again;
        Sum sum = Objects.requireNonNull(sums.get(verdict));
        sum.given += accesses;
        sum.first += accesses - again;
    }

    @Override
    public void ordinary(long accesses) {
        ordinary += accesses;
    }

    @Override
    public void differs() {
        LOG.error("An access was proved ordinary, and the ordinary steps say otherwise. Please report it.");
        differences.increment();
    }

    @Override
    public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        unmatched.undetermined(issuer, reason);
        verdict(Verdict.UNDETERMINED, accesses);
        meters.level(Meter.UNDETERMINED_TOKENS, reason.label()).increment();
    }

    /** The task goes elsewhere. */
    void close() {
        tell();
        levels(0, 0);
    }

    /** Tells the meters what was counted since. */
    void tell() {
        sums.values().forEach(Sum::tell);
        ordinaries.increment((double) ordinary);
        ordinary = 0;
    }

    /** Says once what is amiss where the tokens' issuers are none that the issuance feed carries. */
    void compare(Supplier<Set<String>> carried) {
        if (!told && !unmatched.isSilent()) {
            unmatched.sentence(carried.get(), ownIssuer).ifPresent(sentence -> {
                LOG.warn("{}", sentence);
                told = true;
            });
        }
    }

    /** How many wait, and how large the ledger is, in this task. */
    void levels(long pendingNow, long ledgerNow) {
        meters.level(Meter.PENDING_TOKENS).add(pendingNow - pending);
        meters.level(Meter.UNDETERMINED_TOKENS, Undetermined.WAITING.label()).add(pendingNow - pending);
        meters.level(Meter.LEDGER_TOKENS).add(ledgerNow - ledger);
        pending = pendingNow;
        ledger = ledgerNow;
    }
}
