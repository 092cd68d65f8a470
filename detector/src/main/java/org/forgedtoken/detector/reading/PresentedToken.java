package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/** The token of one record: what it says of itself wins over what the record says, which fills the rest. */
sealed interface PresentedToken {

    /**
     * The record names no token.
     *
     * @param claims what it says beside: enough where tokens are told apart by account and client
     */
    record Absent(TokenClaims claims) implements PresentedToken {}

    /**
     * A token, by its text, its id or its digest.
     *
     * @param jwt what the token itself says, where it was presented and is a JWT
     */
    record Named(TokenClaims claims, TokenReading.@Nullable Jwt jwt) implements PresentedToken {}

    /**
     * A token that cannot be read, with what the record says of it.
     *
     * @param reason of the dead letter
     * @param signed what a lax reader may check of it
     */
    record Unreadable(
            TokenClaims claims,
            RejectReason reason,
            @Nullable SignedText signed) implements PresentedToken {}

    /** What is known of the token. */
    TokenClaims claims();

    /** Reads every field that speaks of a token. Call it first: it tells the fields which token to strike. */
    static PresentedToken of(Fields fields, JwtReader reader, ReadingPolicy policy) {
        if (fields.isTokenInDoubt()) {
            return new Unreadable(StatedClaims.of(fields, policy, true), RejectReason.BAD_FIELD, null);
        }
        RawToken raw = fields.token();
        TokenClaims stated = StatedClaims.of(fields, policy, raw != null);
        if (raw == null) {
            return stated.tokenId() == null && stated.digest() == null ? new Absent(stated) : new Named(stated, null);
        }
        TokenReading reading = reader.read(raw);
        if (reading instanceof TokenReading.Jwt jwt) {
            return new Named(StatedClaims.fill(jwt, stated), jwt);
        }
        return reading instanceof TokenReading.Unreadable unreadable
                ? new Unreadable(
                        StatedClaims.ofUnreadable(stated, unreadable),
                        RejectReason.TOKEN_UNREADABLE,
                        unreadable.lax().signed())
                : new Named(StatedClaims.withDigest(stated, reading.digest()), null);
    }
}
