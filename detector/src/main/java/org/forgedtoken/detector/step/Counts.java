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

    /** So many of those that stand as {@link Verdict#ISSUED} were proved ordinary at once. */
    default void ordinary(long accesses) {}

    /** Of an access that was proved ordinary the ordinary steps said otherwise: a fault of this program. */
    default void differs() {}

    /** {@code accesses} more are undetermined for this reason; waiting ones are told only when a feed has ended. */
    default void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {}
}
