package org.forgedtoken.detector.demo;

import java.util.Set;
import java.util.SplittableRandom;

/** Takes a token that was really issued, and alters it or uses it when it may not be used. Each has a victim of its own. */
final class Misuse extends Actor {

    Misuse(Scene scene, SplittableRandom random) {
        super(scene, random);
    }

    /** The longest from the victim's login to the end of the misuse, in ms. */
    long needs(Fault fault) {
        return longestDelay(fault) + timing.burst();
    }

    /** The least time from login to misuse. For a use before issue, the time from that use to the login. */
    private long leastDelay(Fault fault) {
        long skew = timing.skew().toMillis();
        return switch (fault) {
            case USED_BEFORE_ISSUE -> skew * 3 / 2;
            case USED_AFTER_EXPIRY -> life + skew + timing.margin();
            case USED_AFTER_REVOCATION ->
                revokedAfter() + skew + timing.revocationGrace().toMillis() + timing.margin();
            default -> timing.grace().toMillis();
        };
    }

    private long longestDelay(Fault fault) {
        long grace = timing.grace().toMillis();
        return leastDelay(fault) + (fault == Fault.USED_BEFORE_ISSUE ? grace / 4 : life / 5);
    }

    private long revokedAfter() {
        return life / 10;
    }

    /** Plans a victim's login at about {@code time} and what is done with the token; false where it would not be certain. */
    boolean plan(Fault fault, long time) {
        long before = fault == Fault.USED_BEFORE_ISSUE ? longestDelay(fault) : 0;
        // A whole second, so that issued-at is the time of the issuance.
        long login = Math.floorDiv(time + before, 1_000L) * 1_000 + 1_000;
        long delay = random.nextLong(leastDelay(fault), longestDelay(fault));
        long use = fault == Fault.USED_BEFORE_ISSUE ? login - delay : login + delay;
        boolean expiresFirst = fault != Fault.USED_AFTER_EXPIRY && use + timing.burst() > login + life;
        if (expiresFirst
                || login < start + timing.margin() + timing.grace().toMillis()
                || use + timing.burst() >= end
                || !scene.cover.farFromGap(Math.min(use, login), Math.max(use, login) + timing.burst())) {
            return false;
        }
        if (fault == Fault.USED_BEFORE_ISSUE && scene.cover.ofToken(use) != LedgerCover.Cover.COMPLETE) {
            return false;
        }
        int user = random.nextInt(members.initial() / 2);
        SampleToken token = token(mainIssuer(), members.id(user), "shop-web", login, life);
        victim(fault, login, token, user);
        at(use, () -> misuse(fault, use, token));
        return true;
    }

    private void victim(Fault fault, long login, SampleToken token, int user) {
        Visitor visitor = scene.whereabouts.of(user).apply(login);
        String json = scene.records.issued(login, token, fault == Fault.ALTERED_SCOPE || random.nextBoolean(), visitor);
        at(login, () -> {
            // Were it late, the use before it could be judged without it.
            if (fault == Fault.USED_BEFORE_ISSUE) {
                scene.issuedPromptly(login, token.key(), json);
            } else {
                scene.issued(login, token.key(), json);
            }
        });
        Presentation how = Presentation.fields(true, random.nextBoolean());
        for (int i = 0; i < 3; i++) {
            long time = login + 1 + random.nextLong(timing.burst());
            at(time, () -> used(time, token, how, visitor, Outcome.ISSUED));
        }
        if (fault == Fault.USED_AFTER_REVOCATION) {
            long time = login + revokedAfter();
            String revoked = scene.records.revoked(time, token);
            at(time, () -> scene.revoked(time, token.key(), revoked));
        }
    }

    private void misuse(Fault fault, long first, SampleToken real) {
        SampleToken token = switch (fault) {
            case ALTERED_ACCOUNT -> real.withAccount(members.id(random.nextInt(members.initial())) + "0");
            case ALTERED_SCOPE -> real.withScope("shop:read shop:admin");
            default -> real;
        };
        boolean raw = fault == Fault.ALTERED_SCOPE || random.nextBoolean();
        boolean verified = random.nextBoolean();
        Presentation how = raw ? Presentation.raw(token, verified) : Presentation.fields(true, verified);
        Outcome outcome = token.equals(real) ? Outcome.ISSUED : Outcome.ALTERED;
        int uses = fault == Fault.USED_BEFORE_ISSUE ? 1 : 1 + random.nextInt(3);
        long time = first;
        for (int i = 0; i < uses; i++) {
            long when = first + i * (timing.burst() / 4);
            Visitor visitor = Visitor.attacker(random);
            at(when, () -> use(when, token, how, visitor, outcome));
            time = when;
        }
        Set<String> rules = Set.of(rule(fault));
        scene.truth.planted(Fault.Planted.of(fault, token, raw, outcome, rules, first, time, uses, verified));
    }

    private void use(long time, SampleToken token, Presentation how, Visitor visitor, Outcome outcome) {
        if (outcome == Outcome.ISSUED) {
            used(time, token, how, visitor, outcome);
        } else {
            boolean exists = members.has(token.account());
            NativeRecords.Page page = scene.records.anyPage(token.account());
            forged(
                    new Truth.Forgery(time, outcome, true, exists, true, how.verified(), false, token, visitor, page),
                    how);
        }
    }

    private static String rule(Fault fault) {
        return switch (fault) {
            case ALTERED_ACCOUNT, ALTERED_SCOPE -> "token-altered";
            case USED_BEFORE_ISSUE -> "token-used-before-issue";
            case USED_AFTER_EXPIRY -> "token-used-after-expiry";
            case USED_AFTER_REVOCATION -> "token-used-after-revocation";
            default -> throw new IllegalArgumentException("not a misuse: " + fault);
        };
    }
}
