package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.demo.Truth.Expected;
import org.jspecify.annotations.Nullable;

/**
 * The accounts for which one address used tokens that are not what the issuer gave out, in the order of first use, and
 * what must be said of it. The rules have thresholds: from twice the least number on it is certain that they fire, below
 * it that they do not, and between the truth keeps silent.
 */
final class SourceTrail {
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

    private record Step(long time, String account, boolean exists) {}

    private final List<Step> steps = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Told in the order of time. */
    void add(long time, @Nullable String account, boolean exists) {
        if (account != null && seen.add(account)) {
            steps.add(new Step(time, account, exists));
        }
    }

    /** Tells the rules on sources whether they must, or may, accuse this one. */
    void expect(TrafficPlan plan, String source, Map<String, Expected> rules) {
        // In an outage nobody's tokens are known to be issued, and many an address looks alike.
        Long spread = plan.gap().outage() == TrafficPlan.Outage.NONE ? reached(steps, 2 * FAN_OUT, MONTH) : null;
        say(rules, "source-fan-out", source, spread, steps.size() >= FAN_OUT);

        if (plan.site().lists()) {
            long wait = plan.timing().accountGrace().toMillis();
            List<Step> unknown = steps.stream().filter(step -> !step.exists()).toList();
            Long missing = reached(unknown, 2 * UNKNOWN, DAY);
            Long due = missing == null || missing + 2 * wait >= plan.lastMillis() ? null : missing + wait;
            say(rules, "account-unknown", source, due, unknown.size() >= UNKNOWN);
        }

        int rising = risingPercent();
        Long walked = rising >= IN_ORDER ? reached(steps, CERTAIN_WALK, DAY) : null;
        boolean noWalk = steps.size() >= 2 * FAN_OUT && rising <= IN_NO_ORDER;
        say(rules, "source-enumeration", source, walked, steps.size() >= POSSIBLE_WALK && !noWalk);
    }

    private static void say(
            Map<String, Expected> rules, String rule, String source, @Nullable Long since, boolean possible) {
        Expected expected = rules.getOrDefault(rule, new Expected());
        if (since != null) {
            expected.must(source, since);
        } else if (possible) {
            expected.may(source);
        }
    }

    /** When so many distinct accounts were first reached within a window of this length, epoch ms; null if never. */
    private static @Nullable Long reached(List<Step> steps, int accounts, long window) {
        for (int last = accounts - 1; last < steps.size(); last++) {
            long time = steps.get(last).time();
            if (time - steps.get(last - accounts + 1).time() < window) {
                return time;
            }
        }
        return null;
    }

    /** In how many of a hundred steps the number of the account rises; 50 means that they are in no order. */
    private int risingPercent() {
        int rising = 0;
        for (int i = 1; i < steps.size(); i++) {
            String before = steps.get(i - 1).account();
            String here = steps.get(i).account();
            boolean higher =
                    before.length() == here.length() ? here.compareTo(before) > 0 : here.length() > before.length();
            rising += higher ? 1 : 0;
        }
        return steps.size() < 2 ? 50 : 100 * rising / (steps.size() - 1);
    }
}
