package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.ActionReader.Reading;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of what analysts decide. Not thread-safe. */
public final class ReadActions {
    private final ActionReader reader;
    private final FromRead out;

    public ReadActions(ActionReader reader, FromRead out) {
        this.reader = reader;
        this.out = out;
    }

    /** Takes in one record. */
    public void read(Origin origin, byte @Nullable [] key, byte @Nullable [] value, long wallClock) {
        Reading reading = reader.read(key, value, wallClock);
        if (reading instanceof Reading.Ok ok) {
            out.event(new TokenEvent.Decided(ok.action()));
            out.action(ok.action());
            out.outcome(Feed.ACTIONS, Outcome.DECIDED);
        } else if (reading instanceof Reading.Skipped) {
            out.outcome(Feed.ACTIONS, Outcome.SKIPPED);
        } else if (reading instanceof Reading.Rejected rejected) {
            out.deadLetter(origin.deadLetter(Feed.ACTIONS, rejected.reason(), rejected.excerpt()));
            out.outcome(Feed.ACTIONS, Outcome.DEAD_LETTER);
        }
    }
}
