package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Partners: each has a batch client that fetches a token for one customer after the other, by their numbers, and uses it. */
final class Partners extends Actor {
    private static final int HOUR_OF_WORK = 2;
    private static final long RUNS_APART = 20 * 60_000;

    private final int customers;
    /** From one customer to the next, in ms. */
    private final long step;

    Partners(Scene scene, SplittableRandom random) {
        super(scene, random);
        this.customers = site.partnerCustomers();
        this.step = timing.grace().toMillis() / 50;
    }

    void begin() {
        for (int partner = 0; partner < site.partners(); partner++) {
            expectRun(partner, start);
        }
    }

    private void expectRun(int partner, long after) {
        long next = scene.curve().isDaily()
                ? scene.curve().next(HOUR_OF_WORK, after) + partner * RUNS_APART
                : after + plan.duration().toMillis() / 3;
        if (next + 2L * customers * step < end) {
            at(next, () -> {
                serve(partner, 0, next);
                expectRun(partner, next);
            });
        }
    }

    private void serve(int partner, int customer, long time) {
        if (customer == customers) {
            return;
        }
        // Its own customers are a block of members, since it brought them.
        int member = (partner * customers + customer) % members.initial();
        if (members.mayLogIn(member)) {
            Visitor visitor = Visitor.partner(partner);
            SampleToken token = token(mainIssuer(), members.id(member), "partner-batch-" + partner, time, life);
            issued(time, token, false, visitor);
            Presentation how = Presentation.fields(true, true);
            for (int use = random.nextInt(3); use < 3; use++) {
                long when = time + 1 + random.nextLong(step);
                at(when, () -> used(when, token, how, visitor, ofIssuedAt(time)));
            }
        }
        long next = time + step + random.nextLong(step);
        at(next, () -> serve(partner, customer + 1, next));
    }
}
