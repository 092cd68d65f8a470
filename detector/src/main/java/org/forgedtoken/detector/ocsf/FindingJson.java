package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/** What alerts and incidents have in common as OCSF 1.8.0 findings. */
final class FindingJson {
    private static final String OCSF_VERSION = "1.8.0";
    private static final int CATEGORY_FINDINGS = 2;
    private static final int ANALYTIC_RULE = 1;

    private final int classId;
    private final String productVersion;

    /** Findings of an OCSF class, as this version of the program writes them. */
    FindingJson(int classId, String productVersion) {
        this.classId = classId;
        this.productVersion = productVersion;
    }

    /** @param time the wall clock, epoch ms */
    void classification(JsonLine json, Activity activity, Severity severity, long time) throws IOException {
        json.number("category_uid", CATEGORY_FINDINGS);
        json.number("class_uid", classId);
        json.number("type_uid", classId * 100L + activity.ocsfId());
        json.number("activity_id", activity.ocsfId());
        json.number("severity_id", severity.ocsfId());
        json.exact("severity", severity.caption());
        json.number("time", time);
    }

    /** @param first event time, epoch ms, as {@code last} */
    void accesses(JsonLine json, long first, long last, long count, String message) throws IOException {
        json.time("start_time", first);
        json.time("end_time", last);
        json.number("count", count);
        json.exact("message", message);
    }

    /** @param incident null: it belongs to none */
    void metadata(JsonLine json, String uid, @Nullable String incident, @Nullable String label) throws IOException {
        json.object("metadata", () -> {
            json.exact("version", OCSF_VERSION);
            json.object("product", () -> {
                json.exact("name", "Forged Token Detector");
                json.exact("vendor_name", "forgedtoken.org");
                json.exact("version", productVersion);
            });
            json.exact("uid", uid);
            json.exact("correlation_uid", incident);
            if (label != null) {
                json.list("labels", () -> json.item(label));
            }
        });
    }

    /** Which alert it is, and by which rule. */
    static void info(JsonLine json, String uid, Rule rule, long first, long last) throws IOException {
        json.exact("uid", uid);
        json.exact("title", rule.title());
        json.time("first_seen_time", first);
        json.time("last_seen_time", last);
        json.object("analytic", () -> {
            json.exact("uid", rule.id());
            json.exact("name", rule.title());
            json.number("type_id", ANALYTIC_RULE);
        });
    }

    /** How it stands, and what was decided on it. */
    static void status(JsonLine json, @Nullable StatusDetail closed, @Nullable Triage triage) throws IOException {
        FindingStatus status = FindingStatus.of(closed, triage);
        json.number("status_id", status.ocsfId());
        json.exact("status", status.caption());
        StatusDetail detail = status == FindingStatus.RESOLVED && closed == null ? StatusDetail.ANALYST : closed;
        json.exact("status_detail", detail == null ? null : detail.label());
        String by = triage == null ? null : triage.by();
        json.text("comment", triage == null ? null : triage.reason());
        if (by != null) {
            json.object("assignee", () -> json.text("name", by));
        }
    }
}
