package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.feed.Times;

/**
 * Heartbeats of an issuer that vouch for what lies behind them, and how often they come. Times are epoch ms. Not
 * thread-safe.
 */
public final class Heartbeats {
    private State state;

    /**
     * All that is plain data here.
     *
     * @param until when the last one was, or {@link Times#UNKNOWN}
     * @param every ms from the one before to the last; 0: that does not follow another, as where it fills a hole
     */
    public record State(long until, long every) {
        static final State NONE = new State(Times.UNKNOWN, 0);
    }

    Heartbeats(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }

    long every() {
        return state.every();
    }

    /**
     * One vouches for [since, until].
     *
     * @param newest the newest record or heartbeat before it
     * @return whether it follows the last one, and nothing came between the two
     */
    boolean heard(long since, long until, long newest) {
        long last = state.until();
        if (Times.known(last) && until <= last) {
            return false;
        }
        boolean follows = Times.known(last) && since <= last;
        state = new State(until, follows ? until - last : 0);
        return follows && newest == last;
    }
}
