package org.forgedtoken.detector.web;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.forgedtoken.detector.settings.Secret;
import org.jspecify.annotations.Nullable;

/** Lets in who has {@code http.token}; everyone, where none is set. */
record Guard(Optional<Secret> token) {

    private static final String BEARER = "Bearer ";

    boolean admits(Page.Door door, Headers headers) {
        return token.isEmpty()
                || switch (door) {
                    case OPEN -> true;
                    case BEARER -> isToken(bearer(headers.getFirst("Authorization")));
                    case HEADER -> isToken(headers.getFirst("X-Detector-Token"));
                };
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** In a time that does not tell how much of it was right. */
    private boolean isToken(@Nullable String given) {
        return given != null
                && token.isPresent()
                && MessageDigest.isEqual(bytes(given), bytes(token.get().reveal()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
