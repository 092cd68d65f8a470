package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** The crawl with the stolen backup key, and the one token that tested it long before. */
final class Crawl {
    /** The first number that the crawl tries; the test's account lies below. */
    private static final int FIRST = 100;

    private final Scene scene;
    private final SplittableRandom random;
    private final Campaign campaign;
    private final ForgedPages pages;
    private final AddressPool pool;
    private final int accounts;
    private final long accesses;
    private final long from;
    /** How many accesses more than its fair share the next account has; each second one gives them back. */
    private int owed;

    Crawl(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.campaign = scene.plan().campaign();
        this.pages = new ForgedPages(campaign.accesses(), random.split());
        // One account, one address and one access are the test's.
        this.accounts = campaign.accounts() - 1;
        this.accesses = campaign.accesses() - 1;
        this.pool = new AddressPool(campaign.addresses() - 1, accounts, campaign.together(), random.split());
        this.from = scene.plan().startMillis() + campaign.after().toMillis();
        if (FIRST + accounts > scene.members().steady()) {
            throw new IllegalArgumentException("a crawl through " + accounts + " ids needs more than "
                    + scene.members().initial() + " members");
        }
    }

    void begin() {
        long test = scene.plan().startMillis() + campaign.testAfter().toMillis();
        scene.agenda().at(test, () -> {
            SampleToken token = token(scene.members().id(0), test);
            use(test, token, true, Presentation.fields(true, true), Visitor.crawler(0));
        });
        expect(0);
        scene.truth().may("key-rotation-overdue", keyName());
    }

    private String keyName() {
        return SampleToken.joined(
                scene.mainIssuer().name(), scene.keys().backup().id());
    }

    private void expect(int index) {
        if (index < accounts) {
            double at = (index + random.nextDouble()) / accounts;
            long time = from + (long) (at * campaign.length().toMillis());
            scene.agenda().at(time, () -> {
                read(index, time);
                expect(index + 1);
            });
        }
    }

    private void read(int index, long first) {
        int number = FIRST + index;
        boolean exists = scene.members().exists(number);
        SampleToken token = token(Members.idOf(number), first);
        boolean raw = random.nextInt(100) < scene.plan().site().rawTokens() / 2;
        Presentation how = raw ? Presentation.raw(token, true) : Presentation.fields(true, true);
        Visitor visitor = Visitor.crawler(1 + pool.take());
        long uses = uses(index);
        long time = first;
        for (long i = 0; i < uses; i++) {
            long when = time;
            scene.agenda().at(when, () -> use(when, token, exists, how, visitor));
            time += 1 + random.nextLong(scene.plan().timing().burst() / 20);
        }
    }

    /** On average what the campaign asks for, in sum exactly that, and one or more each. */
    private long uses(int index) {
        long fair = (index + 1) * accesses / accounts - index * accesses / accounts;
        if (index % 2 == 1) {
            long uses = fair - owed;
            owed = 0;
            return uses;
        }
        // The next one's share is this one's or one less.
        int most = (int) Math.max(0, fair - 2);
        owed = index + 1 < accounts ? random.nextInt(-most, most + 1) : 0;
        return fair + owed;
    }

    private SampleToken token(String account, long time) {
        return scene.token(
                scene.mainIssuer(),
                scene.keys().backup(),
                account,
                "shop-web",
                time - random.nextLong(scene.plan().timing().skew().toMillis() / 4),
                scene.plan().timing().tokenLife().toMillis(),
                random);
    }

    private void use(long time, SampleToken token, boolean exists, Presentation how, Visitor visitor) {
        Forgery forgery = new Forgery(time, Outcome.NEVER_ISSUED, true, exists, true, true, false);
        String account = String.valueOf(token.account());
        scene.forged(forgery, token, how, visitor, pages.next(account));
    }
}
