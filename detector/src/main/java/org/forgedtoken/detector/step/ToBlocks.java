package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.BlockEntry;

/** What becomes of block entries. */
public interface ToBlocks {
    /** Places or renews a block entry. */
    void block(BlockEntry entry);

    /** Removes one. */
    void unblock(String key);
}
