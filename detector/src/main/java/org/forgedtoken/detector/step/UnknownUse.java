package org.forgedtoken.detector.step;

import org.jspecify.annotations.Nullable;

/**
 * A source used the token of an account that does not exist, or so it seemed.
 *
 * @param time event time of the use, epoch ms
 * @param account the account's id
 * @param source the {@link org.forgedtoken.detector.feed.Source} as text
 * @param incident the uid of the key incident that the token belongs to; null where there is none
 * @param explained whether a late record says that the account did exist: what was told before is taken back
 */
public record UnknownUse(
        long time, String account, String source, @Nullable String incident, boolean explained) {
    /** What the incident is told of the account; null where there is none. */
    public IncidentEvent.@Nullable AccountKnown forIncident() {
        return incident == null ? null : new IncidentEvent.AccountKnown(incident, account, explained);
    }
}
