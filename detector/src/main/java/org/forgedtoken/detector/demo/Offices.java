package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Offices: some dozens of members each, who visit the site all day long from one address. */
final class Offices {
    /** Accesses of one visit, on average. */
    private static final int USES = 8;
    /** Token lives between two visits of one worker, on average. */
    private static final int PAUSE = 3;

    private final Scene scene;
    private final HonestUsers users;
    private final SplittableRandom random;
    private final int workers;

    Offices(Scene scene, HonestUsers users, SplittableRandom random) {
        this.scene = scene;
        this.users = users;
        this.random = random;
        this.workers = scene.plan().site().officeWorkers();
    }

    void begin() {
        for (int office = 0; office < scene.plan().site().offices(); office++) {
            expectVisit(office, scene.plan().startMillis());
        }
    }

    private void expectVisit(int office, long after) {
        double meanGap = (double) PAUSE * scene.plan().timing().tokenLife().toMillis() / workers;
        long next = after + 1 + (long) (-Math.log(1 - random.nextDouble()) * meanGap);
        if (next < scene.plan().endMillis()) {
            scene.agenda().at(next, () -> {
                if (scene.curve().isWorkTime(next)) {
                    int member = worker(office, random.nextInt(workers));
                    users.visit(member, next, scene.whereabouts().office(office, member), USES);
                }
                expectVisit(office, next);
            });
        }
    }

    /** Workers are spread over all members. */
    private int worker(int office, int number) {
        return (int) Math.floorMod(
                Members.mix(office * 1_000L + number), (long) scene.members().initial() / 2);
    }
}
