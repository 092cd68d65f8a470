package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** New members, who log in at once, and members who have their account deleted. */
final class Churn {
    private static final double DAY = 86_400_000;

    private final Scene scene;
    private final HonestUsers users;
    private final Lists lists;
    private final SplittableRandom random;

    Churn(Scene scene, HonestUsers users, SplittableRandom random) {
        this.scene = scene;
        this.users = users;
        this.lists = new Lists(scene);
        this.random = random;
    }

    void begin() {
        Site site = scene.plan().site();
        long start = scene.plan().startMillis();
        if (site.signUps() > 0) {
            expectSignUp(start, DAY / site.signUps());
        }
        if (site.deletions() > 0) {
            expectDeletion(start, DAY / site.deletions());
        }
    }

    private void expectSignUp(long after, double meanGap) {
        long time = scene.next(after, meanGap, random);
        if (time < scene.plan().endMillis()) {
            scene.agenda().at(time, () -> {
                int member = scene.members().join();
                lists.account(member, time, "active");
                long login = time + 1_000 + random.nextLong(2_000);
                scene.agenda().at(login, () -> users.visit(member, login));
                expectSignUp(time, meanGap);
            });
        }
    }

    /** Nobody's token outlives the account: it is deleted once the last one has expired. */
    private void expectDeletion(long after, double meanGap) {
        long asked = scene.next(after, meanGap, random);
        long deleted = asked + 2 * scene.plan().timing().longestLife();
        if (deleted < scene.plan().endMillis()) {
            scene.agenda().at(asked, () -> {
                int member = scene.members().leave(random);
                if (member >= 0) {
                    scene.agenda().at(deleted, () -> lists.account(member, deleted, "deleted"));
                    expectDeletion(asked, meanGap);
                }
            });
        }
    }
}
