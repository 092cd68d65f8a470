package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.Times;

/**
 * What an outage held back comes late, in any order, mixed with what is new. While it comes, neither the hole that it
 * left nor what follows that hole can be taken for complete: coverage is held before the hole until the feed has moved
 * on by grace with no late record. Among what was held back the newest time leaps, and so of the way from one record to
 * the next at most an eighth of grace counts. Epoch ms. Not thread-safe.
 */
public final class Recovery {
    /** A feed whose late records never end holds coverage back for so many times grace; an hour by default. */
    private static final long AT_MOST = 30;

    /** Moving on by grace takes so many records at least: as many in a row do not come in order by chance. */
    private static final long STEPS = 8;

    private final long grace;
    private State state;

    /**
     * All that is plain data here.
     *
     * @param heldAt coverage is taken to end here; {@link Times#UNKNOWN}: it is not held
     * @param giveUpAt once the feed has come to here, coverage goes on in any case
     * @param newest where the feed had come to
     * @param moved how far it has moved on since the last late record, in ms
     */
    public record State(long heldAt, long giveUpAt, long newest, long moved) {
        static final State NONE = new State(Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN, 0);
    }

    Recovery(long grace, State state) {
        this.grace = grace;
        this.state = state;
    }

    State state() {
        return state;
    }

    boolean isHeld() {
        return Times.known(state.heldAt());
    }

    /** A record later than grace has come, of the hole before or after which {@code covered} says what is known. */
    boolean hold(long time, long newest, Stretches covered) {
        long before = Times.UNKNOWN;
        long after = newest;
        for (Stretch s : covered.asList()) {
            if (s.until() >= time) {
                after = s.since();
                break;
            }
            before = s.until();
        }
        long giveUpAt = after + AT_MOST * grace;
        if (!Times.known(before) || newest > giveUpAt) {
            return false;
        }
        state = new State(isHeld() ? Math.min(state.heldAt(), before) : before, giveUpAt, newest, 0);
        return true;
    }

    /** The feed has been read on to {@code newest} with a record that is not late; returns whether that ends it. */
    boolean moveOn(long newest) {
        if (!isHeld()) {
            return false;
        }
        long moved = state.moved() + Math.min(newest - state.newest(), grace / STEPS);
        boolean over = moved >= grace || newest > state.giveUpAt();
        state = over ? State.NONE : new State(state.heldAt(), state.giveUpAt(), newest, moved);
        return over;
    }

    /** Somebody who knows vouches for all since {@code since}. */
    void vouched(long since) {
        if (isHeld() && since <= state.heldAt()) {
            state = State.NONE;
        }
    }

    /** Leaves of {@code coverage} what may be told. */
    void cut(Stretches coverage) {
        if (isHeld()) {
            coverage.removeBetween(state.heldAt(), Long.MAX_VALUE);
        }
    }
}
