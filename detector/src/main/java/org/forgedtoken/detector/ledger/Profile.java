package org.forgedtoken.detector.ledger;

import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * What many tokens have in common, so that it need be kept once.
 *
 * @param hasId whether the tokens' entries state an id; likewise for digest and account
 */
record Profile(
        String issuer,
        @Nullable String client,
        @Nullable String keyId,
        @Nullable String kind,
        boolean idAbsent,
        boolean hasId,
        boolean hasDigest,
        boolean hasAccount) {

    static void write(TokenClaims claims, ByteSink out) {
        out.one(flag(claims.idAbsent(), 0)
                | flag(claims.tokenId() != null, 1)
                | flag(claims.digest() != null, 2)
                | flag(claims.account() != null, 3));
        out.text(claims.issuer());
        out.optional(claims.client());
        out.optional(claims.keyId());
        out.optional(claims.kind());
    }

    static Profile read(ByteSource in) {
        int flags = in.one();
        return new Profile(
                in.text(),
                in.optional(),
                in.optional(),
                in.optional(),
                has(flags, 0),
                has(flags, 1),
                has(flags, 2),
                has(flags, 3));
    }

    private static int flag(boolean set, int bit) {
        return set ? 1 << bit : 0;
    }

    private static boolean has(int flags, int bit) {
        return ((flags >> bit) & 1) != 0;
    }
}
