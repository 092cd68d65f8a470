package org.forgedtoken.detector.feed;

/**
 * One request that presented a token.
 *
 * @param time the request's start, epoch ms
 * @param accepted whether the gateway believed the token (CONTRACT, section 3)
 * @param origin where the record was read: {@code file:line} or {@code topic-partition-offset}
 */
public record AccessRecord(
        long time, TokenClaims token, Request request, Signature signature, boolean accepted, String origin) {

    /** Whether this use is judged: it was accepted, or its signature is known good (the earliest sign of a stolen key). */
    public boolean isJudged() {
        return accepted || signature == Signature.VALID;
    }
}
