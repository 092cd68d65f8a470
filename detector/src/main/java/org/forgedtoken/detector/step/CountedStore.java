package org.forgedtoken.detector.step;

/**
 * A store that knows how much it holds, for a step that keeps only so much of it.
 *
 * @param <V> the values
 */
public interface CountedStore<V> extends Store<V> {
    /** How many entries there are, or nearly so. */
    long size();
}
