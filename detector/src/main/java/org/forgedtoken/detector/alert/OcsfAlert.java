package org.forgedtoken.detector.alert;

import java.io.IOException;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.rule.Rule;

/**
 * An alert as an OCSF 1.8.0 Detection Finding (class 2004): one JSON object in UTF-8, on one line (CONTRACT, section 6).
 *
 * <p>Only {@code time} and {@code metadata.uid} depend on the wall clock, so that a replay gives equal alerts; that is why
 * {@code finding_info.created_time} is not written.
 */
public final class OcsfAlert {
    private static final String OCSF_VERSION = "1.8.0";
    private static final int CATEGORY_FINDINGS = 2;
    private static final int CLASS_DETECTION_FINDING = 2004;
    private static final int ANALYTIC_RULE = 1;

    private final String productVersion;

    /** An encoder that names this version of the program in each alert. */
    public OcsfAlert(String productVersion) {
        this.productVersion = productVersion;
    }

    /**
     * {@code metadata.uid}: 32 hex digits, another one for each record that says something else or says it at another
     * time; two records with the same one are the same statement.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public static String uid(Alert alert, long writtenAt) {
        String closed = alert.closed() == null ? "" : alert.closed().label();
        return Uid.of(String.join(
                "\n",
                alert.key().uid(),
                alert.activity().label(),
                alert.severity().label(),
                Long.toString(alert.count()),
                Long.toString(alert.first()),
                Long.toString(alert.last()),
                Boolean.toString(alert.verified()),
                closed,
                String.valueOf(alert.incident()),
                FindingStatus.of(alert).caption(),
                Long.toString(writtenAt)));
    }

    /**
     * The record's value.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public byte[] bytes(Alert alert, long writtenAt) {
        return JsonLine.utf8(json -> {
            classification(json, alert);
            json.number("time", writtenAt);
            json.time("start_time", alert.first());
            json.time("end_time", alert.last());
            json.number("count", alert.count());
            json.exact("message", AlertSentence.of(alert));
            json.object("metadata", () -> metadata(json, alert, writtenAt));
            json.object("finding_info", () -> findingInfo(json, alert));
            json.list("evidences", () -> json.item(() -> evidence(json, alert)));
            Observables.write(json, alert.evidence());
            json.flag("is_alert", true);
            status(json, alert);
            if (!alert.incidents().isEmpty()) {
                json.object(
                        "unmapped",
                        () -> json.list("incidents", () -> {
                            for (String incident : alert.incidents()) {
                                json.item(incident);
                            }
                        }));
            }
        });
    }

    private static void classification(JsonLine json, Alert alert) throws IOException {
        int activity = alert.activity().ocsfId();
        json.number("category_uid", CATEGORY_FINDINGS);
        json.number("class_uid", CLASS_DETECTION_FINDING);
        json.number("type_uid", CLASS_DETECTION_FINDING * 100L + activity);
        json.number("activity_id", activity);
        json.number("severity_id", alert.severity().ocsfId());
        json.exact("severity", alert.severity().caption());
    }

    private void metadata(JsonLine json, Alert alert, long writtenAt) throws IOException {
        json.exact("version", OCSF_VERSION);
        json.object("product", () -> {
            json.exact("name", "Forged Token Detector");
            json.exact("vendor_name", "forgedtoken.org");
            json.exact("version", productVersion);
        });
        json.exact("uid", uid(alert, writtenAt));
        json.exact("correlation_uid", alert.incident());
        if (alert.rollUp()) {
            json.list("labels", () -> json.item("roll-up"));
        } else if (alert.evidence().isOfCanary()) {
            json.list("labels", () -> json.item("canary"));
        }
    }

    private static void findingInfo(JsonLine json, Alert alert) throws IOException {
        Rule rule = alert.key().rule();
        json.exact("uid", alert.key().uid());
        json.exact("title", rule.title());
        json.time("first_seen_time", alert.first());
        json.time("last_seen_time", alert.last());
        json.object("analytic", () -> {
            json.exact("uid", rule.id());
            json.exact("name", rule.title());
            json.number("type_id", ANALYTIC_RULE);
        });
        if (!rule.attacks().isEmpty()) {
            json.list("attacks", () -> {
                for (String id : rule.attacks()) {
                    json.item(() -> AttackTechnique.of(id).write(json));
                }
            });
        }
    }

    private static void evidence(JsonLine json, Alert alert) throws IOException {
        AccessRecord access = alert.evidence().access();
        if (access != null) {
            RequestJson.write(json, access.request());
            String account = access.token().account();
            if (account != null) {
                json.object("user", () -> json.text("uid", account));
            }
        }
        Subject about = alert.evidence().about();
        if (about != null) {
            subject(json, about);
        }
        json.object("data", () -> EvidenceData.write(json, alert));
    }

    private static void subject(JsonLine json, Subject about) throws IOException {
        String ip = EndpointAddress.ofSource(about.source());
        if (ip != null) {
            json.object("src_endpoint", () -> json.exact("ip", ip));
        }
        String account = about.account();
        if (account != null) {
            json.object("user", () -> json.text("uid", account));
        }
    }

    private static void status(JsonLine json, Alert alert) throws IOException {
        FindingStatus status = FindingStatus.of(alert);
        json.number("status_id", status.ocsfId());
        json.exact("status", status.caption());
        boolean byAnalyst = status == FindingStatus.RESOLVED && alert.closed() == null;
        StatusDetail detail = byAnalyst ? StatusDetail.ANALYST : alert.closed();
        json.exact("status_detail", detail == null ? null : detail.label());
        Triage triage = alert.triage();
        if (triage != null) {
            json.text("comment", triage.reason());
            String by = triage.by();
            if (by != null) {
                json.object("assignee", () -> json.text("name", by));
            }
        }
    }
}
