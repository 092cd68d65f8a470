package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A set of event times, kept as disjoint closed stretches in order. Times are epoch ms. Not thread-safe. */
public final class Stretches {

    /** Event times from {@code since} to {@code until}, both inclusive. */
    public record Stretch(long since, long until) {
        /** Whether all of [from, to] lies in this stretch. */
        public boolean holds(long from, long to) {
            return since <= from && to <= until;
        }
    }

    private final List<Stretch> stretches;

    public Stretches() {
        this(List.of());
    }

    public Stretches(List<Stretch> stretches) {
        this.stretches = new ArrayList<>(stretches);
    }

    /** The stretches in order, as a copy. */
    public List<Stretch> asList() {
        return List.copyOf(stretches);
    }

    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** Adds [since, until]; stretches that touch become one. */
    public void add(long since, long until) {
        int from = firstEndingAtOrAfter(since);
        long start = since;
        long end = until;
        int to = from;
        while (to < stretches.size() && stretches.get(to).since() <= until) {
            start = Math.min(start, stretches.get(to).since());
            end = Math.max(end, stretches.get(to).until());
            to++;
        }
        if (to == from + 1) {
            stretches.set(from, new Stretch(start, end));
        } else {
            stretches.subList(from, to).clear();
            stretches.add(from, new Stretch(start, end));
        }
    }

    /** Takes away the times strictly between {@code after} and {@code before}; equal times take away that one. */
    public void removeBetween(long after, long before) {
        long first = after < before ? after + 1 : after;
        long last = after < before ? before - 1 : before;
        List<Stretch> kept = new ArrayList<>(stretches.size() + 1);
        for (Stretch s : stretches) {
            if (s.until() < first || s.since() > last) {
                kept.add(s);
                continue;
            }
            if (s.since() < first) {
                kept.add(new Stretch(s.since(), first - 1));
            }
            if (s.until() > last) {
                kept.add(new Stretch(last + 1, s.until()));
            }
        }
        stretches.clear();
        stretches.addAll(kept);
    }

    /**
     * Takes these away. Where the set began stays known, as a stretch of a moment: what follows it is a hole, and not before
     * all of it.
     */
    void cut(List<Stretch> lost) {
        if (isEmpty() || lost.isEmpty()) {
            return;
        }
        long start = start();
        for (Stretch s : lost) {
            removeBetween(s.since() - 1, s.until() + 1);
        }
        if (isEmpty() || start() > start) {
            add(start, start);
        }
    }

    /** Whether all of [from, to] is in the set. */
    public boolean holds(long from, long to) {
        int i = firstEndingAtOrAfter(from);
        return i < stretches.size() && stretches.get(i).holds(from, to);
    }

    /** Start of the first stretch, in a set that is not empty. */
    public long start() {
        return stretches.get(0).since();
    }

    /** End of the last stretch, in a set that is not empty. */
    public long end() {
        return stretches.get(stretches.size() - 1).until();
    }

    /** What lies in both of two lists of disjoint stretches in order. */
    public static List<Stretch> common(List<Stretch> one, List<Stretch> other) {
        List<Stretch> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            Stretch a = one.get(i);
            Stretch b = other.get(j);
            long since = Math.max(a.since(), b.since());
            long until = Math.min(a.until(), b.until());
            if (since <= until) {
                common.add(new Stretch(since, until));
            }
            if (a.until() < b.until()) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    private int firstEndingAtOrAfter(long time) {
        return firstEndingAtOrAfter(stretches, Stretch::until, time);
    }

    /** Which of several in order is the first that ends at this time or later; their number where none does. */
    static <T> int firstEndingAtOrAfter(List<T> inOrder, ToLongFunction<T> until, long time) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (until.applyAsLong(inOrder.get(middle)) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
