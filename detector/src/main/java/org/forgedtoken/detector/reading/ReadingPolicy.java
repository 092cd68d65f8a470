package org.forgedtoken.detector.reading;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What reading needs to know of the settings.
 *
 * @param accessIssuer {@code access.issuer}: whose a token is that names no issuer
 * @param refusedStatus {@code access.refused-status}
 * @param protectedPaths {@code access.protected-paths}; empty: all
 * @param numericClaims {@code token.numeric-claims=accept}
 * @param numericClaimsByIssuer {@code token.numeric-claims.<issuer>}
 * @param maxAheadMillis {@code clock.max-ahead}
 */
public record ReadingPolicy(
        String accessIssuer,
        Set<Integer> refusedStatus,
        List<String> protectedPaths,
        boolean numericClaims,
        Map<String, Boolean> numericClaimsByIssuer,
        long maxAheadMillis,
        TokenIdentity identity) {

    /** Copies what is mutable: a policy never changes. */
    public ReadingPolicy {
        refusedStatus = Set.copyOf(refusedStatus);
        protectedPaths = List.copyOf(protectedPaths);
        numericClaimsByIssuer = Map.copyOf(numericClaimsByIssuer);
    }

    /** Whether the issuer that a token names, or null, may write numbers where texts belong, and texts where numbers do. */
    public boolean acceptsNumericClaims(@Nullable String issuer) {
        return numericClaimsByIssuer.getOrDefault(issuer == null ? accessIssuer : issuer, numericClaims);
    }
}
