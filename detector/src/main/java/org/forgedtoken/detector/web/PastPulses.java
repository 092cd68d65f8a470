package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.forgedtoken.detector.ocsf.JsonObject;

/** The pulses of the last five minutes, for a page that opens now: some 60 KiB. */
final class PastPulses {
    /** One a second. */
    static final int MOST = 300;

    private final Deque<String> pulses = new ArrayDeque<>();

    /** Adds the newest, as JSON. */
    synchronized void add(byte[] json) {
        if (pulses.size() >= MOST) {
            pulses.removeFirst();
        }
        pulses.addLast(new String(json, StandardCharsets.UTF_8));
    }

    /** {@code {"pulses":[…]}}, the oldest first. */
    synchronized byte[] json() {
        return new JsonObject().ready("pulses", pulses).utf8();
    }
}
