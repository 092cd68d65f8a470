package org.forgedtoken.detector.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Kafka headers of an incident: those of an alert, but for {@code rule}, in whose place stands {@code kind}. */
public final class IncidentHeaders {
    /** How {@code ce_type} begins: what follows is the activity. */
    public static final String TYPE_PREFIX = "org.forgedtoken.incident.";

    private IncidentHeaders() {}

    /**
     * Name → value, in the order in which they are written.
     *
     * @param writtenAt the wall clock, epoch ms: the same that went into the value
     */
    public static Map<String, String> of(Incident incident, long writtenAt) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", OcsfIncident.uid(incident, writtenAt));
        headers.put("ce_source", AlertHeaders.SOURCE);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", TYPE_PREFIX + incident.activity().label());
        headers.put("ce_time", Instant.ofEpochMilli(writtenAt).toString());
        headers.put("ce_subject", incident.key().uid());
        headers.put("content-type", "application/json");
        headers.put("kind", incident.key().kind().label());
        headers.put("severity", incident.severity().label());
        headers.put("incident", incident.key().uid());
        return Collections.unmodifiableMap(headers);
    }
}
