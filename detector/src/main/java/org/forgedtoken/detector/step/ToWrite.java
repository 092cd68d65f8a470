package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Alert;

/** What GROUP tells WRITE. */
public interface ToWrite extends ToBlocks {
    void alert(Alert alert);
}
