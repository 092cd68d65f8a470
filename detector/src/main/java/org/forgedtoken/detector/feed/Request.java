package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * The request that carried a token, as the gateway logged it; every field was written by a stranger.
 *
 * @param sourceIp the address as logged
 * @param path without its query string
 * @param status the HTTP status, 0 where not logged
 */
public record Request(
        @Nullable String sourceIp,
        @Nullable String userAgent,
        @Nullable String method,
        @Nullable String path,
        int status,
        @Nullable String requestId) {}
