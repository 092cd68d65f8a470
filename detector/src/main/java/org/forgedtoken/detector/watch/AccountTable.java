package org.forgedtoken.detector.watch;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Accounts, with a few bytes of each, in little more memory than these bytes: an open-addressing index of places, under a
 * hash that is keyed with a secret, since whoever forges tokens chooses the names in them. The places are given in the
 * order in which accounts come, whatever the secret, and {@link #idle} goes round them: what is let go is the same in every
 * run. Not thread-safe.
 */
final class AccountTable {
    static final int NONE = -1;

    /** Of an account alone, beside its entry's content: array header, place, and its share of the index. */
    static final int BYTES_ALONE = 44;

    /** Bytes to which the JVM rounds an array. */
    private static final int GRAIN = 8;

    /** Bytes that come from memory together. */
    private static final int LINE = 64;

    private static final int USED = Short.BYTES;
    private static final int NAME = USED + 1;
    private static final byte[] EMPTY = {};

    private final long secret = new SecureRandom().nextLong();

    /** The hash, and below it one more than the place; 0 where there is none. */
    private long[] index = new long[64];

    /**
     * The length of the name, whether the account was used again since {@link #idle} last came by, the name, and what is
     * kept of the account; an empty one where the place is free. All that an access needs lies together: to wait for memory
     * costs more than all arithmetic.
     */
    private byte[][] entries = new byte[32][];

    private int[] free = new int[0];
    private int freed;

    /** So many places have been given. */
    private int given;

    private int hand;
    private long bytes;

    /** The account's place; {@link #NONE} where it has none. */
    int find(byte[] name) {
        int hash = hash(name);
        for (int at = slot(hash); index[at] != 0; at = next(at)) {
            if ((int) (index[at] >>> 32) == hash) {
                int place = (int) index[at] - 1;
                byte[] entry = entries[place];
                if (isOf(entry, name)) {
                    entry[USED] = 1;
                    return place;
                }
            }
        }
        return NONE;
    }

    /**
     * Has the memory brought that finding these accounts, and reading what is kept of them, will ask for.
     *
     * @return a number that says nothing and stands for all that was brought
     */
    int fetch(List<byte[]> names) {
        int seen = 0;
        int[] hashes = new int[names.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(names.get(i));
            seen += (int) index[slot(hashes[i])];
        }
        byte[][] found = new byte[hashes.length][];
        for (int i = 0; i < hashes.length; i++) {
            found[i] = likely(hashes[i]);
            seen += found[i].length;
        }
        for (byte[] entry : found) {
            for (int at = 0; at < entry.length; at += LINE) {
                seen += entry[at];
            }
        }
        return seen;
    }

    /** The entry of the first account with this hash; an empty one where there is none. */
    private byte[] likely(int hash) {
        for (int at = slot(hash); index[at] != 0; at = next(at)) {
            if ((int) (index[at] >>> 32) == hash) {
                return entries[(int) index[at] - 1];
            }
        }
        return EMPTY;
    }

    /** Gives a place to an account that has none. */
    int add(byte[] name) {
        if (3L * (size() + 1) > 2L * index.length) {
            rehash();
        }
        int place = freed > 0 ? free[--freed] : given++;
        if (place == entries.length) {
            entries = Arrays.copyOf(entries, place + (place >> 1));
        }
        byte[] entry = new byte[NAME + name.length];
        entry[0] = (byte) (name.length >> 8);
        entry[1] = (byte) name.length;
        System.arraycopy(name, 0, entry, NAME, name.length);
        entries[place] = entry;
        bytes += BYTES_ALONE + entry.length;
        enter((long) hash(name) << 32 | (place + 1));
        return place;
    }

    /** What is kept of the account, from {@link #from} on. */
    byte[] entry(int place) {
        return entries[place];
    }

    /** Where in its entry that begins which is kept of an account. */
    int from(int place) {
        return NAME + nameLength(entries[place]);
    }

    /**
     * Makes room for at least so many bytes to be kept of the account: as many as lie there in any case, since the JVM rounds
     * arrays up, so that a state that grows by a byte or two stays where it is.
     *
     * @return the entry into which they are to be written
     */
    byte[] resize(int place, int length) {
        byte[] entry = entries[place];
        int whole = (from(place) + length + GRAIN - 1) / GRAIN * GRAIN;
        if (entry.length != whole) {
            bytes += whole - entry.length;
            entry = Arrays.copyOf(entry, whole);
            entries[place] = entry;
        }
        return entry;
    }

    String name(int place) {
        return new String(entries[place], NAME, nameLength(entries[place]), StandardCharsets.UTF_8);
    }

    /** An account that was not used for the longest time, or nearly so, but not this one; there must be another. */
    int idle(int but) {
        while (true) {
            hand = hand + 1 < given ? hand + 1 : 0;
            if (entries[hand].length > 0 && hand != but) {
                if (entries[hand][USED] == 0) {
                    return hand;
                }
                entries[hand][USED] = 0;
            }
        }
    }

    void remove(int place) {
        byte[] entry = entries[place];
        int at = slot(hash(entry, NAME, from(place)));
        while ((int) index[at] != place + 1) {
            at = next(at);
        }
        close(at);
        bytes -= BYTES_ALONE + entry.length;
        entries[place] = EMPTY;
        free = freed == free.length ? Arrays.copyOf(free, freed + 16 + freed / 2) : free;
        free[freed++] = place;
    }

    int size() {
        return given - freed;
    }

    /** About so much memory it takes. */
    long bytes() {
        return bytes;
    }

    private void enter(long hashAndPlace) {
        int at = slot((int) (hashAndPlace >>> 32));
        while (index[at] != 0) {
            at = next(at);
        }
        index[at] = hashAndPlace;
    }

    /** Empties a slot: whoever stands behind it for want of a better one moves up (Knuth 6.4, algorithm R). */
    private void close(int emptied) {
        int gap = emptied;
        for (int at = next(gap); index[at] != 0; at = next(at)) {
            int wanted = slot((int) (index[at] >>> 32));
            boolean stays = gap < at ? gap < wanted && wanted <= at : gap < wanted || wanted <= at;
            if (!stays) {
                index[gap] = index[at];
                gap = at;
            }
        }
        index[gap] = 0;
    }

    private void rehash() {
        long[] before = index;
        index = new long[2 * before.length];
        for (long hashAndPlace : before) {
            if (hashAndPlace != 0) {
                enter(hashAndPlace);
            }
        }
    }

    private int slot(int hash) {
        return hash & (index.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (index.length - 1);
    }

    private static boolean isOf(byte[] entry, byte[] name) {
        int length = nameLength(entry);
        return length == name.length && Arrays.equals(entry, NAME, NAME + length, name, 0, length);
    }

    private static int nameLength(byte[] entry) {
        return (entry[0] & 0xff) << 8 | (entry[1] & 0xff);
    }

    private int hash(byte[] name) {
        return hash(name, 0, name.length);
    }

    private int hash(byte[] bytes, int from, int to) {
        long hash = secret;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
