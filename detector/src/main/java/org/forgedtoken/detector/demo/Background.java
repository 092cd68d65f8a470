package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;
import org.forgedtoken.detector.feed.Feed;

/** What goes on whoever logs in: heartbeats, a service client, requests without a token, refused and unreadable ones. */
final class Background extends Actor {
    private static final long DAY = 86_400_000;

    Background(Scene scene, SplittableRandom random) {
        super(scene, random);
    }

    void begin() {
        long last = plan.lastMillis();
        for (SampleIssuer issuer : scene.keys.issuers) {
            at(start, () -> heartbeat(issuer, start, last));
            at(start, () -> service(issuer, start, last));
        }
        if (site.lists()) {
            lists();
        }
        double rate = plan.rate();
        every(1_000 / (rate * 0.05), start, this::anonymous);
        every(1_000 / (rate * 0.01), start, this::refused);
        for (int kind = 0; kind < 3; kind++) {
            int which = kind;
            long time = start + (end - start) / 4 * (kind + 1);
            at(time, () -> unreadable(time, which));
        }
    }

    /** The feeds of keys and accounts: all there is at the start; who joins or leaves later says so himself. */
    private void lists() {
        for (KeyRing.ListedKey key : scene.keys.records) {
            long time = key.time().toEpochMilli();
            long seen = Math.max(start, time);
            if (seen < end) {
                String json = RecordJson.of(key).toString();
                at(seen, () -> scene.listed(Feed.KEYS, time, key.keyId(), json));
            }
        }
        at(start, () -> {
            for (int member = 0; member < members.initial(); member++) {
                account(member, start - DAY * (1 + member % 1_000), "active");
            }
        });
    }

    private void heartbeat(SampleIssuer issuer, long time, long last) {
        scene.heartbeat(time, scene.records.heartbeat(time, issuer));
        if (time < last) {
            long next = Math.min(last, time + timing.heartbeat());
            at(next, () -> heartbeat(issuer, next, last));
        }
    }

    /** Fetches a token at a steady pace, so that silence in the feed is never mere chance, and uses it once or twice. */
    private void service(SampleIssuer issuer, long time, long last) {
        SampleToken token = token(issuer, null, "svc-billing", time, timing.longestLife());
        String json = scene.records.issued(time, token, false, Visitor.service());
        if (time == start) {
            scene.issuedPromptly(time, token.key(), json);
        } else {
            scene.issued(time, token.key(), json);
        }
        Presentation how = Presentation.fields(true, random.nextBoolean());
        for (int use = random.nextInt(2); use < 2; use++) {
            long when = time + 100 + random.nextLong(4 * timing.pace().toMillis());
            beforeEnd(when, () -> used(when, token, how, Visitor.service(), ofIssuedAt(time)));
        }
        long next = time + timing.pace().toMillis() * (6 + random.nextInt(5)) / 10;
        if (next < last) {
            at(next, () -> service(issuer, next, last));
        }
    }

    private void anonymous(long time) {
        scene.access(time, null, scene.records.anonymous(time, anyone()), Outcome.ANONYMOUS);
    }

    private void refused(long time) {
        String json = scene.records.refusedGarbage(time, mainIssuer().name(), anyone());
        scene.access(time, null, json, Outcome.REFUSED);
    }

    private void unreadable(long time, int kind) {
        scene.access(time, null, scene.records.unreadable(time, kind, anyone()), Outcome.DEAD_LETTER);
    }

    private Visitor anyone() {
        int member = members.any(random);
        return scene.whereabouts.of(member).apply(scene.now());
    }

    /** Partners: each has a batch client that fetches a token for one customer after the other, by their numbers, and uses it. */
    static final class Partners extends Actor {
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
            long next = scene.curve.isDaily()
                    ? scene.curve.next(HOUR_OF_WORK, after) + partner * RUNS_APART
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

    /** Machines with tokens of their own, for no member; together they make a twentieth of the traffic. */
    static final class ServiceAccounts extends Actor {
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
}
