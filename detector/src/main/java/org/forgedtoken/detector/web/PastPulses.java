package org.forgedtoken.detector.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The pulses of the last five minutes, for a page that opens now: some 60 KiB. */
final class PastPulses {
    /** One a second. */
    static final int MOST = 300;

    private final Deque<byte[]> pulses = new ArrayDeque<>();

    /** Adds the newest, as JSON. */
    synchronized void add(byte[] json) {
        if (pulses.size() >= MOST) {
            pulses.removeFirst();
        }
        pulses.addLast(json);
    }

    /** {@code {"pulses":[…]}}, the oldest first. */
    synchronized byte[] json() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("{\"pulses\":".getBytes(StandardCharsets.UTF_8));
        char before = '[';
        for (byte[] pulse : pulses) {
            all.write(before);
            all.writeBytes(pulse);
            before = ',';
        }
        all.writeBytes((pulses.isEmpty() ? "[]}" : "]}").getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
