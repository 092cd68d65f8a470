package org.forgedtoken.detector.demo;

import org.jspecify.annotations.Nullable;

/**
 * One generated record, in the {@code native} format.
 *
 * @param timeMillis when it happens, epoch ms
 * @param arrivalMillis when it is to be delivered, epoch ms; never before it happens
 * @param key what to spread records over partitions by: the token's block-entry key, or null where the record names no
 *     token; on the feeds of keys and accounts the id that the record speaks of. A heartbeat (null on {@link Feed#ISSUANCE}) speaks for one partition, so it belongs on every one of them.
 */
public record GeneratedRecord(
        Feed feed,
        long timeMillis,
        long arrivalMillis,
        @Nullable String key,
        String json) {

    /** The feed that a record belongs to. */
    public enum Feed {
        ACCESS,
        ISSUANCE,
        KEYS,
        ACCOUNTS
    }
}
