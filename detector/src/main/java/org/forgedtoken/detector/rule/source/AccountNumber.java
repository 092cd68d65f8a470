package org.forgedtoken.detector.rule.source;

import java.util.OptionalLong;

/** Account ids that can be walked: one run of digits, with a text around it or none ({@code u-0017}, {@code 42@shop}). */
final class AccountNumber {
    /** Longer runs are random numbers rather than counted ones, and would not fit. */
    private static final int MOST_DIGITS = 14;

    private static final int NUMBER_BITS = 47;
    private static final int TEXT_BITS = 15;

    private AccountNumber() {}

    /**
     * A key that orders the ids of one form by their numbers, and sets those of other forms apart in no order that
     * means anything. Empty for ids without such a form: names, UUIDs, hexadecimal.
     */
    static OptionalLong of(String account) {
        int from = 0;
        while (from < account.length() && !isDigit(account.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < account.length() && isDigit(account.charAt(to))) {
            to++;
        }
        if (to == from || to - from > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        for (int i = to; i < account.length(); i++) {
            if (isDigit(account.charAt(i))) {
                return OptionalLong.empty();
            }
        }
        int text = 31 * account.substring(0, from).hashCode()
                + account.substring(to).hashCode();
        return OptionalLong.of(
                (long) (text & ((1 << TEXT_BITS) - 1)) << NUMBER_BITS | Long.parseLong(account, from, to, 10));
    }

    /** The number of a key. */
    static long number(long key) {
        return key & ((1L << NUMBER_BITS) - 1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
