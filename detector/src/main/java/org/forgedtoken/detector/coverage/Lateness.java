package org.forgedtoken.detector.coverage;

import org.forgedtoken.detector.feed.Times;

/** How late the records were that came later than grace. Event times and lengths in ms. Not thread-safe. */
public final class Lateness {
    /** A feed is punctual again once it has moved on so far without a late record. */
    private static final long PUNCTUAL_AGAIN = 3_600_000;

    private State state;

    /**
     * All that is plain data here.
     *
     * @param most of the latest record that fell into no hole, since the feed was last punctual; 0 where none was
     * @param since where the feed had come to when the first such record was read, or {@link Times#UNKNOWN}
     * @param lastAt where the feed had come to when the last such record was read, or {@link Times#UNKNOWN}
     * @param ofHole of the latest record of the last hole; 0 where none was
     */
    public record State(long most, long since, long lastAt, long ofHole) {
        /** Nothing came late. */
        public static final State NONE = new State(0, Times.UNKNOWN, Times.UNKNOWN, 0);
    }

    Lateness(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }

    /** A record came so late, when the feed had come to {@code newest}, and fell into no hole. */
    void late(long by, long newest) {
        state = new State(
                Math.max(state.most(), by),
                Times.known(state.since()) ? state.since() : newest,
                newest,
                state.ofHole());
    }

    /** One fell into a hole, or came while coverage was held back before it. */
    void lateInHole(long by) {
        state = new State(state.most(), state.since(), state.lastAt(), Math.max(state.ofHole(), by));
    }

    /** A new hole, of which nothing has come late. */
    void newHole() {
        state = new State(state.most(), state.since(), state.lastAt(), 0);
    }

    /** The feed has moved on. */
    void moveOn(long newest) {
        if (Times.known(state.lastAt()) && newest - state.lastAt() >= PUNCTUAL_AGAIN) {
            state = new State(0, Times.UNKNOWN, Times.UNKNOWN, state.ofHole());
        }
    }
}
