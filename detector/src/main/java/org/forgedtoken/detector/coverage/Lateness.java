package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.feed.Times;

/**
 * How late the records were that came later than grace. Event times and lengths in ms.
 *
 * @param most of the latest record that fell into no hole, since the feed was last punctual; 0 where none was
 * @param since where the feed had come to when the first such record was read, or {@link Times#UNKNOWN}
 * @param lastAt where the feed had come to when the last such record was read, or {@link Times#UNKNOWN}
 * @param ofHole of the latest record of the last hole; 0 where none was
 */
public record Lateness(long most, long since, long lastAt, long ofHole) {
    /** Nothing came late. */
    public static final Lateness NONE = new Lateness(0, Times.UNKNOWN, Times.UNKNOWN, 0);

    /** A feed is punctual again once it has moved on so far without a late record. */
    private static final long PUNCTUAL_AGAIN = 3_600_000;

    /** A record came so late, when the feed had come to {@code newest}, and fell into no hole. */
    Lateness late(long by, long newest) {
        return new Lateness(Math.max(most, by), Times.either(since, newest), newest, ofHole);
    }

    /** One fell into a hole, or came while coverage was held back before it. */
    Lateness lateInHole(long by) {
        return new Lateness(most, since, lastAt, Math.max(ofHole, by));
    }

    /** A new hole, of which nothing has come late. */
    Lateness newHole() {
        return new Lateness(most, since, lastAt, 0);
    }

    /** The feed has moved on. */
    Lateness movedOn(long newest) {
        return Times.known(lastAt) && newest - lastAt >= PUNCTUAL_AGAIN
                ? new Lateness(0, Times.UNKNOWN, Times.UNKNOWN, ofHole)
                : this;
    }
}
