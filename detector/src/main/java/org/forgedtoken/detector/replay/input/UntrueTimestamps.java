package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.time.Instant;

/**
 * Kafka's timestamps of the access topic lie before the times of the accesses themselves, so that they do not tell where a
 * range begins: to be replayed again, from the topic's beginning.
 */
public final class UntrueTimestamps extends IOException {
    private static final long serialVersionUID = 1L;

    UntrueTimestamps(String record, long time, long writtenAt) {
        super("The access of " + Instant.ofEpochMilli(time) + " at " + record + " has the Kafka timestamp "
                + Instant.ofEpochMilli(writtenAt)
                + ", which is earlier: where a range begins is not told by such timestamps.");
    }
}
