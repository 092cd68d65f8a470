package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** People who log in, use their token, refresh it, and sometimes log out. */
final class HonestUsers extends Actor {

    /** Accesses of one session, on average. */
    static final int USES = 20;

    /** @param place where the requests come from, by the time (epoch ms) */
    private record Session(
            int member,
            SampleToken token,
            Presentation how,
            LongFunction<Visitor> place,
            int uses,
            Outcome outcome,
            double gap,
            long until) {}

    HonestUsers(Scene scene, SplittableRandom random) {
        super(scene, random);
    }

    /** Begins with some who logged in before the ledger did, where the site has such. */
    void begin() {
        double loginsPerMilli = plan.rate() / USES / 1_000;
        if (site.earlyLogins()) {
            int early = (int) Math.min(2_000, 1 + loginsPerMilli * life / 8);
            for (int i = 0; i < early; i++) {
                long issued = start - 2_000 - random.nextLong(life * 7 / 10);
                at(start + random.nextLong(life / 20), () -> useEarlierLogin(issued));
            }
        }
        expectNext(start, 1 / loginsPerMilli);
    }

    private void expectNext(long after, double meanGap) {
        long next = next(after, meanGap);
        if (next < end) {
            at(next, () -> {
                visit(members.any(random), next);
                expectNext(next, meanGap);
            });
        }
    }

    /** This member logs in, wherever he is. */
    void visit(int member, long time) {
        visit(member, time, scene.whereabouts().of(member), USES);
    }

    /** This member logs in here, if he still may, for so many uses on average. */
    void visit(int member, long time, LongFunction<Visitor> place, int uses) {
        if (!members.mayLogIn(member)) {
            return;
        }
        boolean app = random.nextInt(10) < 3;
        String client = app ? "shop-app" : "shop-web";
        SampleToken token = token(anyIssuer(), members.id(member), client, time, app ? 2 * life : life);
        issued(time, token, random.nextInt(5) < 2, place.apply(time));
        Presentation how = Presentation.any(token, site.rawTokens(), random);
        if (plan.inGap(time)) {
            // without its times it would be older than the ledger for all that is known
            how = how.statingIssuedAt();
        }
        use(session(member, token, how, place, uses, ofIssuedAt(time), time), time);
    }

    private void useEarlierLogin(long issued) {
        int member = members.any(random);
        SampleToken token = token(anyIssuer(), members.id(member), "shop-web", issued, life);
        long now = scene.agenda().now();
        Presentation how = Presentation.any(token, site.rawTokens(), random);
        if (token.id() == null) {
            // without its times, which those of its issuer state, it would count as issued at its first use
            how = how.statingIssuedAt();
        }
        LongFunction<Visitor> place = scene.whereabouts().of(member);
        use(session(member, token, how, place, USES, Outcome.UNDETERMINED_BEFORE_LEDGER, now), now);
    }

    /** A few to dozens of uses, all of them well before the expiry. */
    private Session session(
            int member,
            SampleToken token,
            Presentation how,
            LongFunction<Visitor> place,
            int mean,
            Outcome outcome,
            long firstUse) {
        long latest = token.expiresAt() * 1_000 - life * 15 / 100;
        long until = firstUse + (long) ((latest - firstUse) * (0.1 + 0.9 * random.nextDouble()));
        double uses = 3 + exponential() * (mean - 3);
        return new Session(member, token, how, place, mean, outcome, (until - firstUse) / uses, until);
    }

    private void use(Session session, long previous) {
        long next = previous + 51 + (long) (exponential() * session.gap());
        if (next >= end) {
            return;
        }
        if (next > session.until()) {
            at(next, () -> leave(session));
            return;
        }
        at(next, () -> {
            used(next, session.token(), session.how(), session.place().apply(next), session.outcome());
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
        } else if (choice > 7 && members.mayLogIn(session.member())) {
            Visitor visitor = session.place().apply(now);
            scene.delivery().access(now, null, scene.records().refresh(now, token, visitor), Outcome.SKIPPED);
            visit(session.member(), now, session.place(), session.uses());
        }
    }
}
