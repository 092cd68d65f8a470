package org.forgedtoken.detector.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.Truth.Forgery;
import org.jspecify.annotations.Nullable;

/** Has the signing key and makes tokens with it: the signature is good, and no issuer knows of them. */
final class Forger extends Actor {

    private static final long DAY = 86_400_000;
    private static final long TEN_YEARS = 3_650 * DAY;

    private final Set<String> tooLong = new HashSet<>();
    /** An account of its own for each token. */
    private int member;

    Forger(Scene scene, SplittableRandom random) {
        super(scene, random);
        this.member = members.initial() / 4;
    }

    /** Plans a forged token first used at {@code time}; false where its outcome would not be certain. */
    boolean plan(Fault fault, long time) {
        Long issuedAt = issuedAt(fault, time);
        LedgerCover.Cover cover = issuedAt == null
                ? scene.cover.ofTokenWithoutIssuedAt(time)
                : scene.cover.ofToken(Math.min(time, issuedAt));
        boolean unsure = cover == LedgerCover.Cover.UNSURE;
        if (unsure || (fault == Fault.FORGED_TEN_YEARS && !scene.cover.knowsLifetimes(time))) {
            return false;
        }
        Outcome outcome = switch (cover) {
            case COMPLETE -> Outcome.NEVER_ISSUED;
            case BEFORE_LEDGER -> Outcome.UNDETERMINED_BEFORE_LEDGER;
            case HOLE -> Outcome.UNDETERMINED_HOLE;
            case UNSURE -> throw new IllegalStateException("unsure");
        };
        SampleToken token = token(fault, time, issuedAt);
        at(time, () -> use(fault, token, outcome));
        return true;
    }

    /** Issued-at in epoch ms, in whole seconds; never so that only the claimed expiry would be odd. */
    private @Nullable Long issuedAt(Fault fault, long time) {
        long known = time - start;
        long claimed = switch (fault) {
            case FORGED_BACKDATED -> time - Math.min(life / 4 + random.nextLong(life / 2), known / 2);
            case FORGED_FUTURE -> time + TEN_YEARS;
            case FORGED_ANCIENT -> start - 60 * DAY;
            default -> time - random.nextLong(life / 20);
        };
        return fault == Fault.FORGED_WITHOUT_ISSUED_AT ? null : Math.floorDiv(claimed, 1_000L) * 1_000;
    }

    private SampleToken token(Fault fault, long time, @Nullable Long issuedAt) {
        long expiresAt = switch (fault) {
            case FORGED_ANCIENT, FORGED_WITHOUT_ISSUED_AT -> time + life;
            case FORGED_TEN_YEARS -> time + TEN_YEARS;
            default -> (issuedAt == null ? time : issuedAt) + life;
        };
        KeyRing.SampleIssuer issuer = fault == Fault.FORGED_WITHOUT_ISSUED_AT ? mainIssuer() : anyIssuer();
        String account = members.id(member++ % (members.initial() / 2));
        Long seconds = issuedAt == null ? null : issuedAt / 1_000;
        return stating(issuer, issuer.keyAt(time), account, "shop-web", seconds, expiresAt / 1_000);
    }

    private void use(Fault fault, SampleToken token, Outcome outcome) {
        boolean verified = random.nextBoolean();
        // of a token that was read one would know that it omits what others state
        boolean raw = random.nextBoolean() && fault != Fault.FORGED_WITHOUT_ISSUED_AT;
        Presentation how = raw ? Presentation.raw(token, verified) : Presentation.fields(true, verified);
        long first = scene.now();
        long time = first;
        Set<String> rules = rules(fault, outcome);
        int uses = 1 + random.nextInt(6);
        for (int i = 0; i < uses; i++) {
            // A good signature is believed even where the gateway then refused the request.
            boolean refused = i > 0 && verified && fault == Fault.FORGED_FRESH && random.nextInt(4) == 0;
            Visitor visitor = Visitor.attacker(random);
            NativeRecords.Page page = scene.records.anyPage(token.account());
            boolean accused = !rules.isEmpty();
            Forgery use = new Forgery(time, outcome, accused, true, true, verified, refused, token, visitor, page);
            at(time, () -> forged(use, how));
            if (i < uses - 1) {
                time += 1 + random.nextLong(timing.burst() / 6);
            }
        }
        if (isTooLong(fault) && outcome == Outcome.UNDETERMINED_BEFORE_LEDGER) {
            // one alert an issuer and key, due from its first token on
            if (tooLong.add(token.signingKey())) {
                scene.truth.must("token-lifetime-impossible", token.signingKey(), first);
            }
        }
        boolean isDigestTold = raw || token.id() == null;
        scene.truth.planted(Fault.Planted.of(fault, token, isDigestTold, outcome, rules, first, time, uses, verified));
    }

    private static boolean isTooLong(Fault fault) {
        return fault == Fault.FORGED_TEN_YEARS || fault == Fault.FORGED_ANCIENT;
    }

    private static Set<String> rules(Fault fault, Outcome outcome) {
        Set<String> rules = new TreeSet<>();
        if (outcome == Outcome.NEVER_ISSUED) {
            rules.add("token-never-issued");
        }
        if (fault == Fault.FORGED_FUTURE) {
            rules.add("token-used-before-issue");
        }
        if (isTooLong(fault) && outcome != Outcome.UNDETERMINED_BEFORE_LEDGER) {
            rules.add("token-lifetime-impossible");
        }
        return rules;
    }
}
