package org.forgedtoken.detector.step;

import java.util.List;
import java.util.function.Consumer;

/**
 * Takes in what comes together. Each event asks for some places of a memory that is far larger than the processor's cache: to
 * wait for one after the other takes longer than all that is done with them, so it is said beforehand what comes next.
 */
public final class LookAhead {
    /** So many are looked ahead at: of more, the first would be out of the cache again before its turn. */
    public static final int MOST = 64;

    private LookAhead() {}

    /** Has some of them expected, and then each of these taken in, until all are. */
    public static <E> void each(List<E> events, Consumer<List<E>> expect, Consumer<E> take) {
        for (int from = 0; from < events.size(); from += MOST) {
            List<E> next = events.subList(from, Math.min(events.size(), from + MOST));
            expect.accept(next);
            next.forEach(take);
        }
    }
}
