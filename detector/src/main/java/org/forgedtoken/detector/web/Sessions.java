package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Deque<String> gone = new ArrayDeque<>();
        long now = clock.millis();
        ends.forEach((digest, end) -> {
            if (end <= now || ends.size() - gone.size() >= MOST) {
                gone.add(digest);
            }
        });
        ends.keySet().removeAll(gone);
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
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
