package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be said of the attacker's addresses. The rules have thresholds: from twice the least number on it is certain
 * that they fire, below it that they do not, and between the truth keeps silent.
 */
final class SourceExpectations {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MONTH = 30 * DAY;
    /** {@code source.fan-out.min}. */
    private static final int FAN_OUT = 20;
    /** {@code account.unknown.min}. */
    private static final int UNKNOWN = 10;

    private static final int CERTAIN_WALK = 50;
    private static final int POSSIBLE_WALK = 5;
    private static final int IN_ORDER = 98;
    private static final int IN_NO_ORDER = 65;

    private final TrafficPlan plan;

    SourceExpectations(TrafficPlan plan) {
        this.plan = plan;
    }

    void add(String source, SourceTrail trail, Map<String, Expected> rules) {
        Expected fanOut = rules.getOrDefault("source-fan-out", new Expected());
        // In an outage nobody's tokens are known to be issued, and many an address looks alike.
        Long spread = plan.gap().outage() == Outage.NONE ? trail.reached(2 * FAN_OUT, MONTH) : null;
        say(fanOut, source, spread, trail.accounts() >= FAN_OUT);

        if (plan.site().lists()) {
            long wait = plan.timing().accountGrace().toMillis();
            Long missing = trail.reachedUnknown(2 * UNKNOWN, DAY);
            boolean inTime = missing != null && missing + 2 * wait < plan.lastMillis();
            say(
                    rules.getOrDefault("account-unknown", new Expected()),
                    source,
                    missing == null || !inTime ? null : Long.valueOf(missing + wait),
                    trail.unknown() >= UNKNOWN);
        }

        int rising = trail.risingPercent();
        Long walked = rising >= IN_ORDER ? trail.reached(CERTAIN_WALK, DAY) : null;
        boolean noWalk = trail.accounts() >= 2 * FAN_OUT && rising <= IN_NO_ORDER;
        say(
                rules.getOrDefault("source-enumeration", new Expected()),
                source,
                walked,
                trail.accounts() >= POSSIBLE_WALK && !noWalk);
    }

    private static void say(Expected rule, String source, @Nullable Long since, boolean possible) {
        if (since != null) {
            rule.must(source, since);
        } else if (possible) {
            rule.may(source);
        }
    }
}
