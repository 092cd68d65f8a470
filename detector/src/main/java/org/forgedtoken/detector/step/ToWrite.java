package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.BlockEntry;

/** What GROUP tells WRITE. */
public interface ToWrite {
    void alert(Alert alert);

    /** Places or renews a block entry. */
    void block(BlockEntry entry);

    /** Removes one. */
    void unblock(String key);
}
