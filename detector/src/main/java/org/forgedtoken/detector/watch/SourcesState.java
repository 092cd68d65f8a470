package org.forgedtoken.detector.watch;

import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.step.Store;

/**
 * What WATCH sources remembers.
 *
 * @param sources by source
 * @param background by the slot's place among those of the longest window
 */
public record SourcesState(Store<SourceSnapshot> sources, Store<BackgroundRate.Slot> background) {}
