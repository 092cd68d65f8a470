package org.forgedtoken.detector.reading.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plain case of a JSON object, read in one pass that makes nothing: ASCII without escapes, short numbers, shallow. It
 * says where names and values are. Whatever else it meets, right or wrong, it leaves to the full parser, so that one
 * parser alone says what JSON is; what it does take is what that parser would take, byte for byte.
 */
public final class PlainObject {
    /** What is nested deeper is left to the full parser. */
    private static final int DEEPEST = 8;
    /** Digits in a row. */
    private static final int LONGEST_NUMBER = 18;

    private static final int NOT_PLAIN = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] json;
    private final @Nullable NamesSeen names;

    /** Takes the members of the outermost object. */
    public interface Members {
        /**
         * Takes one member.
         *
         * @param nameFrom where its name begins, behind the quote; {@code nameTo} is where the quote is
         * @param from the first byte of its value, which tells its kind: a text's is its quote
         * @return false where the full parser has to say what that means
         */
        boolean take(byte[] json, int nameFrom, int nameTo, int from, int to);
    }

    private PlainObject(byte[] json, @Nullable NamesSeen names) {
        this.json = json;
        this.names = names;
    }

    /** Hands each member over, in order; false where this is no plain object: then what was handed over is void. */
    public static boolean read(byte[] json, Members members) {
        return new PlainObject(json, null).whole(members);
    }

    /** The same, and false also where an object at any depth has a member name twice. */
    public static boolean readStrictly(byte[] json, Members members) {
        return new PlainObject(json, new NamesSeen(json)).whole(members);
    }

    private boolean whole(Members members) {
        int open = blanksEnd(0);
        if (!is('{', open)) {
            return false;
        }
        int end = object(open, members, DEEPEST);
        return end != NOT_PLAIN && blanksEnd(end) == json.length;
    }

    /** Behind the object whose brace is here. */
    private int object(int open, @Nullable Members members, int deeper) {
        int outer = names == null ? 0 : names.enter();
        int at = blanksEnd(open + 1);
        if (is('}', at)) {
            return leave(outer, at);
        }
        while (is('"', at)) {
            int nameTo = textEnd(at + 1);
            if (nameTo == NOT_PLAIN || (names != null && !names.add(at + 1, nameTo))) {
                return NOT_PLAIN;
            }
            int colon = blanksEnd(nameTo + 1);
            if (!is(':', colon)) {
                return NOT_PLAIN;
            }
            int from = blanksEnd(colon + 1);
            int to = valueEnd(from, deeper);
            if (to == NOT_PLAIN || (members != null && !members.take(json, at + 1, nameTo, from, to))) {
                return NOT_PLAIN;
            }
            at = blanksEnd(to);
            if (is('}', at)) {
                return leave(outer, at);
            }
            if (!is(',', at)) {
                return NOT_PLAIN;
            }
            at = blanksEnd(at + 1);
        }
        return NOT_PLAIN;
    }

    private int leave(int outer, int close) {
        if (names != null) {
            names.leave(outer);
        }
        return close + 1;
    }

    private int array(int open, int deeper) {
        int at = blanksEnd(open + 1);
        if (is(']', at)) {
            return at + 1;
        }
        while (true) {
            int to = valueEnd(at, deeper);
            if (to == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            at = blanksEnd(to);
            if (is(']', at)) {
                return at + 1;
            }
            if (!is(',', at)) {
                return NOT_PLAIN;
            }
            at = blanksEnd(at + 1);
        }
    }

    /** Behind the value that begins here. What may follow it is seen by whoever goes on from there. */
    private int valueEnd(int from, int deeper) {
        if (from >= json.length) {
            return NOT_PLAIN;
        }
        return switch (json[from]) {
            case '"' -> {
                int quote = textEnd(from + 1);
                yield quote == NOT_PLAIN ? NOT_PLAIN : quote + 1;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numberEnd(from);
            case 't' -> wordEnd(from, "true");
            case 'f' -> wordEnd(from, "false");
            case 'n' -> wordEnd(from, "null");
            case '{' -> deeper == 0 ? NOT_PLAIN : object(from, null, deeper - 1);
            case '[' -> deeper == 0 ? NOT_PLAIN : array(from, deeper - 1);
            default -> NOT_PLAIN;
        };
    }

    /** Where the quote is that ends the text. */
    private int textEnd(int from) {
        int end = specialFrom(json, from);
        return is('"', end) ? end : NOT_PLAIN;
    }

    /** Where the first byte is that is a quote, a backslash, a control or no ASCII; the length where there is none. */
    private static int specialFrom(byte[] bytes, int from) {
        int at = from;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // A borrow may raise a wrong bit, but only above a right one, and the lowest is what counts.
            long special = (zeroIn(quote) | zeroIn(backslash) | (word - ' ' * ONES) | word) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Whether a JWT may begin there: with {@code ey} or {@code ew}. */
    public static boolean mayHoldToken(byte[] json, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES - 1) {
            long word = (long) WORDS.get(json, at);
            long next = word >>> Byte.SIZE;
            long second = zeroIn(next ^ 'y' * ONES) | zeroIn(next ^ 'w' * ONES);
            if ((zeroIn(word ^ 'e' * ONES) & second & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < to - 1; at++) {
            if (json[at] == 'e' && (json[at + 1] == 'y' || json[at + 1] == 'w')) {
                return true;
            }
        }
        return false;
    }

    /** The high bit of the lowest byte that is 0, and perhaps of some above it. */
    private static long zeroIn(long word) {
        return (word - ONES) & ~word;
    }

    /** Whether a value of a plain object is a text or a list of texts. */
    static boolean areTexts(byte[] json, int from, int to) {
        boolean list = json[from] == '[';
        for (int at = list ? from + 1 : from; at < to; at++) {
            if (json[at] == '"') {
                at = specialFrom(json, at + 1); // the quote that ends it: nothing else is in a plain text
            } else if (!list || ", ]\t\r\n".indexOf(json[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    private int numberEnd(int from) {
        int end = digitsEnd(from);
        if (end - from > LONGEST_NUMBER || (json[from] == '0' && end - from > 1)) {
            return NOT_PLAIN;
        }
        if (!is('.', end)) {
            return end;
        }
        int fractionEnd = digitsEnd(end + 1);
        int digits = fractionEnd - end - 1;
        return digits == 0 || digits > LONGEST_NUMBER ? NOT_PLAIN : fractionEnd;
    }

    private int digitsEnd(int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    private int wordEnd(int from, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (!is(word.charAt(i), from + i)) {
                return NOT_PLAIN;
            }
        }
        return from + word.length();
    }

    private int blanksEnd(int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean is(char sought, int at) {
        return at < json.length && json[at] == sought;
    }

    /** The member names of the objects that are open, to see one that comes twice. */
    private static final class NamesSeen {
        /** More names at once are left to the full parser, so that comparing each with each stays cheap. */
        private static final int MOST = 64;

        private final byte[] json;
        private int[] ends = new int[2 * 16];
        private int first;
        private int count;

        NamesSeen(byte[] json) {
            this.json = json;
        }

        /** Begins an object inside the one that is open, which {@link #leave} needs to know. */
        int enter() {
            int outer = first;
            first = count;
            return outer;
        }

        void leave(int outer) {
            count = first;
            first = outer;
        }

        /** Whether the object has no such name so far, and not too many of them. */
        boolean add(int from, int to) {
            for (int i = first; i < count; i++) {
                if (Arrays.equals(json, ends[2 * i], ends[2 * i + 1], json, from, to)) {
                    return false;
                }
            }
            if (count == MOST) {
                return false;
            }
            if (2 * count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            ends[2 * count] = from;
            ends[2 * count + 1] = to;
            count++;
            return true;
        }
    }
}
