package org.forgedtoken.detector.reading;

import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What an alert's or an incident's value says (CONTRACT, sections 6 and 7), as far as it matters to who lists and searches
 * them. Whoever may write to the topic may have written it: every part may be missing, and no text is to be trusted.
 */
public final class FindingValue {
    private static final int DETECTION_FINDING = 2004;
    private static final int INCIDENT_FINDING = 2005;

    /** What is told of the first evidence, and of the finding as a whole. */
    public enum Text {
        /** The alert's or the incident's own. */
        UID,
        /** The incident that the alert belongs to. */
        INCIDENT,
        RULE,
        MESSAGE,
        ACCOUNT,
        SOURCE,
        ISSUER,
        KEY_ID,
        TOKEN_ID,
        TOKEN_DIGEST,
        /** Whom the alert accuses. */
        ENTITY,
        /** {@code verified} or {@code unverified}, of an incident. */
        PROOF
    }

    private final JsonTree value;
    private final JsonTree evidence;

    private FindingValue(JsonTree value) {
        this.value = value;
        this.evidence = value.at("evidences").first();
    }

    /** Reads a value; null where it is neither an alert nor an incident, or names no uid. */
    public static @Nullable FindingValue read(byte[] json) {
        JsonTree tree = JsonTree.read(json);
        FindingValue value = tree == null ? null : new FindingValue(tree);
        return value != null
                        && (value.isAlert() || value.isIncident())
                        && !value.text(Text.UID).isEmpty()
                        && Times.known(value.time())
                ? value
                : null;
    }

    /** Whether it is an OCSF Detection Finding. */
    public boolean isAlert() {
        return value.at("class_uid").number(0) == DETECTION_FINDING;
    }

    /** Whether it is an OCSF Incident Finding. */
    public boolean isIncident() {
        return value.at("class_uid").number(0) == INCIDENT_FINDING;
    }

    /** A text, or the empty one. */
    public String text(Text which) {
        return switch (which) {
            case UID -> either(value.at("finding_info", "uid"), value.at("unmapped", "uid"));
            case INCIDENT -> value.at("metadata", "correlation_uid").text();
            case RULE -> value.at("finding_info", "analytic", "uid").text();
            case MESSAGE -> value.at("message").text();
            case PROOF -> value.at("unmapped", "proof").text();
            case ACCOUNT -> evidence.at("user", "uid").text();
            // the second is an address that OCSF's own field does not take
            case SOURCE -> either(evidence.at("src_endpoint", "ip"), evidence.at("data", "source_text"));
            case ISSUER, KEY_ID, TOKEN_ID, TOKEN_DIGEST, ENTITY ->
                evidence.at("data", which.name().toLowerCase(Locale.ROOT)).text();
        };
    }

    private static String either(JsonTree text, JsonTree otherwise) {
        return text.text().isEmpty() ? otherwise.text() : text.text();
    }

    /** OCSF {@code severity_id}; 0 where it is not told. */
    public int severity() {
        return (int) value.at("severity_id").number(0);
    }

    /** OCSF {@code status_id}; 0 where it is not told. */
    public int status() {
        return (int) value.at("status_id").number(0);
    }

    /** When it was written, wall clock, epoch ms. */
    public long time() {
        return value.at("time").number(Times.UNKNOWN);
    }

    /** The event time of the first use, epoch ms, or {@link Times#UNKNOWN}. */
    public long firstSeen() {
        return value.at("finding_info", "first_seen_time").number(Times.UNKNOWN);
    }
}
