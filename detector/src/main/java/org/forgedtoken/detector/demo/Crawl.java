package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.NativeRecords.Page;

/** The crawl with the stolen backup key, and the one token that tested it long before. */
final class Crawl extends Actor {
    /** The first number that the crawl tries; the test's account lies below. */
    private static final int FIRST = 100;

    private final Campaign campaign;
    private final ForgedPages pages;
    private final AddressPool pool;
    private final int accounts;
    private final long accesses;
    private final long from;
    /** How many accesses more than its fair share the next account has; each second one gives them back. */
    private int owed;

    Crawl(Scene scene, SplittableRandom random) {
        super(scene, random);
        this.campaign = plan.campaign();
        this.pages = new ForgedPages(campaign.accesses(), random.split());
        // One account, one address and one access are the test's.
        this.accounts = campaign.accounts() - 1;
        this.accesses = campaign.accesses() - 1;
        this.pool = new AddressPool(campaign.addresses() - 1, accounts, campaign.together(), random.split());
        this.from = start + campaign.when().after().toMillis();
        if (FIRST + accounts > members.steady()) {
            throw new IllegalArgumentException(
                    "a crawl through " + accounts + " ids needs more than " + members.initial() + " members");
        }
    }

    void begin() {
        long test = start + campaign.when().testAfter().toMillis();
        at(test, () -> {
            SampleToken token = token(members.id(0), test);
            use(test, token, true, Presentation.fields(true, true), Visitor.crawler(0));
        });
        expect(0);
        scene.truth.may("key-rotation-overdue", keyName());
    }

    private String keyName() {
        return SampleToken.joined(mainIssuer().name(), scene.keys.backup.id());
    }

    private void expect(int index) {
        if (index < accounts) {
            double at = (index + random.nextDouble()) / accounts;
            long time = from + (long) (at * campaign.when().length().toMillis());
            at(time, () -> {
                read(index, time);
                expect(index + 1);
            });
        }
    }

    private void read(int index, long first) {
        int number = FIRST + index;
        boolean exists = members.exists(number);
        SampleToken token = token(Members.idOf(number), first);
        boolean raw = random.nextInt(100) < site.rawTokens() / 2;
        Presentation how = raw ? Presentation.raw(token, true) : Presentation.fields(true, true);
        Visitor visitor = Visitor.crawler(1 + pool.take());
        long uses = uses(index);
        long time = first;
        for (long i = 0; i < uses; i++) {
            long when = time;
            at(when, () -> use(when, token, exists, how, visitor));
            time += 1 + random.nextLong(timing.burst() / 20);
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
        long issuedAt = time - random.nextLong(timing.skew().toMillis() / 4);
        return token(mainIssuer(), scene.keys.backup, account, "shop-web", issuedAt, life);
    }

    private void use(long time, SampleToken token, boolean exists, Presentation how, Visitor visitor) {
        Page page = pages.next(String.valueOf(token.account()));
        Outcome outcome = Outcome.NEVER_ISSUED;
        forged(new Truth.Forgery(time, outcome, true, exists, true, true, false, token, visitor, page), how);
    }

    /** What the crawl reads: profiles, the addresses that orders went to, and hardly anything else, in exact shares. */
    static final class ForgedPages {
        private static final double PROFILES = 0.814;
        private static final double DELIVERIES = 0.185;

        private final SplittableRandom random;
        private long profiles;
        private long deliveries;
        private long others;

        /** @param accesses how many pages are read in all */
        ForgedPages(long accesses, SplittableRandom random) {
            this.random = random;
            this.profiles = Math.round(accesses * PROFILES);
            this.deliveries = Math.round(accesses * DELIVERIES);
            this.others = accesses - profiles - deliveries;
        }

        /** The next page, drawn as from an urn. */
        Page next(String account) {
            long left = profiles + deliveries + others;
            long ball = random.nextLong(Math.max(1, left));
            if (ball < profiles) {
                profiles--;
                return Page.profile(account);
            }
            if (ball < profiles + deliveries) {
                deliveries--;
                return Page.delivery(random);
            }
            others--;
            return Page.overview(account);
        }
    }

    /**
     * The crawl's addresses: some are in use at one time, each until its share of the accounts is used up, and then the next
     * takes its place. Shares differ: some addresses serve for long, others are blocked soon.
     */
    static final class AddressPool {
        private final SplittableRandom random;
        private final int[] left;
        private final int[] active;
        private int used;
        private int next;

        /** @param together how many are in use at one time; every address gets one account or more */
        AddressPool(int addresses, int accounts, int together, SplittableRandom random) {
            this.random = random;
            this.left = shares(addresses, accounts, random);
            this.active = new int[Math.min(together, addresses)];
            for (int i = 0; i < active.length; i++) {
                active[i] = next++;
            }
            this.used = active.length;
        }

        /** Shares with an exponential law that sum up to all accounts. */
        private static int[] shares(int addresses, int accounts, SplittableRandom random) {
            double[] weights = new double[addresses];
            double sum = 0;
            for (int i = 0; i < addresses; i++) {
                weights[i] = 0.1 - Math.log(1 - random.nextDouble());
                sum += weights[i];
            }
            int[] shares = new int[addresses];
            double ideal = 0;
            int given = 0;
            for (int i = 0; i < addresses; i++) {
                ideal += weights[i] / sum * (accounts - addresses);
                shares[i] = 1 + (int) Math.round(ideal) - given;
                given += shares[i] - 1;
            }
            return shares;
        }

        /** The address for the next account. */
        int take() {
            int slot = random.nextInt(used);
            int address = active[slot];
            left[address]--;
            if (left[address] == 0) {
                if (next < left.length) {
                    active[slot] = next++;
                } else {
                    used--;
                    active[slot] = active[used];
                }
            }
            return address;
        }
    }
}
