package org.forgedtoken.detector.web;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens by the address that gave them, so that nobody can try many: after 20 within 10 s an address is not
 * listened to until these have passed.
 */
final class WrongTokens {
    private static final int MOST = 20;
    private static final long WINDOW = 10_000;
    private static final int MOST_ADDRESSES = 1_000;

    private record Tries(long since, int count) {}

    private final InstantSource clock;
    private final Map<InetAddress, Tries> tries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Tries> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    WrongTokens(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean areTooMany(InetAddress from) {
        Tries known = tries.get(from);
        return known != null && isRecent(known) && known.count() >= MOST;
    }

    synchronized void add(InetAddress from) {
        Tries known = tries.get(from);
        tries.put(
                from,
                known != null && isRecent(known)
                        ? new Tries(known.since(), known.count() + 1)
                        : new Tries(clock.millis(), 1));
    }

    private boolean isRecent(Tries known) {
        return clock.millis() - known.since() < WINDOW;
    }
}
