package org.forgedtoken.detector.alert;

import java.io.IOException;
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

    private Observables() {}

    /** Writes the list; an alert on a feed has none. */
    static void write(JsonLine json, @Nullable AccessRecord access) throws IOException {
        if (access == null) {
            return;
        }
        TokenClaims token = access.token();
        json.list("observables", () -> {
            item(
                    json,
                    "src_endpoint.ip",
                    IP_ADDRESS,
                    EndpointAddress.of(access.request().sourceIp()));
            item(json, "user.uid", USER_UID, token.account());
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
