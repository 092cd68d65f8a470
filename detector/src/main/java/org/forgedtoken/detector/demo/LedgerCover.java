package org.forgedtoken.detector.demo;

import java.time.Duration;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;

/**
 * For which stretches the ledger is complete in the end. It answers {@link Cover#UNSURE} wherever a second more or less
 * could change the answer; such times are not generated.
 */
record LedgerCover(TrafficPlan plan) {

    /** What absence from the ledger proves for a stretch. */
    enum Cover {
        COMPLETE,
        BEFORE_LEDGER,
        HOLE,
        UNSURE
    }

    private static final long LEARNED_OVER = Duration.ofDays(7).toMillis();
    private static final long LEARNED_MARGIN = Duration.ofHours(1).toMillis();

    /** The stretch of a token whose issued-at is known: {@code since} is that or its first use, whichever is earlier. */
    Cover ofToken(long since) {
        Timing timing = plan.timing();
        long skew = timing.skew().toMillis();
        return of(since - skew, since + skew + timing.grace().toMillis());
    }

    /** The stretch of a token of which the log states no issued-at, first used at {@code firstUse}. */
    Cover ofTokenWithoutIssuedAt(long firstUse) {
        Timing timing = plan.timing();
        // until then 30 days stand in for the longest life
        long learned = plan.startMillis() + LEARNED_OVER;
        if (firstUse < learned - LEARNED_MARGIN) {
            return Cover.BEFORE_LEDGER;
        }
        return firstUse < learned + LEARNED_MARGIN
                ? Cover.UNSURE
                : of(
                        firstUse - timing.longestLife(),
                        firstUse + timing.skew().toMillis() + timing.grace().toMillis());
    }

    /** Whether by then every issuer has taught how long its tokens live. */
    boolean knowsLifetimes(long time) {
        return time >= longestLifeKnown();
    }

    /** By then 100 issuances of each issuer have stated a lifetime. */
    private long longestLifeKnown() {
        Timing timing = plan.timing();
        return plan.startMillis()
                + 130 * timing.pace().toMillis()
                + 2 * timing.grace().toMillis()
                + plan.gap().length().toMillis();
    }

    /** Whether the stretch keeps away from an outage of any kind: then no use in it depends on late revocations. */
    boolean farFromGap(long from, long to) {
        return plan.gap().outage() == Outage.NONE || to < plan.gapStart() - edge() || from > plan.gapEnd() + edge();
    }

    private Cover of(long from, long to) {
        boolean early = from < plan.startMillis() - plan.timing().margin();
        if (!early && from < plan.startMillis() + plan.timing().margin()) {
            return Cover.UNSURE;
        }
        if (plan.gap().outage() != Outage.LOST || to < plan.gapStart() - edge() || from > plan.gapEnd() + edge()) {
            return early ? Cover.BEFORE_LEDGER : Cover.COMPLETE;
        }
        boolean surelyHit = to > plan.gapStart() + plan.timing().margin()
                && from < plan.gapEnd() - plan.timing().margin();
        return surelyHit && !early ? Cover.HOLE : Cover.UNSURE;
    }

    /** A hole reaches from the last record before the outage to the first one after it. */
    private long edge() {
        return plan.timing().margin() + 2 * plan.timing().heartbeat();
    }
}
