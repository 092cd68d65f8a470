package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one reader of the stream has not been sent yet, within a bound: the oldest events go first, and are counted; of the
 * pulses the last one alone is kept.
 */
final class Mailbox {
    private final int most;
    private final long mostBytes;
    private final Deque<byte[]> events = new ArrayDeque<>();
    private byte @Nullable [] pulse;
    private long bytes;
    private long skipped;

    /**
     * An empty one.
     *
     * @param most events
     * @param mostBytes of all events; a single one may be larger
     */
    Mailbox(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    synchronized void put(byte[] event) {
        events.addLast(event);
        bytes += event.length;
        while (events.size() > most || (bytes > mostBytes && events.size() > 1)) {
            bytes -= events.removeFirst().length;
            skipped++;
        }
    }

    synchronized void putPulse(byte[] newest) {
        pulse = newest;
    }

    /** The next to be sent; null where there is nothing. */
    synchronized byte @Nullable [] take() {
        if (skipped > 0) {
            byte[] notice =
                    AlertStreams.event("skipped", ("{\"count\":" + skipped + "}").getBytes(StandardCharsets.UTF_8));
            skipped = 0;
            return notice;
        }
        byte[] event = events.pollFirst();
        if (event != null) {
            bytes -= event.length;
            return event;
        }
        byte[] newest = pulse;
        pulse = null;
        return newest;
    }
}
