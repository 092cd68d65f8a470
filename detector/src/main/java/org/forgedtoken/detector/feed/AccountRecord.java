package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * What the accounts feed says of one account from {@code time} on. Times are epoch ms.
 *
 * @param notBefore since when there is the account; {@link Times#UNKNOWN} where not stated
 * @param accountClass free text: accounts of one class are used alike; null where not stated
 * @param wasThere whether it lay in the feed before the end that this had when it was first read: nobody can tell since when
 *     it was true
 */
public record AccountRecord(
        long time,
        String accountId,
        State state,
        long notBefore,
        @Nullable String accountClass,
        boolean wasThere) {

    /** Whether there is such an account. */
    public enum State {
        ACTIVE,
        DELETED
    }

    /** Of which no more is stated. */
    public AccountRecord(long time, String accountId, State state) {
        this(time, accountId, state, Times.UNKNOWN, null, false);
    }

    /** The same, read before the end that the feed had when it was first read. */
    public AccountRecord thatWasThere() {
        return new AccountRecord(time, accountId, state, notBefore, accountClass, true);
    }
}
