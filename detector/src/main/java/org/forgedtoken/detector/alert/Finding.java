package org.forgedtoken.detector.alert;

import org.jspecify.annotations.Nullable;

/** What JUDGE (and READ, for what cannot be judged) tells GROUP of one alert. Only GROUP opens, counts and closes. */
public sealed interface Finding {
    /** The alert that this belongs to. */
    AlertKey key();

    /**
     * An access that counts for the alert.
     *
     * @param time its event time, epoch ms
     * @param horizon uses up to this event time belong to what the alert says when it opens (CONTRACT: accesses so far)
     * @param verified whether this use's signature is known good
     * @param accesses how many accesses this stands for, all at about that time: 1, but where a token waited with more
     *     uses than are held
     * @param blockKey the block entry that the alert places; null where it may place none
     */
    record Use(
            AlertKey key,
            long time,
            long horizon,
            long accesses,
            boolean verified,
            Evidence evidence,
            @Nullable String blockKey)
            implements Finding {}

    /** The accusation has fallen: the alert is closed and its block entry removed. */
    record Withdrawn(AlertKey key, StatusDetail reason) implements Finding {}

    /** Something that lasts has begun, at {@code start} (epoch ms). */
    record Begun(AlertKey key, long start, Evidence evidence) implements Finding {}

    /** What {@link Begun} told of is over; {@code evidence} tells how it ended. */
    record Ended(AlertKey key, long start, long end, Evidence evidence) implements Finding {}
}
