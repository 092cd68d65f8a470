package org.forgedtoken.detector.demo;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Where honest users and the attacker act: the identity providers and the gateway, with the clock that moves them. */
record Scene(
        TrafficPlan plan,
        Agenda agenda,
        Delivery delivery,
        NativeRecords records,
        Truth truth,
        LedgerCover cover,
        KeyRing keys,
        Members members,
        Whereabouts whereabouts,
        DayCurve curve) {

    List<SampleIssuer> issuers() {
        return keys.issuers();
    }

    /** The main issuer, or in one case of five the other one, if there is one. */
    SampleIssuer anyIssuer(SplittableRandom random) {
        return issuers().get(issuers().size() > 1 && random.nextInt(5) == 0 ? 1 : 0);
    }

    SampleIssuer mainIssuer() {
        return issuers().get(0);
    }

    /** The claims of a token issued at {@code time}; nothing is sent. */
    SampleToken token(
            SampleIssuer issuer,
            @Nullable String account,
            String client,
            long time,
            long life,
            SplittableRandom random) {
        return token(issuer, issuer.keyAt(time), account, client, time, life, random);
    }

    /** The claims of a token that says it was issued at {@code time}, under this key, whoever has it. */
    SampleToken token(
            SampleIssuer issuer,
            SigningKey signer,
            @Nullable String account,
            String client,
            long time,
            long life,
            SplittableRandom random) {
        long issuedAt = Math.floorDiv(time, 1_000L);
        return new SampleToken(
                issuer,
                signer,
                issuer.setsIds() ? NativeRecords.hex(random, 24) : null,
                account,
                client,
                issuedAt,
                issuedAt + life / 1_000,
                "shop:read",
                NativeRecords.hex(random, 16));
    }

    /** The identity provider's record of this token. */
    void issued(long time, SampleToken token, boolean withDigest, Visitor visitor) {
        delivery.issued(time, token.key(), records.issued(time, token, withDigest, visitor));
    }

    /** What each use of an honest token counts as that was issued at this time: whether the feed has it. */
    Outcome ofIssuedAt(long time) {
        return plan.inGap(time) && plan.gap().outage() == Outage.LOST ? Outcome.UNDETERMINED_HOLE : Outcome.ISSUED;
    }

    /** A served access with this token, by one who may. */
    void used(long time, SampleToken token, Presentation how, Visitor visitor, Outcome outcome) {
        delivery.access(
                time,
                token.key(),
                records.accepted(time, token, how, visitor, records.anyPage(token.account())),
                outcome);
    }

    /** An access with a token that is forged or altered; the truth hears of it. */
    void forged(Forgery forgery, SampleToken token, Presentation how, Visitor visitor, Page page) {
        long time = forgery.time();
        String json = forgery.refused()
                ? records.refused(time, token, how, visitor, page)
                : records.accepted(time, token, how, visitor, page);
        delivery.access(time, token.key(), json, forgery.outcome());
        truth.forged(forgery, token, visitor.sourceIp(), page.template());
    }

    /** The next event of those that come {@code meanGap} ms apart on the average of a day. */
    long next(long time, double meanGap, SplittableRandom random) {
        return time + 1 + (long) (-Math.log(1 - random.nextDouble()) * meanGap / curve.at(time));
    }
}
