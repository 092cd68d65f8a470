package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** People who log in, use their token, refresh it, and sometimes log out. */
final class HonestUsers extends Actor {

    /** Accesses of one session, on average. */
    static final int USES = 20;

    /** @param place where the requests come from, by the time (epoch ms) */
    private record Session(
            int member, SampleToken token, Presentation how, LongFunction<Visitor> place, int uses, Outcome outcome) {}

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
        every(1 / loginsPerMilli, start, time -> visit(members.any(random), time));
    }

    /** This member logs in, wherever he is. */
    void visit(int member, long time) {
        visit(member, time, scene.whereabouts.of(member), USES);
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
        begin(new Session(member, token, how, place, uses, ofIssuedAt(time)), time);
    }

    private void useEarlierLogin(long issued) {
        int member = members.any(random);
        SampleToken token = token(anyIssuer(), members.id(member), "shop-web", issued, life);
        long now = scene.now();
        Presentation how = Presentation.any(token, site.rawTokens(), random);
        if (token.id() == null) {
            // without its times, which those of its issuer state, it would count as issued at its first use
            how = how.statingIssuedAt();
        }
        LongFunction<Visitor> place = scene.whereabouts.of(member);
        begin(new Session(member, token, how, place, USES, Outcome.UNDETERMINED_BEFORE_LEDGER), now);
    }

    /** A few to dozens of uses, all of them well before the expiry. */
    private void begin(Session session, long firstUse) {
        long latest = session.token().expiresAt() * 1_000 - life * 15 / 100;
        long until = firstUse + (long) ((latest - firstUse) * (0.1 + 0.9 * random.nextDouble()));
        double uses = 3 + exponential() * (session.uses() - 3);
        use(session, (until - firstUse) / uses, until, firstUse);
    }

    private void use(Session session, double meanGap, long until, long previous) {
        long next = previous + 51 + (long) (exponential() * meanGap);
        if (next >= end) {
            return;
        }
        if (next > until) {
            at(next, () -> leave(session));
            return;
        }
        at(next, () -> {
            used(next, session.token(), session.how(), session.place().apply(next), session.outcome());
            use(session, meanGap, until, next);
        });
    }

    /** Some log out, some refresh, most just go away. A token that the ledger never had is not revoked in it. */
    private void leave(Session session) {
        long now = scene.now();
        SampleToken token = session.token();
        int choice = random.nextInt(10);
        if (choice < 3 && session.outcome() == Outcome.ISSUED) {
            scene.revoked(now, token.key(), scene.records.revoked(now, token));
        } else if (choice > 7 && members.mayLogIn(session.member())) {
            Visitor visitor = session.place().apply(now);
            scene.access(now, null, scene.records.refresh(now, token, visitor), Outcome.SKIPPED);
            visit(session.member(), now, session.place(), session.uses());
        }
    }

    /** Offices: some dozens of members each, who visit the site all day long from one address. */
    static final class Offices extends Actor {
        /** Accesses of one visit, on average. */
        private static final int USES = 8;
        /** Token lives between two visits of one worker, on average. */
        private static final int PAUSE = 3;

        private final HonestUsers users;
        private final int workers;

        Offices(Scene scene, HonestUsers users, SplittableRandom random) {
            super(scene, random);
            this.users = users;
            this.workers = site.officeWorkers();
        }

        void begin() {
            for (int office = 0; office < site.offices(); office++) {
                expectVisit(office, start);
            }
        }

        private void expectVisit(int office, long after) {
            double meanGap = (double) PAUSE * life / workers;
            long next = after + 1 + (long) (exponential() * meanGap);
            beforeEnd(next, () -> {
                if (scene.curve.isWorkTime(next)) {
                    int member = worker(office, random.nextInt(workers));
                    users.visit(member, next, scene.whereabouts.office(office, member), USES);
                }
                expectVisit(office, next);
            });
        }

        /** Workers are spread over all members. */
        private int worker(int office, int number) {
            return (int) Math.floorMod(Members.mix(office * 1_000L + number), (long) members.initial() / 2);
        }
    }

    /** New members, who log in at once, and members who have their account deleted. */
    static final class Churn extends Actor {
        private static final double DAY = 86_400_000;

        private final HonestUsers users;

        Churn(Scene scene, HonestUsers users, SplittableRandom random) {
            super(scene, random);
            this.users = users;
        }

        void begin() {
            if (site.signUps() > 0) {
                every(DAY / site.signUps(), start, this::signUp);
            }
            if (site.deletions() > 0) {
                expectDeletion(start, DAY / site.deletions());
            }
        }

        private void signUp(long time) {
            int member = members.join();
            account(member, time, "active");
            long login = time + 1_000 + random.nextLong(2_000);
            at(login, () -> users.visit(member, login));
        }

        /** Nobody's token outlives the account: it is deleted once the last one has expired. */
        private void expectDeletion(long after, double meanGap) {
            long asked = next(after, meanGap);
            long deleted = asked + 2 * timing.longestLife();
            if (deleted < end) {
                at(asked, () -> {
                    int member = members.leave(random);
                    if (member >= 0) {
                        at(deleted, () -> account(member, deleted, "deleted"));
                        expectDeletion(asked, meanGap);
                    }
                });
            }
        }
    }
}
