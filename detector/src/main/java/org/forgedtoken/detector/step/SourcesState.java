package org.forgedtoken.detector.step;

import org.forgedtoken.detector.rule.source.Surroundings;

/**
 * What WATCH sources remembers.
 *
 * @param sources by source
 * @param surroundings by the slot's place among those of the longest window
 */
public record SourcesState(Store<SourceSnapshot> sources, Store<Surroundings.Slot> surroundings) {}
