package org.forgedtoken.detector.ocsf;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.EvidenceJson.EndpointAddress;
import org.forgedtoken.detector.ocsf.EvidenceJson.Observables;
import org.forgedtoken.detector.ocsf.FindingJson.AttackTechnique;
import org.forgedtoken.detector.reading.JsonTree;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * An alert as an OCSF 1.8.0 Detection Finding (class 2004): one JSON object in UTF-8, on one line (reference/alerts.md).
 *
 * <p>Only {@code time} and {@code metadata.uid} depend on the wall clock, so that a replay gives equal alerts; that is why
 * {@code finding_info.created_time} is not written.
 */
public final class AlertJson {
    private static final int DETECTION_FINDING = 2004;
    private static final String ROLL_UP = "roll-up";
    private static final String CANARY = "canary";

    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private final FindingJson common;
    private final Links links;

    /** An encoder that names this version of the program in each alert. */
    public AlertJson(String productVersion, Links links) {
        this.links = links;
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
        Rule rule = alert.key().rule();
        String uid = alert.key().uid();
        String label = alert.rollUp() ? ROLL_UP : alert.evidence().isOfCanary() ? CANARY : null;
        JsonObject metadata = common.metadata(uid(alert, writtenAt), alert.incident())
                .put("labels", label == null ? null : List.of(label));
        JsonObject info = FindingJson.info(uid, rule, alert.first(), alert.last())
                .some(
                        "attacks",
                        rule.attacks().stream().map(AttackTechnique::of).toList())
                .put("src_url", links.alert(uid));
        return common.classified(alert.activity(), alert.severity(), writtenAt)
                .time("start_time", alert.first())
                .time("end_time", alert.last())
                .put("count", alert.count())
                .put("message", AlertSentence.of(alert))
                .put("metadata", metadata)
                .put("finding_info", info)
                .put("evidences", List.of(evidence(alert)))
                .some("observables", Observables.of(alert.evidence()))
                .put("is_alert", true)
                .putAll(FindingJson.status(alert.closed(), alert.triage()))
                .some("unmapped", new JsonObject().some("incidents", alert.incidents()))
                .utf8();
    }

    private static JsonObject evidence(Alert alert) {
        AccessRecord access = alert.evidence().access();
        Subject about = alert.evidence().about();
        JsonObject json = new JsonObject();
        if (access != null) {
            request(json, access.request());
            json.some("user", new JsonObject().text("uid", access.token().account()));
        }
        if (about != null) {
            json.some("src_endpoint", new JsonObject().put("ip", EndpointAddress.ofSource(about.source())));
            json.some("user", new JsonObject().text("uid", about.account()));
        }
        return json.put("data", EvidenceJson.of(alert));
    }

    private static void request(JsonObject json, Request request) {
        JsonObject http = new JsonObject()
                .put("http_method", method(request.method()))
                .some("url", new JsonObject().text("path", request.path()))
                .text("user_agent", request.userAgent())
                .text("uid", request.requestId());
        json.some("src_endpoint", new JsonObject().put("ip", EndpointAddress.of(request.sourceIp())));
        json.put("http_request", http);
        if (request.status() != 0) {
            json.put("http_response", new JsonObject().put("code", request.status()));
        }
    }

    /** The method as OCSF lists it; null for any other. */
    static @Nullable String method(@Nullable String logged) {
        String method = logged == null ? "" : logged.toUpperCase(Locale.ROOT);
        return METHODS.contains(method) ? method : null;
    }

    /**
     * An alert, read back. Whoever may write there may have written it: every part may be missing, and no text is to be
     * trusted. A text that is not there is empty, a number 0, a time {@link Times#UNKNOWN}. What it says of its evidence is what
     * it says of the first one.
     *
     * @param activity OCSF {@code activity_id}
     * @param incident uid of the one that it belongs to
     * @param time wall clock at which it was written, epoch ms
     * @param severity OCSF {@code severity_id}
     * @param status OCSF {@code status_id}
     * @param detail OCSF {@code status_detail}
     * @param first event time of the first use, epoch ms; where it does not say, when it was written
     * @param last event time of the last use, epoch ms
     * @param count accesses, as far as it has counted them
     * @param isRollUp whether it stands for more alerts than were written singly
     * @param isCanary whether it is of a planted token
     * @param account that the token claims
     * @param address the source's, where it is one
     * @param source as it was logged or counted
     * @param path as it was logged
     * @param entity whom it accuses
     * @param isVerified whether a use's signature is known good
     */
    public record WrittenAlert(
            String uid,
            int activity,
            String rule,
            String incident,
            long time,
            int severity,
            int status,
            String detail,
            Standing standing,
            long first,
            long last,
            long count,
            String message,
            boolean isRollUp,
            boolean isCanary,
            String account,
            String address,
            String source,
            String path,
            String issuer,
            String keyId,
            String tokenId,
            String digest,
            String entity,
            String verdict,
            boolean isVerified) {
        /** Reads a value; null where it is no alert, or has no uid or no time. */
        public static @Nullable WrittenAlert read(byte[] json) {
            JsonTree tree = JsonTree.read(json);
            return tree == null ? null : of(tree);
        }

        /** The alert that this object is; null where it is none, or has no uid or no time. */
        public static @Nullable WrittenAlert of(JsonTree json) {
            JsonTree info = json.at("finding_info");
            JsonTree evidence = json.at("evidences").first();
            JsonTree data = evidence.at("data");
            String uid = info.at("uid").text();
            long time = json.at("time").time();
            long first = Times.either(info.at("first_seen_time").time(), time);
            if (json.at("class_uid").number(0) != DETECTION_FINDING || uid.isEmpty() || !Times.known(first)) {
                return null;
            }
            List<String> labels = json.at("metadata", "labels").items().stream()
                    .map(JsonTree::text)
                    .toList();
            String address = evidence.at("src_endpoint", "ip").text();
            String source = data.at("source_text").text();
            return new WrittenAlert(
                    uid,
                    json.at("activity_id").small(),
                    info.at("analytic", "uid").text(),
                    json.at("metadata", "correlation_uid").text(),
                    time,
                    json.at("severity_id").small(),
                    json.at("status_id").small(),
                    json.at("status_detail").text(),
                    Standing.of(json),
                    first,
                    Math.max(first, info.at("last_seen_time").time()),
                    Math.max(0, json.at("count").number(0)),
                    json.at("message").text(),
                    labels.contains(ROLL_UP),
                    labels.contains(CANARY),
                    evidence.at("user", "uid").text(),
                    address,
                    source.isEmpty() ? address : source,
                    evidence.at("http_request", "url", "path").text(),
                    data.at("issuer").text(),
                    data.at("key_id").text(),
                    data.at("token_id").text(),
                    data.at("token_digest").text(),
                    data.at("entity").text(),
                    data.at("verdict").text(),
                    data.at("verified").isTrue()
                            || data.at("verified_at_another_use").isTrue());
        }
    }
}
