package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/** {@code observables}: where a search across all products finds the evidence's values, each once more by its OCSF type. */
final class Observables {
    private static final int IP_ADDRESS = 2;
    private static final int HASH = 8;
    private static final int USER_AGENT = 16;
    private static final int USER_UID = 31;
    private static final int OTHER = 99;
    private static final String ADDRESS = "src_endpoint.ip";
    private static final String USER = "user.uid";

    private Observables() {}

    /** Writes the list; an alert on a feed has none. */
    static void write(JsonLine json, Evidence evidence) throws IOException {
        Subject about = evidence.about();
        String ip = about == null ? null : EndpointAddress.ofSource(about.source());
        if (about != null && (ip != null || about.account() != null)) {
            json.list("observables", () -> {
                item(json, ADDRESS, IP_ADDRESS, ip);
                item(json, USER, USER_UID, about.account());
            });
        }
        AccessRecord access = evidence.access();
        if (about != null || access == null) {
            return;
        }
        TokenClaims token = access.token();
        json.list("observables", () -> {
            item(json, ADDRESS, IP_ADDRESS, EndpointAddress.of(access.request().sourceIp()));
            item(json, USER, USER_UID, token.account());
            item(json, "http_request.user_agent", USER_AGENT, access.request().userAgent());
            item(json, "data.token_digest", HASH, token.digest());
            other(json, "data.token_id", "Token Id", token.tokenId());
            other(json, "data.key_id", "Key Id", token.keyId());
            other(json, "data.issuer", "Issuer", token.issuer());
        });
    }

    private static void item(JsonLine json, String path, int type, @Nullable String value) throws IOException {
        if (value != null) {
            json.item(() -> {
                json.exact("name", "evidences[0]." + path);
                json.number("type_id", type);
                json.text("value", value);
            });
        }
    }

    private static void other(JsonLine json, String path, String type, @Nullable String value) throws IOException {
        if (value != null) {
            json.item(() -> {
                json.exact("name", "evidences[0]." + path);
                json.number("type_id", OTHER);
                json.exact("type", type);
                json.text("value", value);
            });
        }
    }
}
