package org.forgedtoken.detector.rule.source;

import org.jspecify.annotations.Nullable;

/**
 * An account id that can be walked: one run of digits of any length, with a text around it or none ({@code u-0017},
 * {@code 42@shop}). Ids of one form are in the order of their numbers; the order of forms means nothing.
 *
 * @param form a hash of the text around the digits
 * @param digits without leading zeros
 */
public record AccountNumber(int form, String digits) implements Comparable<AccountNumber> {
    /** Null for ids without such a form: names, UUIDs, hexadecimal. */
    static @Nullable AccountNumber of(String account) {
        int from = 0;
        while (from < account.length() && !isDigit(account.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < account.length() && isDigit(account.charAt(to))) {
            to++;
        }
        if (to == from) {
            return null;
        }
        for (int i = to; i < account.length(); i++) {
            if (isDigit(account.charAt(i))) {
                return null;
            }
        }
        int form = 31 * account.substring(0, from).hashCode()
                + account.substring(to).hashCode();
        while (from < to - 1 && account.charAt(from) == '0') {
            from++;
        }
        return new AccountNumber(form, account.substring(from, to));
    }

    @Override
    public int compareTo(AccountNumber other) {
        int order = Integer.compare(form, other.form);
        order = order == 0 ? Integer.compare(digits.length(), other.digits.length()) : order;
        return order == 0 ? digits.compareTo(other.digits) : order;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
