package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.RejectReason;

/**
 * Where a record was read.
 *
 * @param topic the topic, or the file
 * @param partition 0 for a file
 * @param offset the offset, or the line (from 1)
 */
public record Origin(String topic, int partition, long offset, boolean isOfFile) {

    /** A record of a topic. */
    public static Origin ofTopic(String topic, int partition, long offset) {
        return new Origin(topic, partition, offset, false);
    }

    /** {@code topic-partition-offset}, or {@code file:line}. */
    public String text() {
        return isOfFile ? topic + ':' + offset : topic + '-' + partition + '-' + offset;
    }

    /** What is written of this record where it cannot be read; {@code excerpt} holds no token. */
    DeadLetter deadLetter(Feed feed, RejectReason reason, String excerpt) {
        return new DeadLetter(reason.label(), feed.label(), topic, partition, offset, excerpt);
    }

    /** A line of a file, from 1. */
    public static Origin ofFile(String file, long line) {
        return new Origin(file, 0, line, true);
    }
}
