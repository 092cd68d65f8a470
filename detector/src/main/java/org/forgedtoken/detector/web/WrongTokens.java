package org.forgedtoken.detector.web;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong tokens by the address that gave them: more than 20 within 10 s are many. */
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

    /** One more; whether these are too many. */
    synchronized boolean add(InetAddress from) {
        long now = clock.millis();
        Tries known = tries.get(from);
        Tries all = known != null && now - known.since() < WINDOW
                ? new Tries(known.since(), known.count() + 1)
                : new Tries(now, 1);
        tries.put(from, all);
        return all.count() > MOST;
    }
}
