package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway logs a token.
 *
 * @param raw the compact JWT itself, or null: then its id (or digest) and claims in fields of their own
 * @param statesIssuedAt whether those fields include issued-at and expiry
 * @param verified whether the record says that the signature is good
 */
record Presentation(@Nullable String raw, boolean statesIssuedAt, boolean verified) {

    /** So many percent of the gateways log the token; two in five verify it first, one in twelve drops the times. */
    static Presentation any(SampleToken token, int percentRaw, SplittableRandom random) {
        boolean raw = random.nextInt(100) < percentRaw;
        boolean verified = random.nextInt(5) < 2;
        return raw ? raw(token, verified) : fields(random.nextInt(12) != 0, verified);
    }

    Presentation statingIssuedAt() {
        return new Presentation(raw, true, verified);
    }

    static Presentation raw(SampleToken token, boolean verified) {
        return new Presentation(token.compact(), true, verified);
    }

    static Presentation fields(boolean statesIssuedAt, boolean verified) {
        return new Presentation(null, statesIssuedAt, verified);
    }
}
