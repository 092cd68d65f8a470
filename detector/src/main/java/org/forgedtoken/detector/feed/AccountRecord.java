package org.forgedtoken.detector.feed;

/**
 * What the accounts feed says of one account from {@code time} on.
 *
 * @param time epoch ms
 */
public record AccountRecord(long time, String accountId, State state) {

    /** Whether there is such an account. */
    public enum State {
        ACTIVE,
        DELETED
    }
}
