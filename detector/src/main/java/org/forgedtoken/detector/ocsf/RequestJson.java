package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.forgedtoken.detector.feed.Request;
import org.jspecify.annotations.Nullable;

/** The request as OCSF {@code src_endpoint}, {@code http_request} and {@code http_response}. */
final class RequestJson {
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private RequestJson() {}

    /** The method as OCSF lists it; null for any other. */
    static @Nullable String method(@Nullable String logged) {
        if (logged == null) {
            return null;
        }
        String method = logged.toUpperCase(Locale.ROOT);
        return METHODS.contains(method) ? method : null;
    }

    /** Writes the fields that the request fills. */
    static void write(JsonLine json, Request request) throws IOException {
        String ip = EndpointAddress.of(request.sourceIp());
        if (ip != null) {
            json.object("src_endpoint", () -> json.exact("ip", ip));
        }
        json.object("http_request", () -> {
            json.exact("http_method", method(request.method()));
            if (request.path() != null) {
                json.object("url", () -> json.text("path", request.path()));
            }
            json.text("user_agent", request.userAgent());
            json.text("uid", request.requestId());
        });
        if (request.status() != 0) {
            json.object("http_response", () -> json.number("code", request.status()));
        }
    }
}
