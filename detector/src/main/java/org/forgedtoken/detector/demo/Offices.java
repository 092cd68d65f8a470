package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** Offices: some dozens of members each, who visit the site all day long from one address. */
final class Offices extends Actor {
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
        if (next < end) {
            at(next, () -> {
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
        return (int) Math.floorMod(Members.mix(office * 1_000L + number), (long) members.initial() / 2);
    }
}
