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
        List<SampleIssuer> issuers) {

    /** How many accounts there are; the attacker's walk through the ids runs past them. */
    static final int ACCOUNTS = 20_000;

    static String account(int number) {
        return "u" + (100_000 + number);
    }

    /** The main issuer, or in one case of five the other one, if there is one. */
    SampleIssuer anyIssuer(SplittableRandom random) {
        return issuers.get(issuers.size() > 1 && random.nextInt(5) == 0 ? 1 : 0);
    }

    SampleIssuer mainIssuer() {
        return issuers.get(0);
    }

    /** The claims of a token issued at {@code time}; nothing is sent. */
    SampleToken token(
            SampleIssuer issuer,
            @Nullable String account,
            String client,
            long time,
            long life,
            SplittableRandom random) {
        long issuedAt = Math.floorDiv(time, 1_000L);
        return new SampleToken(
                issuer,
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

    /** A served access with this token. */
    void used(long time, SampleToken token, Presentation how, Visitor visitor, Outcome outcome) {
        delivery.access(time, token.key(), records.accepted(time, token, how, visitor), outcome);
    }
}
