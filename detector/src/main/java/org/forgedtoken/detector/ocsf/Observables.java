package org.forgedtoken.detector.ocsf;

import java.util.ArrayList;
import java.util.List;
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

    private final List<JsonObject> all = new ArrayList<>();

    private Observables() {}

    /** The list; null where there is none, as of an alert on a feed. */
    static @Nullable List<JsonObject> of(Evidence evidence) {
        Observables found = new Observables();
        Subject about = evidence.about();
        AccessRecord access = evidence.access();
        if (about != null) {
            found.add("src_endpoint.ip", IP_ADDRESS, null, EndpointAddress.ofSource(about.source()));
            found.add("user.uid", USER_UID, null, about.account());
        } else if (access != null) {
            TokenClaims token = access.token();
            found.add(
                    "src_endpoint.ip",
                    IP_ADDRESS,
                    null,
                    EndpointAddress.of(access.request().sourceIp()));
            found.add("user.uid", USER_UID, null, token.account());
            found.add(
                    "http_request.user_agent",
                    USER_AGENT,
                    null,
                    access.request().userAgent());
            found.add("data.token_digest", HASH, null, token.digest());
            found.add("data.token_id", OTHER, "Token Id", token.tokenId());
            found.add("data.key_id", OTHER, "Key Id", token.keyId());
            found.add("data.issuer", OTHER, "Issuer", token.issuer());
        }
        return found.all.isEmpty() ? null : found.all;
    }

    private void add(String path, int id, @Nullable String type, @Nullable String value) {
        if (value != null) {
            all.add(new JsonObject()
                    .put("name", "evidences[0]." + path)
                    .put("type_id", id)
                    .put("type", type)
                    .text("value", value));
        }
    }
}
