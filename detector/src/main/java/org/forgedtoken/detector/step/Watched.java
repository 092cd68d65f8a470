package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.jspecify.annotations.Nullable;

/**
 * What WATCH sees of accesses with one token: small, since there is one for every access.
 *
 * @param time event time of the use, epoch ms
 * @param count how many accesses it stands for: of a token that waited, one use that was held stands for those that were
 *     only counted, bit by bit; 0 where they were told before, and only the class is another one now
 * @param account whom the token speaks for; null where nobody is named, or where the token is a client's own
 * @param source the {@link org.forgedtoken.detector.feed.Source} as text
 * @param incident the uid of the key incident that a token which is not issued belongs to; null where there is none
 * @param who what an incident of the source would count; null where it counts nothing
 */
public record Watched(
        long time,
        long count,
        @Nullable String account,
        String source,
        TrustClass trust,
        @Nullable String incident,
        Involved.@Nullable Who who)
        implements ForWatch {

    /** The uses that an incident of the source counts; null where there are none. */
    @Nullable
    public Involved involved() {
        return who == null || count == 0 ? null : new Involved(who, count, time, time);
    }

    /** For those who only count; where it came from, and how the token stands, is left out. */
    public Watched counted() {
        return new Watched(time, count, account, "", TrustClass.ISSUED, null, null);
    }

    /** For those who need not know what the token was. */
    public Watched withoutToken() {
        return who == null ? this : new Watched(time, count, account, source, trust, incident, null);
    }
}
