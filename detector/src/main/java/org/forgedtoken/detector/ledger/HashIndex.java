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
    private static final int PLACE = (1 << Slabs.PLACE_BITS) - 1;

    private final Slabs records;
    /** Eight bits of the hash, never all zero, and the place; zero where there is none. */
    private int[] marks = new int[FEWEST];

    private int size;

    HashIndex(Slabs records) {
        this.records = records;
    }

    /** At which number the hash's record is, or {@link #NOT_FOUND}. */
    int find(TokenHash hash) {
        int[] seen = marks;
        int tag = tag(hash);
        int at = home(hash, seen.length);
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
        return seen[home(hash, seen.length)];
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
        insert(hash, place);
    }

    /** Removes what was found; what stands behind moves up, so that no gap ends a search too early. */
    void remove(int found) {
        size--;
        int gap = found;
        int at = after(gap, marks.length);
        while (marks[at] != 0) {
            int home = home(records.hash(place(at)), marks.length);
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

    private void insert(TokenHash hash, int place) {
        int at = home(hash, marks.length);
        while (marks[at] != 0) {
            at = after(at, marks.length);
        }
        marks[at] = tag(hash) | place;
    }

    private void grow() {
        int[] before = marks;
        marks = new int[before.length + before.length / 2];
        for (int mark : before) {
            if (mark != 0) {
                insert(records.hash(mark & PLACE), mark & PLACE);
            }
        }
    }

    private static int after(int at, int length) {
        return at + 1 == length ? 0 : at + 1;
    }

    /** Bits of the hash as a fraction of the length; others than those that chose the part. */
    private static int home(TokenHash hash, int length) {
        return (int) (((hash.high() & 0xffff_ffffL) * length) >>> Integer.SIZE);
    }

    private static int tag(TokenHash hash) {
        int tag = hash.low() << Slabs.PLACE_BITS;
        return tag == 0 ? 1 << Slabs.PLACE_BITS : tag;
    }
}
