package org.forgedtoken.detector.watch;

import java.util.function.LongSupplier;
import org.forgedtoken.detector.rule.rate.RateThreshold;

/**
 * What WATCH goes by for accounts; times in ms. See the settings {@code account.rate}, {@code episode.quiet},
 * {@code account.grace} and {@code clock.skew}.
 *
 * @param hasAccounts whether there is an accounts feed
 * @param heldBytes of memory for the rates of accounts, as much as there may be at the time
 */
public record WatchAccountsPolicy(
        RateThreshold rate, long quiet, boolean hasAccounts, long grace, long skew, LongSupplier heldBytes) {
    /** Some 325 000 accounts that were seen a few times, or 88 000 with habits. */
    public static final long HELD_BYTES = 32L << 20;

    /** With room for {@value #HELD_BYTES} bytes of accounts. */
    public WatchAccountsPolicy(RateThreshold rate, long quiet, boolean hasAccounts, long grace, long skew) {
        this(rate, quiet, hasAccounts, grace, skew, () -> HELD_BYTES);
    }

    /** The same with a bound of somebody else's. */
    public WatchAccountsPolicy within(LongSupplier bytes) {
        return new WatchAccountsPolicy(rate, quiet, hasAccounts, grace, skew, bytes);
    }
}
