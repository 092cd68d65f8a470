package org.forgedtoken.detector.rule;

import org.forgedtoken.detector.feed.Times;

/**
 * {@code key-unknown}: a token names a key that the keys feed does not have. Silent for an issuer of which that feed has
 * no record: it lists the keys of others. Event times, epoch ms.
 *
 * @param skew ms
 */
public record KeyUnknownRule(long skew) {

    /** Whether the feed has said anything of what is listed since then, from the point of view of a use at this time. */
    public boolean isListed(long use, long listedSince) {
        return Times.known(listedSince) && listedSince <= use + skew;
    }

    /** From when on uses are explained by a record of this time. */
    public long explainedFrom(long record) {
        return record - skew;
    }
}
