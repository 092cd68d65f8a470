package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One planted fault and what must come of it.
 *
 * @param token the token's block-entry key
 * @param account the account that the presented token names
 * @param digest of the presented token, or null where no record of it carries one
 * @param issuer of the token; several entities of the digest kind cannot tell it
 * @param outcome of its faulty accesses
 * @param rules the alert rules that must fire for it
 * @param accesses how many faulty ones
 * @param verified whether one of them has a signature known to be good
 */
public record Planted(
        Fault fault,
        String token,
        @Nullable String account,
        @Nullable String digest,
        String issuer,
        Outcome outcome,
        Set<String> rules,
        Instant firstUse,
        Instant lastUse,
        int accesses,
        boolean verified) {

    static Planted of(
            Fault fault,
            SampleToken token,
            boolean isDigestTold,
            Outcome outcome,
            Set<String> rules,
            long first,
            long last,
            int accesses,
            boolean verified) {
        return new Planted(
                fault,
                token.key(),
                token.account(),
                isDigestTold ? token.digest() : null,
                token.issuer().name(),
                outcome,
                rules,
                Instant.ofEpochMilli(first),
                Instant.ofEpochMilli(last),
                accesses,
                verified);
    }
}
