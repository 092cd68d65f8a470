package org.forgedtoken.detector.ledger;

/** Where a record is: numbers of 24 bits, the lower ones of slots, the upper ones of records that are too long for one. */
final class Place {
    static final int BITS = 24;
    static final int END_OF_SLOTS = 0xe00000;
    static final int END = 1 << BITS;

    private Place() {}

    static boolean isSlot(int place) {
        return place < END_OF_SLOTS;
    }
}
