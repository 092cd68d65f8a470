package org.forgedtoken.detector.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Memory for many short records of different lengths. All slots of a page are equally long, so that a freed one serves
 * the next record of about its length, and a page without records is given back. Written by one thread; another may read
 * while nothing is written.
 */
final class Slabs {
    /** Lengths of slots differ by so many bytes, and where a slot begins is counted in them. */
    private static final int STEP = 4;

    /** So many bits has the number of a place. */
    static final int PLACE_BITS = 24;

    private static final int OFFSET_BITS = 11;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    private static final int LONGEST_PAGE = STEP << OFFSET_BITS;
    private static final int SHORTEST_PAGE = 512;
    /** A new page is such a part of what there is, so that few tokens do not take the memory of many. */
    private static final int SHARE = 16;

    private static final int MOST_PAGES = 1 << (PLACE_BITS - OFFSET_BITS);
    private static final byte[] NO_PAGE = {};

    /** By page: what a reader needs, and what is known of its slots. */
    private byte[][] bytes = new byte[2][];

    private @Nullable Page[] pages = new Page[2];
    /** By slot length: the first page with room. */
    private final @Nullable Page[] roomy = new Page[step(Slot.size(Slot.LONGEST)) + 1];
    /** Numbers of pages that were given back. */
    private int[] gaps = new int[2];

    private int numberOfGaps;
    private int numbers;
    private long total;

    /** Keeps a record; returns its place. */
    int put(int profile, TokenHash hash, byte[] from, int begin, int end) {
        int step = step(Slot.size(end - begin));
        Page page = roomy[step];
        if (page == null) {
            page = open(step * STEP);
            link(page);
        }
        int at = page.take();
        Slot.write(page.bytes, at, profile, hash, from, begin, end);
        if (page.isFull()) {
            unlink(page);
        }
        return (page.number << OFFSET_BITS) | (at / STEP);
    }

    void remove(int place) {
        Page page = pages[place >>> OFFSET_BITS];
        if (page == null) {
            throw new IllegalStateException("there is no record at " + place);
        }
        if (page.isFull()) {
            link(page);
        }
        page.giveBack(offset(place));
        boolean isOnly = page.next == null && page.previous == null;
        if (page.isEmpty() && !isOnly) {
            close(page);
        }
    }

    /** The page on which a place is. */
    byte[] page(int place) {
        return bytes[place >>> OFFSET_BITS];
    }

    /** Where on its page a place is. */
    static int offset(int place) {
        return (place & OFFSET_MASK) * STEP;
    }

    boolean has(int place, TokenHash hash) {
        return Slot.has(page(place), offset(place), hash);
    }

    TokenHash hash(int place) {
        byte[] page = page(place);
        int at = offset(place);
        return new TokenHash(Slot.high(page, at), Slot.low(page, at));
    }

    /** The first record's place at or behind this one, or a negative number. */
    int next(int from) {
        int at = offset(from);
        for (int number = from >>> OFFSET_BITS; number < numbers; number++) {
            Page page = pages[number];
            if (page != null) {
                int slot = page.slotLength();
                for (at = (at + slot - 1) / slot * slot; at < page.end(); at += slot) {
                    if (!Slot.isFree(page.bytes, at)) {
                        return (number << OFFSET_BITS) | (at / STEP);
                    }
                }
            }
            at = 0;
        }
        return -1;
    }

    /** Bytes of all pages. */
    long total() {
        return total;
    }

    private Page open(int slot) {
        int number = numberOfGaps > 0 ? gaps[--numberOfGaps] : numbers;
        if (number == MOST_PAGES) {
            throw new IllegalStateException(
                    "the ledger has no room for more tokens in one task: with more partitions of"
                            + " token-events, or ledger.store=rocksdb, it has");
        }
        if (number == numbers) {
            numbers++;
        }
        if (number == pages.length) {
            int longer = number + number / 2;
            pages = Arrays.copyOf(pages, longer);
            gaps = Arrays.copyOf(gaps, longer);
            bytes = Arrays.copyOf(bytes, longer);
        }
        int share = Integer.highestOneBit((int) Math.min(LONGEST_PAGE, total / SHARE) | 1);
        Page page = new Page(number, Math.max(SHORTEST_PAGE, share), slot);
        total += page.bytes.length;
        pages[number] = page;
        bytes[number] = page.bytes;
        return page;
    }

    private void close(Page page) {
        unlink(page);
        total -= page.bytes.length;
        pages[page.number] = null;
        bytes[page.number] = NO_PAGE;
        gaps[numberOfGaps++] = page.number;
    }

    private void link(Page page) {
        int step = page.slotLength() / STEP;
        Page first = roomy[step];
        page.next = first;
        page.previous = null;
        if (first != null) {
            first.previous = page;
        }
        roomy[step] = page;
    }

    private void unlink(Page page) {
        if (page.next != null) {
            page.next.previous = page.previous;
        }
        if (page.previous != null) {
            page.previous.next = page.next;
        } else {
            roomy[page.slotLength() / STEP] = page.next;
        }
        page.next = null;
        page.previous = null;
    }

    private static int step(int size) {
        return (size + STEP - 1) / STEP;
    }
}
