package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Machines with tokens of their own, for no member; together they make a twentieth of the traffic. */
final class ServiceAccounts {
    private static final double SHARE = 0.05;

    private final Scene scene;
    private final SplittableRandom random;

    ServiceAccounts(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    void begin() {
        for (int service = 0; service < scene.plan().site().services(); service++) {
            renew(service, scene.plan().startMillis() + 1);
        }
    }

    private void renew(int service, long time) {
        long life = scene.plan().timing().tokenLife().toMillis();
        String client = "svc-stock-" + service;
        // Some issuers name the client as the subject of such a token, others name none.
        String subject = service % 2 == 0 ? null : client;
        SampleToken token = scene.token(scene.mainIssuer(), subject, client, time, life, random);
        scene.agenda().at(time, () -> {
            scene.issued(time, token, false, Visitor.service(service));
            long until = time + life * 8 / 10;
            use(service, token, scene.ofIssuedAt(time), time, until);
            if (until < scene.plan().endMillis()) {
                renew(service, until);
            }
        });
    }

    private void use(int service, SampleToken token, Outcome outcome, long after, long until) {
        double meanGap = 1_000 * scene.plan().site().services() / (scene.plan().rate() * SHARE);
        long next = after + 100 + (long) (-Math.log(1 - random.nextDouble()) * meanGap);
        if (next < until && next < scene.plan().endMillis()) {
            scene.agenda().at(next, () -> {
                scene.used(next, token, Presentation.fields(true, true), Visitor.service(service), outcome);
                use(service, token, outcome, next, until);
            });
        }
    }
}
