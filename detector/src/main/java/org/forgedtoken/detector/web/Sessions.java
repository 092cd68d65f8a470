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
    /** Digest → its end, the oldest first. */
    private final Map<String, Long> ends = new LinkedHashMap<>();

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A new one's value; where there are too many, the oldest ends. */
    synchronized String begin() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String value = HexFormat.of().formatHex(bytes);
        long now = clock.millis();
        ends.values().removeIf(end -> end <= now);
        if (ends.size() >= MOST) {
            ends.remove(ends.keySet().iterator().next());
        }
        ends.put(digest(value), now + LIFE.toMillis());
        return value;
    }

    /** Whether it has begun and not ended. */
    synchronized boolean holds(@Nullable String value) {
        Long end = value == null ? null : ends.get(digest(value));
        return end != null && end > clock.millis();
    }

    /** Ends one. */
    synchronized void end(@Nullable String value) {
        if (value != null) {
            ends.remove(digest(value));
        }
    }

    private static String digest(String value) {
        return Sha256.hex(Sha256.of(value));
    }
}
