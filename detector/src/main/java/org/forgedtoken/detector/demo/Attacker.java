package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongPredicate;

/** Chooses when each fault happens, so that it is over in time and its outcome is certain. */
final class Attacker extends Actor {

    private static final int TRIES = 300;

    private final Forger forger;
    private final Misuse misuse;

    Attacker(Scene scene, SplittableRandom random) {
        super(scene, random);
        this.forger = new Forger(scene, random.split());
        this.misuse = new Misuse(scene, random.split());
    }

    /** Plans every fault of the plan; one for which there is no certain time is left out, and not in the truth. */
    void begin() {
        plan.attack().faults().forEach((fault, count) -> {
            for (int i = 0; i < count; i++) {
                plan(fault);
            }
        });
    }

    private void plan(Fault fault) {
        if (fault.forged()) {
            within(timing.burst(), random.nextInt(3) == 0, time -> forger.plan(fault, time));
        } else {
            within(misuse.needs(fault), false, time -> misuse.plan(fault, time));
        }
    }

    /** @param needs how long it takes, in ms */
    private void within(long needs, boolean inGap, LongPredicate attempt) {
        long from = start + plan.attack().after().toMillis();
        long to = from + plan.attack().length().toMillis() - needs;
        if (inGap && plan.gap().outage() != TrafficPlan.Outage.NONE) {
            long margin = 2 * timing.margin();
            from = Math.max(from, plan.gapStart() + margin);
            to = Math.min(to, plan.gapEnd() - margin - needs);
        }
        for (int i = 0; i < TRIES && from < to; i++) {
            if (attempt.test(random.nextLong(from, to))) {
                return;
            }
        }
    }
}
