package org.forgedtoken.detector.ledger;

import org.jspecify.annotations.Nullable;

/** A piece of memory in slots of equal length, and which of them are free. Not thread-safe. */
final class Page {
    private static final int NONE = -1;

    /** Its place among all pages. */
    final int number;

    final byte[] bytes;

    /** Its neighbours among those of its slots' length that have room. */
    @Nullable
    Page next;

    @Nullable
    Page previous;

    private final int slot;
    private int used;
    private int everUsed;
    private int free = NONE;

    /**
     * @param length of all of it, bytes, of which one slot at least
     * @param slot bytes that each record takes
     */
    Page(int number, int length, int slot) {
        this.number = number;
        this.bytes = new byte[length];
        this.slot = slot;
    }

    int slotLength() {
        return slot;
    }

    boolean isEmpty() {
        return used == 0;
    }

    boolean isFull() {
        return used == bytes.length / slot;
    }

    /** Slots have been used below this offset so far. */
    int end() {
        return everUsed;
    }

    /** Takes a slot of a page that is not full; returns its offset. */
    int take() {
        used++;
        if (free == NONE) {
            int taken = everUsed;
            everUsed += slot;
            return taken;
        }
        int taken = free;
        free = Slot.next(bytes, taken);
        return taken;
    }

    void giveBack(int offset) {
        used--;
        Slot.free(bytes, offset, free);
        free = offset;
    }
}
