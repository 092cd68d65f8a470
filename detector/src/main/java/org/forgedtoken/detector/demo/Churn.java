package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** New members, who log in at once, and members who have their account deleted. */
final class Churn extends Actor {
    private static final double DAY = 86_400_000;

    private final HonestUsers users;

    Churn(Scene scene, HonestUsers users, SplittableRandom random) {
        super(scene, random);
        this.users = users;
    }

    void begin() {
        if (site.signUps() > 0) {
            expectSignUp(start, DAY / site.signUps());
        }
        if (site.deletions() > 0) {
            expectDeletion(start, DAY / site.deletions());
        }
    }

    private void expectSignUp(long after, double meanGap) {
        long time = next(after, meanGap);
        if (time < end) {
            at(time, () -> {
                int member = members.join();
                account(member, time, "active");
                long login = time + 1_000 + random.nextLong(2_000);
                at(login, () -> users.visit(member, login));
                expectSignUp(time, meanGap);
            });
        }
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
