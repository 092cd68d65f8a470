package org.forgedtoken.detector.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Kafka headers of an alert: CloudEvents 1.0 in binary mode, by which a consumer routes without opening the value.
 * Nothing from a record is ever in them.
 */
public final class AlertHeaders {
    /** {@code ce_source}: a reference that names the program, the same for every instance. */
    public static final String SOURCE = "urn:forgedtoken:detector";

    private static final String TYPE_PREFIX = "org.forgedtoken.alert.";

    private AlertHeaders() {}

    /**
     * Name → value, in the order in which they are written.
     *
     * @param writtenAt the wall clock, epoch ms: the same that went into the value
     */
    public static Map<String, String> of(Alert alert, long writtenAt) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", OcsfAlert.uid(alert, writtenAt));
        headers.put("ce_source", SOURCE);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", TYPE_PREFIX + alert.activity().label());
        headers.put("ce_time", Instant.ofEpochMilli(writtenAt).toString());
        headers.put("ce_subject", alert.key().uid());
        headers.put("content-type", "application/json");
        headers.put("rule", alert.key().rule().id());
        headers.put("severity", alert.severity().label());
        String incident = alert.incident();
        if (incident != null) {
            headers.put("incident", incident);
        }
        return Collections.unmodifiableMap(headers);
    }
}
