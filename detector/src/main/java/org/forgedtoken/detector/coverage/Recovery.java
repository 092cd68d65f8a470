package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;

/**
 * What an outage held back comes late, in any order, mixed with what is new. While it comes, neither the hole that it
 * left nor what follows that hole can be taken for complete: coverage is held before the hole until the feed has moved
 * on by grace with no late record. Among what was held back the newest time leaps, and so of the way from one record to
 * the next at most an eighth of grace counts. Epoch ms.
 *
 * @param heldAt coverage is taken to end here; {@link Times#UNKNOWN}: it is not held
 * @param giveUpAt once the feed has come to here, coverage goes on in any case
 * @param newest where the feed had come to
 * @param moved how far it has moved on since the last late record, in ms
 */
public record Recovery(long heldAt, long giveUpAt, long newest, long moved) {
    static final Recovery NONE = new Recovery(Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN, 0);

    /** A feed whose late records never end holds coverage back for so many times grace; an hour by default. */
    private static final long AT_MOST = 30;

    /** Moving on by grace takes so many records at least: as many in a row do not come in order by chance. */
    private static final long STEPS = 8;

    boolean isHeld() {
        return Times.known(heldAt);
    }

    /** After a record later than grace, of the hole before or after which {@code covered} says what is known. */
    Recovery hold(long time, long feedAt, Stretches covered, long grace) {
        long before = Times.UNKNOWN;
        long after = feedAt;
        for (Stretch s : covered.asList()) {
            if (s.until() >= time) {
                after = s.since();
                break;
            }
            before = s.until();
        }
        long until = after + AT_MOST * grace;
        return !Times.known(before) || feedAt > until
                ? this
                : new Recovery(isHeld() ? Math.min(heldAt, before) : before, until, feedAt, 0);
    }

    /** After the feed has been read on with a record that is not late; {@link #NONE} where that ends it. */
    Recovery movedOn(long feedAt, long grace) {
        long way = moved + Math.min(feedAt - newest, grace / STEPS);
        return !isHeld() || way >= grace || feedAt > giveUpAt ? NONE : new Recovery(heldAt, giveUpAt, feedAt, way);
    }

    /** After somebody who knows has vouched for all since {@code since}. */
    Recovery vouched(long since) {
        return isHeld() && since <= heldAt ? NONE : this;
    }

    /** Leaves of {@code coverage} what may be told. */
    void cut(Stretches coverage) {
        if (isHeld()) {
            coverage.removeBetween(heldAt, Long.MAX_VALUE);
        }
    }
}
