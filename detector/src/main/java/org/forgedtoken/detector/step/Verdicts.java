package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;

/** Hears what JUDGE says of accesses, to count them and to list what could not be decided. */
public interface Verdicts {
    /** {@code accesses} more now stand under this verdict; a withdrawal takes them away again (negative). */
    void verdict(Verdict verdict, long accesses);

    /** {@code accesses} more are undetermined for this reason; waiting ones are told only when a feed has ended. */
    void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses);
}
