package org.forgedtoken.detector.ocsf;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka headers of alerts and incidents: CloudEvents 1.0 in binary mode, by which a consumer routes without opening the
 * value. Nothing from a record is ever in them. In the order in which they are written; {@code writtenAt} is the wall clock,
 * epoch ms, that went into the value.
 */
public final class CloudEvents {
    /** How {@code ce_type} of an incident begins: what follows is the activity. */
    public static final String INCIDENT_TYPE = "org.forgedtoken.incident.";

    /** {@code ce_source}: a reference that names the program, the same for every instance. */
    public static final String SOURCE = "urn:forgedtoken:detector";

    private static final String ALERT_TYPE = "org.forgedtoken.alert.";

    private CloudEvents() {}

    /** Of an alert. */
    public static Map<String, String> of(Alert alert, long writtenAt) {
        String type = ALERT_TYPE + alert.activity().label();
        Map<String, String> headers = headers(
                AlertJson.uid(alert, writtenAt), type, writtenAt, alert.key().uid());
        headers.put("rule", alert.key().rule().id());
        return with(headers, alert.severity(), alert.incident());
    }

    /** Of an incident: those of an alert, but for {@code rule}, in whose place stands {@code kind}. */
    public static Map<String, String> of(Incident incident, long writtenAt) {
        String uid = incident.key().uid();
        String type = INCIDENT_TYPE + incident.activity().label();
        Map<String, String> headers = headers(IncidentJson.uid(incident, writtenAt), type, writtenAt, uid);
        headers.put("kind", incident.key().kind().label());
        return with(headers, incident.severity(), uid);
    }

    private static Map<String, String> with(Map<String, String> headers, Severity severity, @Nullable String incident) {
        headers.put("severity", severity.label());
        if (incident != null) {
            headers.put("incident", incident);
        }
        return Collections.unmodifiableMap(headers);
    }

    private static Map<String, String> headers(String id, String type, long writtenAt, String subject) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", id);
        headers.put("ce_source", SOURCE);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", type);
        headers.put("ce_time", Instant.ofEpochMilli(writtenAt).toString());
        headers.put("ce_subject", subject);
        headers.put("content-type", "application/json");
        return headers;
    }
}
