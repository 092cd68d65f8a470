package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.BlockEntry;

/**
 * A block entry as it should stand.
 *
 * @param writtenUntil the {@code until} that was last written: renewals are written when they matter, not at each use
 */
public record Block(BlockEntry entry, long writtenUntil) {}
