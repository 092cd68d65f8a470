package org.forgedtoken.detector.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.forgedtoken.detector.feed.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Who has signed in with a browser: random values, of which only digests are kept, so that a search by one tells nothing
 * of another. They are this instance's and end with it.
 */
final class Sessions {
    /** How long one lasts. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 1_000;
    private static final int RANDOM_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    /** By digest, the oldest first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /**
     * One that has begun.
     *
     * @param token with which
     * @param end epoch ms
     */
    private record Session(Guard.Token token, long end) {}

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A new one's value; where there are too many, the oldest sessions. */
    synchronized String begin(Guard.Token token) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String value = HexFormat.of().formatHex(bytes);
        long now = clock.millis();
        sessions.values().removeIf(session -> session.end() <= now);
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(digest(value), new Session(token, now + LIFE.toMillis()));
        return value;
    }

    /** The token with which it was begun; null where it was not, or has ended. */
    synchronized Guard.@Nullable Token of(@Nullable String value) {
        Session session = value == null ? null : sessions.get(digest(value));
        return session != null && session.end() > clock.millis() ? session.token() : null;
    }

    /** Ends one. */
    synchronized void end(@Nullable String value) {
        if (value != null) {
            sessions.remove(digest(value));
        }
    }

    private static String digest(String value) {
        return Sha256.hex(Sha256.of(value));
    }
}
