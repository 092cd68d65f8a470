package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.TokenKey;

/**
 * An access record of the detector's own.
 *
 * @param key of the token, by which the user's own keyed records go too
 */
@SuppressWarnings("ArrayRecordComponent") // it is on its way to a producer, and nobody compares two
public record Canary(TokenKey key, byte[] access) {}
