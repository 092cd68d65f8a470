package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What alerts and incidents have in common as OCSF 1.8.0 findings.
 *
 * @param classId of OCSF
 * @param productVersion the version of the program that writes them
 */
record FindingJson(int classId, String productVersion) {
    private static final String OCSF_VERSION = "1.8.0";
    private static final int CATEGORY_FINDINGS = 2;
    private static final int ANALYTIC_RULE = 1;

    /** @param time the wall clock, epoch ms */
    JsonObject classified(Activity activity, Severity severity, long time) {
        return new JsonObject()
                .put("category_uid", CATEGORY_FINDINGS)
                .put("class_uid", classId)
                .put("type_uid", classId * 100L + activity.ocsfId())
                .put("activity_id", activity.ocsfId())
                .put("severity_id", severity.ocsfId())
                .put("severity", severity.caption())
                .put("time", time);
    }

    /** @param incident null: it belongs to none */
    JsonObject metadata(String uid, @Nullable String incident) {
        JsonObject product = new JsonObject()
                .put("name", "Forged Token Detector")
                .put("vendor_name", "forgedtoken.org")
                .put("version", productVersion);
        return new JsonObject()
                .put("version", OCSF_VERSION)
                .put("product", product)
                .put("uid", uid)
                .put("correlation_uid", incident);
    }

    /** Which alert it is, and by which rule. */
    static JsonObject info(String uid, Rule rule, long first, long last) {
        JsonObject analytic =
                new JsonObject().put("uid", rule.id()).put("name", rule.title()).put("type_id", ANALYTIC_RULE);
        return new JsonObject()
                .put("uid", uid)
                .put("title", rule.title())
                .time("first_seen_time", first)
                .time("last_seen_time", last)
                .put("analytic", analytic);
    }

    /** How it stands, and what was decided on it. */
    static JsonObject status(@Nullable StatusDetail closed, @Nullable Triage triage) {
        FindingStatus status = FindingStatus.of(closed, triage);
        StatusDetail detail = status == FindingStatus.RESOLVED && closed == null ? StatusDetail.ANALYST : closed;
        return new JsonObject()
                .put("status_id", status.ocsfId())
                .put("status", status.caption())
                .put("status_detail", detail == null ? null : detail.label())
                .text("comment", triage == null ? null : triage.reason())
                .some("assignee", new JsonObject().text("name", triage == null ? null : triage.by()));
    }

    /** The MITRE ATT&amp;CK techniques that rules name, as OCSF {@code attack} objects. */
    static final class AttackTechnique {
        /** The release of the matrix from which the names are. */
        static final String MATRIX_VERSION = "18.1";

        /** Technique, sub-technique and tactic, each with its name. */
        private static final String MATRIX = """
            T1606;Forge Web Credentials;;;TA0006;Credential Access
            T1550;Use Alternate Authentication Material;T1550.001;Application Access Token;TA0008;Lateral Movement
            T1087;Account Discovery;;;TA0007;Discovery
            T1530;Data from Cloud Storage;;;TA0009;Collection
            T1499;Endpoint Denial of Service;;;TA0040;Impact
            """;

        private AttackTechnique() {}

        /** The technique or sub-technique of an id that a rule names. */
        static JsonObject of(String id) {
            return MATRIX.lines()
                    .map(row -> row.split(";"))
                    .filter(row -> id.equals(row[2].isEmpty() ? row[0] : row[2]))
                    .map(row -> new JsonObject()
                            .put("technique", named(row[0], row[1]))
                            .put("sub_technique", row[2].isEmpty() ? null : named(row[2], row[3]))
                            .put("tactic", named(row[4], row[5]))
                            .put("version", MATRIX_VERSION))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a rule names the ATT&CK technique " + id + ", which has no entry here"));
        }

        private static JsonObject named(String uid, String name) {
            return new JsonObject().put("uid", uid).put("name", name);
        }
    }
}
