package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;

/** What READ and JUDGE count: for each record of a feed one outcome. */
public interface Counts {
    /** Nobody counts. */
    Counts NONE = new Counts() {};

    /** A record was read that JUDGE will not count: this is what became of it. */
    default void outcome(Feed feed, Outcome outcome) {}

    /** How late an issuance record was by the wall clock, in ms. */
    default void issuanceDelay(long millis) {}

    /** {@code accesses} more now stand under this verdict; a withdrawal takes them away again (negative). */
    default void verdict(Verdict verdict, long accesses) {}

    /** {@code accesses} more are undetermined for this reason; waiting ones are told only when a feed has ended. */
    default void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {}
}
