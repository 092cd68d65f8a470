package org.forgedtoken.detector.reading.jwt;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kind that a JWT claims for itself: by Cognito's {@code token_use}, Keycloak's {@code typ} claim or the header's
 * {@code typ} (RFC 9068: {@code at+jwt}), of which the first that says one counts; else an ID token has {@code nonce} or
 * {@code at_hash} (OpenID Connect Core, section 2).
 */
final class ClaimedKind {
    private static final String APPLICATION = "application/";
    private static final String ACCESS_TOKEN = "at+jwt";
    private static final Set<String> ACCESS = Set.of("access", "bearer", "dpop");
    /** Types of a header that say only how the token is written (RFC 7515, section 4.1.9). */
    private static final Set<String> ANY = Set.of("jwt", "jose", "");

    private static final int LONGEST = 64;

    private ClaimedKind() {}

    /**
     * In lower case; null where it is access, or none is claimed.
     *
     * @param headerType as {@link #normal} has it
     * @param idToken whether it has what only ID tokens have
     */
    static @Nullable String of(
            @Nullable String tokenUse, @Nullable String type, @Nullable String headerType, boolean idToken) {
        String claimed = normal(tokenUse != null ? tokenUse : type);
        String kind = claimed != null && !ANY.contains(claimed) ? claimed : headerType;
        if (kind == null || ANY.contains(kind)) {
            return idToken ? "id" : null;
        }
        return ACCESS.contains(kind) || kind.endsWith(ACCESS_TOKEN) ? null : kind;
    }

    /** Without what makes no difference. */
    static @Nullable String normal(@Nullable String stated) {
        if (stated == null) {
            return null;
        }
        String kind = BoundedText.beginning(stated, LONGEST, "").toLowerCase(Locale.ROOT);
        return kind.startsWith(APPLICATION) ? kind.substring(APPLICATION.length()) : kind;
    }
}
