package org.forgedtoken.detector.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Lines as a replay writes them, with what a test wants to be different. */
final class Lines {
    static final ObjectMapper JSON = new ObjectMapper();
    static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

    private Lines() {}

    /** An alert of a token that was never issued, as it opens. */
    static ObjectNode forged(String uid, long first, String account, String source) {
        ObjectNode alert = JSON.createObjectNode();
        alert.put("class_uid", 2004)
                .put("activity_id", 1)
                .put("time", first + 1_000)
                .put("count", 1);
        alert.put("status_id", 1);
        ObjectNode info = alert.putObject("finding_info");
        info.put("uid", uid).put("first_seen_time", first).put("last_seen_time", first);
        info.putObject("analytic").put("uid", "token-never-issued");
        alert.putObject("metadata");
        ObjectNode evidence = alert.putArray("evidences").addObject();
        evidence.putObject("user").put("uid", account);
        evidence.putObject("src_endpoint").put("ip", source);
        evidence.putObject("http_request").putObject("url").put("path", "/v1/orders/17");
        evidence.putObject("data")
                .put("issuer", "https://login.example")
                .put("key_id", "key-1")
                .put("verified", true);
        return alert;
    }

    /** The same, an alert of another rule. */
    static ObjectNode of(String rule, String uid, long first) {
        ObjectNode alert = forged(uid, first, "alice", "192.0.2.1");
        ((ObjectNode) alert.at("/finding_info/analytic")).put("uid", rule);
        return alert;
    }

    /** What becomes of it. */
    static ObjectNode then(ObjectNode alert, int activity, int status, String detail) {
        ObjectNode later = alert.deepCopy();
        later.put("activity_id", activity).put("status_id", status);
        if (!detail.isEmpty()) {
            later.put("status_detail", detail);
        }
        return later;
    }

    /** An open incident of a key. */
    static ObjectNode incident(String uid, boolean verified, long accesses) {
        ObjectNode incident = JSON.createObjectNode();
        incident.put("class_uid", 2005).put("status_id", 1).put("severity", "Critical");
        ObjectNode own = incident.putObject("unmapped");
        own.put("uid", uid).put("kind", "key-compromise").put("proof", verified ? "verified" : "unverified");
        own.put("issuer", "https://login.example").put("key_id", "key-1");
        own.put("first_use", NOON).put("last_use", NOON + 60_000);
        own.put("alerts", 3)
                .put("tokens", 3)
                .put("accounts", 3)
                .put("accounts_unknown", 1)
                .put("sources", 2);
        own.put("accesses", accesses);
        own.putObject("endpoints").put("/v1/orders/{id}", accesses - 1);
        own.put("recommended_action", "Retire this signing key at its issuer.");
        own.put("live_tokens", 41);
        return incident;
    }

    static byte[] bytes(ObjectNode line) {
        return line.toString().getBytes(UTF_8);
    }
}
