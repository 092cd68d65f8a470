package org.forgedtoken.detector.feed;

import java.util.Comparator;

/**
 * One request that presented a token.
 *
 * @param time the request's start, epoch ms
 * @param accepted whether the gateway believed the token (reference/records.md)
 * @param origin where the record was read: {@code file:line} or {@code topic-partition-offset}
 */
public record AccessRecord(
        long time,
        TokenClaims token,
        Request request,
        Signature signature,
        boolean accepted,
        String origin,
        Presentation presentation) {

    /** A token presented as usual. */
    public AccessRecord(
            long time, TokenClaims token, Request request, Signature signature, boolean accepted, String origin) {
        this(time, token, request, signature, accepted, origin, Presentation.PLAIN);
    }

    /**
     * The order of uses: by time, and among equal times by content, so that whichever record arrives first, the same
     * one is called the first use.
     */
    public static final Comparator<AccessRecord> BY_USE = Comparator.comparingLong(AccessRecord::time)
            .thenComparing(use -> use.request().toString())
            .thenComparing(use -> use.token().toString())
            .thenComparing(AccessRecord::signature)
            .thenComparing(AccessRecord::origin)
            .thenComparing(use -> use.presentation().toString());

    /** The same, behind another token of its request. */
    public AccessRecord behindAnother() {
        return new AccessRecord(time, token, request, signature, accepted, origin, presentation.behindAnother());
    }

    /** Whether this use is judged: it was accepted, or its signature is known good (the earliest sign of a stolen key). */
    public boolean isJudged() {
        return accepted || signature == Signature.VALID;
    }
}
