package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.TokenKey;

/** What JUDGE's canaries need of whoever drives it. */
public interface ToCanary {
    /** The next id, 64 hex digits that nobody can guess, of a token of this issuer that is used at this time. */
    String id(String issuer, long time);

    /** Whether a token of this key is judged by this task. */
    boolean isMine(TokenKey key);

    /** Tells GROUP, in the task that would have the alert, to listen for it. */
    void expect(Finding.Planted planted);

    /** Puts a record into the access feed, behind what was told before. */
    void plant(TokenKey key, byte[] access);
}
