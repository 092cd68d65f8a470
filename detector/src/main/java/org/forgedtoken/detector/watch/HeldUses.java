package org.forgedtoken.detector.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.forgedtoken.detector.alert.Involved;

/**
 * Uses that an incident of their source would count: of the last 30 days, and the newest {@value #MOST} that are unlike.
 * A list, since most sources have one or two. Mutable; not thread-safe.
 */
final class HeldUses {
    static final int MOST = 128;
    private static final long REMEMBERED = Duration.ofDays(30).toMillis();

    /** The newest last. */
    private final ArrayList<Involved> uses = new ArrayList<>(1);

    static HeldUses of(Collection<Involved> left) {
        HeldUses held = new HeldUses();
        left.forEach(held::add);
        return held;
    }

    void add(Involved more) {
        int place = place(more);
        uses.add(place < 0 ? more : uses.remove(place).plus(more));
        if (uses.size() > MOST) {
            uses.remove(0);
        }
        while (uses.get(0).last() < more.last() - REMEMBERED) {
            uses.remove(0);
        }
    }

    /** These accesses are told elsewhere. */
    void take(Involved told) {
        int place = place(told);
        if (place < 0) {
            return;
        }
        Involved held = uses.get(place);
        long left = held.accesses() - told.accesses();
        if (left > 0) {
            uses.set(place, new Involved(held.who(), left, held.first(), held.last()));
        } else {
            uses.remove(place);
        }
    }

    List<Involved> all() {
        return List.copyOf(uses);
    }

    long accesses() {
        return uses.stream().mapToLong(Involved::accesses).sum();
    }

    int size() {
        return uses.size();
    }

    private int place(Involved one) {
        for (int i = uses.size() - 1; i >= 0; i--) {
            if (uses.get(i).who().equals(one.who())) {
                return i;
            }
        }
        return -1;
    }
}
