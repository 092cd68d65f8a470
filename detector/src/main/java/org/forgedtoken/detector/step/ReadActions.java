package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.Reading;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of what analysts decide. Not thread-safe. */
public final class ReadActions {
    private final ActionReader reader;
    private final Emit out;
    private final Counts counts;

    public ReadActions(ActionReader reader, Emit out, Counts counts) {
        this.reader = reader;
        this.out = out;
        this.counts = counts;
    }

    /** Takes in one record. */
    public void read(Origin origin, byte @Nullable [] key, byte @Nullable [] value, long wallClock) {
        Reading reading = reader.read(key, value, wallClock);
        if (reading instanceof Reading.Action ok) {
            out.to(Channel.TOKEN_EVENTS, new TokenEvent.Decided(ok.action()));
            out.to(Channel.FINDINGS, new ForGroup.Decided(ok.action()));
            counts.outcome(Feed.ACTIONS, Outcome.DECIDED);
        } else if (reading instanceof Reading.Skipped) {
            counts.outcome(Feed.ACTIONS, Outcome.SKIPPED);
        } else if (reading instanceof Reading.Rejected rejected) {
            out.to(Channel.DEAD_LETTERS, origin.deadLetter(Feed.ACTIONS, rejected.reason(), rejected.excerpt()));
            counts.outcome(Feed.ACTIONS, Outcome.DEAD_LETTER);
        }
    }
}
