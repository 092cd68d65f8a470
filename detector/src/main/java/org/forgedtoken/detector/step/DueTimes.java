package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and the times at which they are due, in order of time and then of name. Attackers decide how many there are, so they
 * lie close together, in the leaves of a tree of two levels: twelve bytes and the name's characters, where a tree of objects
 * takes 150 more. Not thread-safe.
 */
public final class DueTimes {
    /**
     * What is due.
     *
     * @param time epoch ms
     */
    public record Due(long time, String name) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return time != other.time ? Long.compare(time, other.time) : name.compareTo(other.name);
        }
    }

    private final List<Leaf> leaves = new ArrayList<>();
    private int size;

    /** Whether it was not there before. */
    public boolean add(long time, String name) {
        byte[] key = DueNames.write(name);
        int at = Math.max(0, leafOf(time, key));
        if (leaves.isEmpty()) {
            leaves.add(new Leaf());
        }
        Leaf leaf = leaves.get(at);
        int place = leaf.find(time, key);
        if (place >= 0) {
            return false;
        }
        place = -place - 1;
        if (leaf.size == Leaf.MOST) {
            // What comes in order leaves full leaves behind.
            Leaf next = leaf.split(place == Leaf.MOST && at == leaves.size() - 1 ? Leaf.MOST : Leaf.MOST / 2);
            leaves.add(at + 1, next);
            if (place > leaf.size || leaf.size == Leaf.MOST) {
                place -= leaf.size;
                leaf = next;
            }
        }
        leaf.insert(place, time, key);
        size++;
        return true;
    }

    /** Whether it was there. */
    public boolean remove(long time, String name) {
        byte[] key = DueNames.write(name);
        int at = leafOf(time, key);
        int place = at < 0 ? -1 : leaves.get(at).find(time, key);
        if (place >= 0) {
            remove(at, place);
        }
        return place >= 0;
    }

    private void remove(int at, int place) {
        Leaf leaf = leaves.get(at);
        leaf.remove(place);
        size--;
        // Whoever takes out most of each leaf and puts more elsewhere must not gain room by it.
        int before = at > 0 ? leaves.get(at - 1).size : Leaf.MOST;
        int behind = at + 1 < leaves.size() ? leaves.get(at + 1).size : Leaf.MOST;
        if (leaf.size == 0) {
            leaves.remove(at);
        } else if (leaf.size + Math.min(before, behind) <= Leaf.MOST / 2) {
            int first = before <= behind ? at - 1 : at;
            leaves.get(first).append(leaves.remove(first + 1));
        }
    }

    /** The first, if it is due by {@code upTo}, else null. */
    @Nullable
    public Due first(long upTo) {
        return leaves.isEmpty() || leaves.get(0).times[0] > upTo
                ? null
                : leaves.get(0).get(0);
    }

    /** Takes out the first, if it is due by {@code upTo}, else null. */
    @Nullable
    public Due poll(long upTo) {
        Due first = first(upTo);
        if (first != null) {
            remove(0, 0);
        }
        return first;
    }

    /** The first one behind this, whether this is still there or not; null if there is none. */
    @Nullable
    public Due after(Due due) {
        byte[] key = DueNames.write(due.name);
        int at = leafOf(due.time, key);
        if (at < 0) {
            return first(Long.MAX_VALUE);
        }
        int place = leaves.get(at).find(due.time, key);
        int next = place >= 0 ? place + 1 : -place - 1;
        if (next < leaves.get(at).size) {
            return leaves.get(at).get(next);
        }
        return at + 1 < leaves.size() ? leaves.get(at + 1).get(0) : null;
    }

    /** The last, or null. */
    @Nullable
    public Due last() {
        if (leaves.isEmpty()) {
            return null;
        }
        Leaf last = leaves.get(leaves.size() - 1);
        return last.get(last.size - 1);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** What the arrays hold, used or not. */
    long bytes() {
        return leaves.stream()
                .mapToLong(leaf -> (long) leaf.times.length * Long.BYTES
                        + (long) leaf.ends.length * Integer.BYTES
                        + leaf.names.length)
                .sum();
    }

    /** The last leaf that begins with this or something before it, or -1. */
    private int leafOf(long time, byte[] key) {
        int low = 0;
        int high = leaves.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (leaves.get(middle).compare(0, time, key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Some that follow each other: the names one behind the other, and where each ends. */
    private static final class Leaf {
        static final int MOST = 64;
        private static final int FIRST = 4;

        private int size;
        private long[] times = new long[FIRST];
        private int[] ends = new int[FIRST];
        private byte[] names = {};

        Due get(int place) {
            return new Due(times[place], DueNames.read(names, start(place), ends[place]));
        }

        /** Its place, or where it would go: {@code -place - 1}. */
        int find(long time, byte[] key) {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = compare(middle, time, key);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -low - 1;
        }

        int compare(int place, long time, byte[] key) {
            int order = Long.compare(times[place], time);
            return order != 0 ? order : Arrays.compareUnsigned(names, start(place), ends[place], key, 0, key.length);
        }

        void insert(int place, long time, byte[] key) {
            if (size == times.length) {
                times = Arrays.copyOf(times, Math.min(MOST, 2 * size));
                ends = Arrays.copyOf(ends, times.length);
            }
            int used = start(size);
            if (names.length - used < key.length) {
                names = Arrays.copyOf(names, Math.max(used + key.length, used + used / 4));
            }
            int start = start(place);
            System.arraycopy(names, start, names, start + key.length, used - start);
            System.arraycopy(key, 0, names, start, key.length);
            System.arraycopy(times, place, times, place + 1, size - place);
            for (int i = size; i > place; i--) {
                ends[i] = ends[i - 1] + key.length;
            }
            times[place] = time;
            ends[place] = start + key.length;
            size++;
        }

        void remove(int place) {
            int start = start(place);
            int length = ends[place] - start;
            System.arraycopy(names, ends[place], names, start, start(size) - ends[place]);
            System.arraycopy(times, place + 1, times, place, size - place - 1);
            for (int i = place; i < size - 1; i++) {
                ends[i] = ends[i + 1] - length;
            }
            size--;
        }

        /** Keeps so many of them, and gives the others. */
        Leaf split(int kept) {
            Leaf others = new Leaf();
            for (int i = kept; i < size; i++) {
                others.insert(i - kept, times[i], Arrays.copyOfRange(names, start(i), ends[i]));
            }
            size = kept;
            names = Arrays.copyOf(names, start(kept));
            return others;
        }

        void append(Leaf others) {
            for (int i = 0; i < others.size; i++) {
                insert(size, others.times[i], Arrays.copyOfRange(others.names, others.start(i), others.ends[i]));
            }
        }

        private int start(int place) {
            return place == 0 ? 0 : ends[place - 1];
        }
    }
}
