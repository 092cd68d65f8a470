package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;
import org.jspecify.annotations.Nullable;

/** An alert, read back (reference/alerts.md). What it says of its evidence is what it says of the first one. */
public record WrittenAlert(JsonTree json) implements WrittenFinding {

    /** Reads a value; null where it is no alert, or has no uid or no time. */
    public static @Nullable WrittenAlert read(byte[] json) {
        JsonTree tree = JsonTree.read(json);
        return tree == null ? null : of(tree);
    }

    /** The alert that this object is; null where it is none, or has no uid or no time. */
    public static @Nullable WrittenAlert of(JsonTree json) {
        WrittenAlert alert = new WrittenAlert(json);
        boolean isAlert = json.at("class_uid").number(0) == AlertJson.DETECTION_FINDING;
        return isAlert && !alert.uid().isEmpty() && Times.known(alert.first()) ? alert : null;
    }

    @Override
    public String uid() {
        return json.at("finding_info", "uid").text();
    }

    /** OCSF {@code activity_id}. */
    public int activity() {
        return json.at("activity_id").small();
    }

    public String rule() {
        return json.at("finding_info", "analytic", "uid").text();
    }

    /** Of the incident that it belongs to. */
    public String incident() {
        return json.at("metadata", "correlation_uid").text();
    }

    @Override
    public long time() {
        return json.at("time").time();
    }

    @Override
    public int severity() {
        return json.at("severity_id").small();
    }

    @Override
    public int status() {
        return json.at("status_id").small();
    }

    @Override
    public Standing standing() {
        return Standing.of(json);
    }

    /** Event time of the first use, epoch ms; where it does not say, when it was written. */
    public long first() {
        return Times.either(json.at("finding_info", "first_seen_time").time(), time());
    }

    /** Event time of the last use, epoch ms. */
    public long last() {
        return Math.max(first(), json.at("finding_info", "last_seen_time").time());
    }

    /** Accesses, as far as it has counted them. */
    public long count() {
        return Math.max(0, json.at("count").number(0));
    }

    public String message() {
        return json.at("message").text();
    }

    /** Whether it stands for more alerts than were written singly. */
    public boolean isRollUp() {
        return isLabelled(AlertJson.ROLL_UP);
    }

    /** Whether it is of a planted token. */
    public boolean isCanary() {
        return isLabelled(AlertJson.CANARY);
    }

    private boolean isLabelled(String label) {
        return json.at("metadata", "labels").items().stream()
                .anyMatch(one -> one.text().equals(label));
    }

    /** That the token claims. */
    public String account() {
        return evidence("user", "uid");
    }

    /** The source's, where it is one. */
    public String address() {
        return evidence("src_endpoint", "ip");
    }

    /** As it was logged or counted. */
    public String source() {
        String text = data("source_text");
        return text.isEmpty() ? address() : text;
    }

    /** As it was logged. */
    public String path() {
        return evidence("http_request", "url", "path");
    }

    public String issuer() {
        return data("issuer");
    }

    public String keyId() {
        return data("key_id");
    }

    public String tokenId() {
        return data("token_id");
    }

    public String digest() {
        return data("token_digest");
    }

    /** Whom it accuses. */
    public String entity() {
        return data("entity");
    }

    public String verdict() {
        return data("verdict");
    }

    /** Whether a use's signature is known good. */
    public boolean isVerified() {
        JsonTree data = json.at("evidences").first().at("data");
        return data.at("verified").isTrue()
                || data.at("verified_at_another_use").isTrue();
    }

    private String data(String name) {
        return evidence("data", name);
    }

    private String evidence(String... path) {
        return json.at("evidences").first().at(path).text();
    }
}
