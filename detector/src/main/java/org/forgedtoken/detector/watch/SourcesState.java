package org.forgedtoken.detector.watch;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;

import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;

/**
 * What WATCH sources remembers.
 *
 * @param sources by source
 * @param background by the slot's place among those of the longest window
 */
public record SourcesState(Store<SourceSnapshot> sources, Store<BackgroundRate.Slot> background) {
    public static final Memory<SourceSnapshot> SOURCES =
            new Memory<>("watch-sources", "WATCH-SOURCES", IN_MEMORY, SourceSnapshot.class);

    public static final Memory<BackgroundRate.Slot> BACKGROUND_RATE =
            new Memory<>("watch-surroundings", "WATCH-SOURCES", IN_MEMORY, BackgroundRate.Slot.class);

    /** As it was left. */
    public static SourcesState of(Stores stores) {
        return new SourcesState(stores.of(SOURCES), stores.of(BACKGROUND_RATE));
    }
}
