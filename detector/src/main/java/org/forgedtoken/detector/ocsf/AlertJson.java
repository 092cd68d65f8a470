package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * An alert as an OCSF 1.8.0 Detection Finding (class 2004): one JSON object in UTF-8, on one line (CONTRACT, section 6).
 *
 * <p>Only {@code time} and {@code metadata.uid} depend on the wall clock, so that a replay gives equal alerts; that is why
 * {@code finding_info.created_time} is not written.
 */
public final class AlertJson {
    static final int DETECTION_FINDING = 2004;
    static final String ROLL_UP = "roll-up";
    static final String CANARY = "canary";

    private final FindingJson common;

    /** An encoder that names this version of the program in each alert. */
    public AlertJson(String productVersion) {
        this.common = new FindingJson(DETECTION_FINDING, productVersion);
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
                FindingStatus.of(alert.closed(), alert.triage()).caption(),
                Long.toString(writtenAt)));
    }

    /**
     * The record's value.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public byte[] bytes(Alert alert, long writtenAt) {
        return JsonLine.utf8(json -> {
            common.classification(json, alert.activity(), alert.severity(), writtenAt);
            common.accesses(json, alert.first(), alert.last(), alert.count(), AlertSentence.of(alert));
            common.metadata(json, uid(alert, writtenAt), alert.incident(), label(alert));
            json.object("finding_info", () -> findingInfo(json, alert));
            json.list("evidences", () -> json.item(() -> evidence(json, alert)));
            Observables.write(json, alert.evidence());
            json.flag("is_alert", true);
            FindingJson.status(json, alert.closed(), alert.triage());
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

    private static @Nullable String label(Alert alert) {
        return alert.rollUp() ? ROLL_UP : alert.evidence().isOfCanary() ? CANARY : null;
    }

    private static void findingInfo(JsonLine json, Alert alert) throws IOException {
        Rule rule = alert.key().rule();
        FindingJson.info(json, alert.key().uid(), rule, alert.first(), alert.last());
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
        json.object("data", () -> EvidenceJson.write(json, alert));
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
}
