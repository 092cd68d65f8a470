package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What is known of an issuer's tokens from their uses, and from what the ledger has evicted. */
public interface IssuerHabit {
    /** Of an issuer of which nothing is known. */
    IssuerHabit NONE = new IssuerHabit() {
        @Override
        public boolean alwaysStatesIssuedAt() {
            return false;
        }

        @Override
        public long evictedSince(@Nullable String kind) {
            return Times.UNKNOWN;
        }
    };

    /** Whether each of its first 100 tokens that were used, read and issued stated when it was issued. */
    boolean alwaysStatesIssuedAt();

    /**
     * Since when (epoch ms) the ledger may have evicted entries of this kind without an expiry; {@link Times#UNKNOWN}: it has
     * not.
     *
     * @param kind null: of any kind
     */
    long evictedSince(@Nullable String kind);
}
