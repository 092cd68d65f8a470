package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Machines with tokens of their own, for no member; together they make a twentieth of the traffic. */
final class ServiceAccounts extends Actor {
    private static final double SHARE = 0.05;

    ServiceAccounts(Scene scene, SplittableRandom random) {
        super(scene, random);
    }

    void begin() {
        for (int service = 0; service < site.services(); service++) {
            renew(service, start + 1);
        }
    }

    private void renew(int service, long time) {
        String client = "svc-stock-" + service;
        // Some issuers name the client as the subject of such a token, others name none.
        String subject = service % 2 == 0 ? null : client;
        SampleToken token = token(mainIssuer(), subject, client, time, life);
        at(time, () -> {
            issued(time, token, false, Visitor.service(service));
            long until = time + life * 8 / 10;
            use(service, token, ofIssuedAt(time), time, until);
            if (until < end) {
                renew(service, until);
            }
        });
    }

    private void use(int service, SampleToken token, Outcome outcome, long after, long until) {
        double meanGap = 1_000 * site.services() / (plan.rate() * SHARE);
        long next = after + 100 + (long) (exponential() * meanGap);
        if (next < until && next < end) {
            at(next, () -> {
                used(next, token, Presentation.fields(true, true), Visitor.service(service), outcome);
                use(service, token, outcome, next, until);
            });
        }
    }
}
