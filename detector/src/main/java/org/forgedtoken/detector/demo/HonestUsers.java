package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** People who log in, use their token, refresh it, and sometimes log out. */
final class HonestUsers {

    /** Accesses of one session, on average. */
    private static final int USES = 20;

    private final Scene scene;
    private final SplittableRandom random;
    private final long life;

    private record Session(
            int user, SampleToken token, Presentation how, Visitor visitor, Outcome outcome, double gap, long until) {}

    HonestUsers(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.life = scene.plan().timing().tokenLife().toMillis();
    }

    /** Begins with some who logged in before the ledger did. */
    void begin() {
        long start = scene.plan().startMillis();
        double loginsPerMilli = scene.plan().rate() / USES / 1_000;
        int early = (int) Math.min(2_000, 1 + loginsPerMilli * life / 8);
        for (int i = 0; i < early; i++) {
            long issued = start - 2_000 - random.nextLong(life * 7 / 10);
            scene.agenda().at(start + random.nextLong(life / 20), () -> useEarlierLogin(issued));
        }
        scene.agenda().at(start + spread(1 / loginsPerMilli), () -> loginAndExpectNext(1 / loginsPerMilli));
    }

    private void loginAndExpectNext(double meanGap) {
        long now = scene.agenda().now();
        login(random.nextInt(Scene.ACCOUNTS), now);
        long next = now + spread(meanGap);
        if (next < scene.plan().endMillis()) {
            scene.agenda().at(next, () -> loginAndExpectNext(meanGap));
        }
    }

    private void login(int user, long time) {
        boolean app = random.nextInt(10) < 3;
        SampleToken token = scene.token(
                scene.anyIssuer(random),
                Scene.account(user),
                app ? "shop-app" : "shop-web",
                time,
                app ? 2 * life : life,
                random);
        Visitor visitor = Visitor.honest(user, random);
        scene.issued(time, token, random.nextInt(5) < 2, visitor);
        boolean lost = scene.plan().inGap(time) && scene.plan().gap().outage() == Outage.LOST;
        Presentation how = Presentation.any(token, random);
        if (scene.plan().inGap(time)
                && scene.cover()
                                .ofTokenWithoutIssuedAt(
                                        time - scene.plan().timing().margin())
                        == LedgerCover.Cover.UNSURE) {
            how = new Presentation(how.raw(), true, how.verified());
        }
        use(session(user, token, how, visitor, lost ? Outcome.UNDETERMINED_HOLE : Outcome.ISSUED, time), time);
    }

    private void useEarlierLogin(long issued) {
        int user = random.nextInt(Scene.ACCOUNTS);
        SampleToken token = scene.token(scene.anyIssuer(random), Scene.account(user), "shop-web", issued, life, random);
        long now = scene.agenda().now();
        use(
                session(
                        user,
                        token,
                        Presentation.any(token, random),
                        Visitor.honest(user, random),
                        Outcome.UNDETERMINED_BEFORE_LEDGER,
                        now),
                now);
    }

    /** A few to dozens of uses, all of them well before the expiry. */
    private Session session(
            int user, SampleToken token, Presentation how, Visitor visitor, Outcome outcome, long firstUse) {
        long latest = token.expiresAt() * 1_000 - life * 15 / 100;
        long until = firstUse + (long) ((latest - firstUse) * (0.1 + 0.9 * random.nextDouble()));
        double uses = 3 + -Math.log(1 - random.nextDouble()) * (USES - 3);
        return new Session(user, token, how, visitor, outcome, (until - firstUse) / uses, until);
    }

    private void use(Session session, long previous) {
        long next = previous + 50 + spread(session.gap());
        if (next >= scene.plan().endMillis()) {
            return;
        }
        if (next > session.until()) {
            scene.agenda().at(next, () -> leave(session));
            return;
        }
        scene.agenda().at(next, () -> {
            scene.used(next, session.token(), session.how(), session.visitor(), session.outcome());
            use(session, next);
        });
    }

    /** Some log out, some refresh, most just go away. A token that the ledger never had is not revoked in it. */
    private void leave(Session session) {
        long now = scene.agenda().now();
        SampleToken token = session.token();
        int choice = random.nextInt(10);
        if (choice < 3 && session.outcome() == Outcome.ISSUED) {
            scene.delivery().revoked(now, token.key(), scene.records().revoked(now, token));
        } else if (choice > 7) {
            scene.delivery().access(now, null, scene.records().refresh(now, token, session.visitor()), Outcome.SKIPPED);
            login(session.user(), now);
        }
    }

    private long spread(double mean) {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
    }
}
