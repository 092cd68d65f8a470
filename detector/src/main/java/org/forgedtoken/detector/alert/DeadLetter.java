package org.forgedtoken.detector.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record that could not be read.
 *
 * @param reason one of reading's closed list of reasons
 * @param feed its label
 * @param topic the input topic, or the file
 * @param excerpt the record, cut, with any token replaced by its digest
 */
public record DeadLetter(String reason, String feed, String topic, int partition, long offset, String excerpt) {

    /** The Kafka headers (reference/dead-letters-and-sums.md), in the order in which they are written: why, and where it lies. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("reason", reason);
        headers.put("feed", feed);
        headers.put("topic", topic);
        headers.put("partition", Integer.toString(partition));
        headers.put("offset", Long.toString(offset));
        return Collections.unmodifiableMap(headers);
    }
}
