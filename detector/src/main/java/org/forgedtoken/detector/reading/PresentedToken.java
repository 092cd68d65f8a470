package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.jspecify.annotations.Nullable;

/** A token of one record: what it says of itself wins over what the record says, which fills the rest. */
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
     * @param logged whether what the record says of a signature is said of this one
     */
    record Named(TokenClaims claims, TokenReading.@Nullable Jwt jwt, boolean logged) implements PresentedToken {}

    /**
     * A token that cannot be read, with what the record says of it.
     *
     * @param reason of the dead letter
     * @param signed what a lax reader may check of it
     * @param logged as of one that can be read
     */
    record Unreadable(
            TokenClaims claims,
            RejectReason reason,
            @Nullable SignedText signed,
            boolean logged) implements PresentedToken {}

    /** What is known of the token. */
    TokenClaims claims();
}
