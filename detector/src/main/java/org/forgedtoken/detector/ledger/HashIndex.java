package org.forgedtoken.detector.ledger;

/**
 * Where the records of one part of a ledger are, by hash: open addressing, eight bits of the hash beside each place so that
 * hardly any record is looked at in vain. Grows by half, and so is never less than half full once it has grown. Written by
 * one thread; another may read while nothing is written.
 */
final class HashIndex {
    /** Where nothing is found. */
    static final int NOT_FOUND = -1;

    private static final int FEWEST = 8;
    private static final int PLACE = Place.END - 1;

    /** What the records say of themselves. */
    interface Records {
        /** Whether this is the record of the hash. */
        boolean has(int place, TokenHash hash);

        /** The lower half of the record's hash. */
        long low(int place);
    }

    private final Records records;
    /** Eight bits of the hash, never all zero, and the place; zero where there is none. */
    private int[] marks = new int[FEWEST];

    private int size;

    HashIndex(Records records) {
        this.records = records;
    }

    /** At which number the hash's record is, or {@link #NOT_FOUND}. */
    int find(TokenHash hash) {
        int[] seen = marks;
        int tag = tag(hash.low());
        int at = home(hash.low(), seen.length);
        for (int i = 0; i < seen.length; i++) {
            int mark = seen[at];
            if (mark == 0) {
                return NOT_FOUND;
            }
            if ((mark & ~PLACE) == tag && records.has(mark & PLACE, hash)) {
                return at;
            }
            at = after(at, seen.length);
        }
        return NOT_FOUND;
    }

    /** What stands where the hash's record is looked for first. */
    int mark(TokenHash hash) {
        int[] seen = marks;
        return seen[home(hash.low(), seen.length)];
    }

    /** Where the record is that {@link #find} found. */
    int place(int at) {
        return marks[at] & PLACE;
    }

    /** The record that was found has another place now. */
    void moved(int at, int place) {
        marks[at] = (marks[at] & ~PLACE) | place;
    }

    /** Takes in a record whose hash it does not have. */
    void add(TokenHash hash, int place) {
        if (size >= marks.length - marks.length / 5 - 1) {
            grow();
        }
        size++;
        insert(hash.low(), place);
    }

    /** Removes what was found; what stands behind moves up, so that no gap ends a search too early. */
    void remove(int found) {
        size--;
        int gap = found;
        int at = after(gap, marks.length);
        while (marks[at] != 0) {
            int home = home(records.low(place(at)), marks.length);
            boolean isHomeBetween = gap < at ? gap < home && home <= at : gap < home || home <= at;
            if (!isHomeBetween) {
                marks[gap] = marks[at];
                gap = at;
            }
            at = after(at, marks.length);
        }
        marks[gap] = 0;
    }

    long bytes() {
        return (long) marks.length * Integer.BYTES;
    }

    private void insert(long low, int place) {
        int at = home(low, marks.length);
        while (marks[at] != 0) {
            at = after(at, marks.length);
        }
        marks[at] = tag(low) | place;
    }

    private void grow() {
        int[] before = marks;
        marks = new int[before.length + before.length / 2];
        for (int mark : before) {
            if (mark != 0) {
                insert(records.low(mark & PLACE), mark & PLACE);
            }
        }
    }

    private static int after(int at, int length) {
        return at + 1 == length ? 0 : at + 1;
    }

    /** The hash's upper bits as a fraction of the length. */
    private static int home(long low, int length) {
        return (int) (((low >>> 32) * length) >>> 32);
    }

    private static int tag(long low) {
        int tag = ((int) low) << Place.BITS;
        return tag == 0 ? 1 << Place.BITS : tag;
    }
}
