package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/** What goes on besides the crawl: keys that should not sign, one address with many accounts at once, one busy account. */
final class Sideshow extends Actor {
    private static final int FAN = 60;
    /** Far beyond what a person asks for in one token's life. */
    private static final int SPIKE = 3_000;

    private static final int LIVE_SPIKE = 400;

    private final Campaign.Extras extras;
    /** The crawl's stretch: everything happens within it. */
    private final long from;

    private final long length;

    Sideshow(Scene scene, SplittableRandom random) {
        super(scene, random);
        this.extras = plan.campaign().extras();
        Campaign campaign = plan.campaign();
        this.from = start + campaign.when().after().toMillis();
        this.length = campaign.when().length().toMillis();
    }

    void begin() {
        for (int i = 0; i < extras.retiredKeyTokens(); i++) {
            long time = between(0, 0.4);
            at(time, () -> forge(scene.keys.retired, "key-retired", 1, true));
        }
        for (int i = 0; i < extras.unknownKeyTokens(); i++) {
            long time = between(0, 0.4);
            at(time, () -> forge(scene.keys.unknown, "key-unknown", 2, false));
        }
        for (int i = 0; i < extras.fanOuts(); i++) {
            Visitor visitor = Visitor.attackerAt(10 + i);
            long time = between(0.4, 0.7);
            for (int account = 0; account < FAN; account++) {
                long when = time + random.nextLong(timing.grace().toMillis());
                at(when, () -> fan(when, visitor));
            }
        }
        for (int i = 0; i < extras.rateSpikes(); i++) {
            int member = random.nextInt(members.initial() / 2);
            long time = between(0.7, 0.75);
            at(time, () -> spike(member, time));
        }
        if (extras.rotationOverdue() && scene.keys.issuers.size() > 1) {
            String key = SampleToken.joined(scene.keys.issuers.get(1).name(), scene.keys.partner.id());
            scene.truth.must("key-rotation-overdue", key, start);
        }
    }

    private long between(double least, double most) {
        return from + (long) (length * (least + (most - least) * random.nextDouble()));
    }

    /** A token under a key that must not sign, used twice from an address of its own. */
    private void forge(SigningKey key, String rule, int address, boolean verified) {
        long now = scene.now();
        SampleToken token = token(key, random.nextInt(members.initial() / 2), now);
        for (int use = 0; use < 2; use++) {
            long time = now + use * 1_000L;
            at(time, () -> use(time, token, Visitor.attackerAt(address), verified));
        }
        scene.truth.must(rule, token.signingKey(), now + 1_000);
    }

    private void fan(long time, Visitor visitor) {
        // Accounts that the crawl does not reach, in no order.
        int member = members.initial() / 2 + random.nextInt(members.initial() / 4);
        use(time, token(scene.keys.backup, member, time), visitor, true);
    }

    private SampleToken token(SigningKey key, int member, long time) {
        return token(mainIssuer(), key, members.id(member), "shop-web", time, life);
    }

    private void use(long time, SampleToken token, Visitor visitor, boolean verified) {
        boolean known = scene.keys.knows(token.signer());
        NativeRecords.Page page = scene.records.anyPage(token.account());
        Outcome outcome = Outcome.NEVER_ISSUED;
        forged(
                new Truth.Forgery(time, outcome, true, true, known, verified, false, token, visitor, page),
                Presentation.fields(true, verified));
    }

    /** Somebody's own token, in the hands of a machine for a sixth of its life or less. */
    private void spike(int member, long time) {
        SampleToken token = token(mainIssuer(), members.id(member), "shop-web", time, life);
        Visitor visitor = scene.whereabouts.of(member).apply(time);
        issued(time, token, false, visitor);
        long lasts = Math.min(life / 6, length / 5);
        int accesses = scene.curve.isDaily() ? SPIKE : LIVE_SPIKE;
        for (int i = 1; i <= accesses; i++) {
            long when = time + 1_000 + lasts * i / accesses;
            at(when, () -> used(when, token, Presentation.fields(true, true), visitor, ofIssuedAt(time)));
        }
        String account = members.id(member);
        if (scene.curve.isDaily()) {
            scene.truth.must("account-rate-anomaly", account, time + lasts);
        } else {
            // Within minutes nobody learns what is usual.
            scene.truth.may("account-rate-anomaly", account);
        }
    }
}
