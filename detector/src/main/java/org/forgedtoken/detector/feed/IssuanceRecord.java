package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/** One record of the identity provider's feed; times are epoch ms. */
public sealed interface IssuanceRecord {
    /** When the event happened. */
    long time();

    /**
     * A token was handed out.
     *
     * @param token its {@code issuedAt} is {@link Times#UNKNOWN} where the record does not state it; {@link #issuedAt()}
     *     then stands in, but is no statement to compare
     */
    record Issued(long time, TokenClaims token) implements IssuanceRecord {
        /** When the token was issued: as stated, else the record's time. */
        public long issuedAt() {
            return Times.known(token.issuedAt()) ? token.issuedAt() : time;
        }
    }

    /** A token was revoked. */
    record Revoked(long time, TokenClaims token) implements IssuanceRecord {}

    /** A signing key was revoked. */
    record KeyRevoked(long time, String issuer, String keyId) implements IssuanceRecord {}

    /**
     * The partition holds every record of [since, time].
     *
     * @param since epoch ms, or {@link Times#UNKNOWN}: since the partition's last record or heartbeat
     * @param issuer whose records it speaks for; null: of every issuer that the partition has carried
     */
    record Heartbeat(long time, long since, @Nullable String issuer) implements IssuanceRecord {}
}
