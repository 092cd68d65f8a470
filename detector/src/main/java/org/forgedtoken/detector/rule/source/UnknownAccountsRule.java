package org.forgedtoken.detector.rule.source;

import java.time.Duration;

/**
 * {@code account-unknown}: one source uses tokens for several accounts that do not exist, within a day.
 *
 * @param least {@code account.unknown.min}
 */
public record UnknownAccountsRule(int least) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long REMEMBERED = Duration.ofDays(30).toMillis();

    /** Takes in that an account did not exist when its token was used, at {@code time} (epoch ms). */
    public void unknown(UnknownAccounts accounts, String account, long time) {
        accounts.forget(time - REMEMBERED);
        accounts.add(account, time);
    }

    /** Takes in that the account did exist. */
    public void known(UnknownAccounts accounts, String account) {
        accounts.remove(account);
    }

    /** Whether there are so many within any day. */
    public boolean isBroken(UnknownAccounts accounts) {
        return accounts.mostWithin(DAY) >= least;
    }
}
