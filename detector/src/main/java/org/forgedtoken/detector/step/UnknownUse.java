package org.forgedtoken.detector.step;

import java.util.List;
import org.forgedtoken.detector.alert.Involved;
import org.jspecify.annotations.Nullable;

/**
 * A source used the token of an account that does not exist, or so it seemed.
 *
 * @param time event time of the use, epoch ms
 * @param account the account's id
 * @param source the {@link org.forgedtoken.detector.feed.Source} as text
 * @param incident the uid of the key incident that the token belongs to; null where there is none
 * @param involved what an incident of the source counts of it, and of what the source did with the account within the hour
 * @param explained whether a late record says that the account did exist: what was told before is taken back
 */
public record UnknownUse(
        long time, String account, String source, @Nullable String incident, List<Involved> involved, boolean explained)
        implements ForWatch {
    /** How many accesses it stands for. */
    public long accesses() {
        return Math.max(1, involved.stream().mapToLong(Involved::accesses).sum());
    }

    /** What the incident is told of the account; null where there is none. */
    public IncidentEvent.@Nullable AccountKnown forIncident() {
        return incident == null ? null : new IncidentEvent.AccountKnown(incident, account, explained);
    }
}
