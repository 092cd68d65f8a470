package org.forgedtoken.detector.report;

import java.util.HashMap;
import java.util.Map;

/**
 * Names that many alerts have in common, each held once. A stranger can name as many as he likes: those that come when the
 * bound is reached are all called alike.
 */
final class Names<N> {
    private final Map<N, N> held = new HashMap<>();
    private final int most;
    private final N other;
    private boolean overflowed;

    /** @param other stands for all names that have no place */
    Names(int most, N other) {
        this.most = most;
        this.other = other;
    }

    /** The one that is equal to it and held, or the one that stands for all others. */
    N shared(N name) {
        N known = held.get(name);
        if (known != null) {
            return known;
        }
        if (held.size() >= most) {
            overflowed = true;
            return other;
        }
        held.put(name, name);
        return name;
    }

    /** Whether some are not told apart. */
    boolean isOverflowed() {
        return overflowed;
    }
}
