package org.forgedtoken.detector.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Kafka headers of a dead letter (CONTRACT, section 9): why it could not be read, and where it lies. */
public final class DeadLetterHeaders {
    private DeadLetterHeaders() {}

    /** Name → value, in the order in which they are written. */
    public static Map<String, String> of(DeadLetter letter) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("reason", letter.reason());
        headers.put("feed", letter.feed());
        headers.put("topic", letter.topic());
        headers.put("partition", Integer.toString(letter.partition()));
        headers.put("offset", Long.toString(letter.offset()));
        return Collections.unmodifiableMap(headers);
    }
}
