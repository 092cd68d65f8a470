package org.forgedtoken.detector.web.board;

import java.nio.charset.StandardCharsets;

/** Records as the topics have them, with as much in them as lists ask for. */
public final class Findings {
    private Findings() {}

    /** An open, critical alert of one incident; it names an account and a source after its uid. */
    public static byte[] alert(String uid, long time) {
        return alert(uid, time, "token-never-issued", 5, 1, "inc");
    }

    /** An alert. */
    public static byte[] alert(String uid, long time, String rule, int severity, int status, String incident) {
        return bytes(
                "{\"class_uid\":2004,\"severity_id\":" + severity + ",\"status_id\":" + status + ",\"time\":" + time
                        + ",\"message\":\"about account \\\"Konto-" + uid
                        + "\\\"\",\"metadata\":{\"correlation_uid\":\"" + incident
                        + "\"},\"finding_info\":{\"uid\":\"" + uid + "\",\"first_seen_time\":" + time
                        + ",\"analytic\":{\"uid\":\""
                        + rule + "\"}},\"evidences\":[{\"user\":{\"uid\":\"Konto-" + uid
                        + "\"},\"src_endpoint\":{\"ip\":\"203.0.113.7\"},\"data\":{\"token_id\":\"T-" + uid
                        + "\",\"key_id\":\"Kü\"}}]}");
    }

    /** One from an address. */
    static byte[] alertFrom(String uid, String address) {
        return bytes(new String(alert(uid, 400), StandardCharsets.UTF_8).replace("203.0.113.7", address));
    }

    /** An incident. */
    public static byte[] incident(String uid, long time, int status, String proof) {
        return bytes("{\"class_uid\":2005,\"severity_id\":5,\"status_id\":" + status + ",\"time\":" + time
                + ",\"unmapped\":{\"uid\":\"" + uid + "\",\"proof\":\"" + proof + "\"}}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
