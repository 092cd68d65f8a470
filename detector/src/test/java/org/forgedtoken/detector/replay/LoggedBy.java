package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How gateways log an access: a line of each shipped format. */
enum LoggedBy {
    /** Records of the native format that say themselves that the signature is good. */
    NATIVE("native", false) {
        @Override
        Map<String, Object> record(Forgery access, long time, String token) {
            return Map.of(
                    "time",
                    time,
                    "token",
                    access.authorization.apply(token),
                    "signature_valid",
                    true,
                    "source_ip",
                    access.source,
                    "user_agent",
                    access.userAgent,
                    "method",
                    access.method,
                    "path",
                    access.path,
                    "status",
                    access.status);
        }
    },
    NGINX("nginx", true) {
        @Override
        Map<String, Object> record(Forgery access, long time, String token) {
            return Map.of(
                    "msec",
                    time + ".250",
                    "http_authorization",
                    access.inHeader(token),
                    "remote_addr",
                    access.source,
                    "http_user_agent",
                    access.userAgent,
                    "request_method",
                    access.method,
                    "request_uri",
                    access.uri(token),
                    "status",
                    access.status);
        }
    },
    TRAEFIK("traefik", true) {
        @Override
        Map<String, Object> record(Forgery access, long time, String token) {
            return Map.of(
                    "StartUTC",
                    Instant.ofEpochSecond(time).toString(),
                    "request_Authorization",
                    access.inHeader(token),
                    "ClientHost",
                    access.source,
                    "request_User-Agent",
                    access.userAgent,
                    "RequestMethod",
                    access.method,
                    "RequestPath",
                    access.uri(token),
                    "DownstreamStatus",
                    access.status);
        }
    },
    ENVOY("envoy", false) {
        @Override
        Map<String, Object> record(Forgery access, long time, String token) {
            return Map.of(
                    "start_time",
                    Instant.ofEpochSecond(time).toString(),
                    "authorization",
                    access.authorization.apply(token),
                    "downstream_remote_address",
                    access.source + ":4711",
                    "user-agent",
                    access.userAgent,
                    "method",
                    access.method,
                    "path",
                    access.path,
                    "response_code",
                    access.status);
        }
    },
    KONG("kong", true) {
        @Override
        Map<String, Object> record(Forgery access, long time, String token) {
            Map<String, Object> headers =
                    Map.of("authorization", access.inHeader(token), "user-agent", access.userAgent);
            Map<String, Object> request = Map.of("method", access.method, "uri", access.uri(token), "headers", headers);
            return Map.of(
                    "started_at",
                    time * 1000,
                    "client_ip",
                    access.source,
                    "request",
                    request,
                    "response",
                    Map.of("status", access.status));
        }
    },
    /** Whose one place for a token is the query. */
    COMBINED("combined", true) {
        @Override
        String line(Forgery access, long time, String token) {
            String when = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
                    .format(Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC));
            return "%s - - [%s] \"%s %s HTTP/1.1\" %d 12 \"-\" \"%s\""
                    .formatted(
                            access.source,
                            when,
                            access.method,
                            escaped((access.path + access.query.apply(token)).replace(" ", "%20")),
                            access.status,
                            escaped(access.userAgent));
        }
    };

    final String format;
    /** Whether a token is read from the query as well. */
    final boolean readsQuery;

    LoggedBy(String format, boolean readsQuery) {
        this.format = format;
        this.readsQuery = readsQuery;
    }

    Map<String, Object> record(Forgery access, long time, String token) {
        throw new UnsupportedOperationException();
    }

    String line(Forgery access, long time, String token) {
        try {
            return Forgery.JSON.writeValueAsString(new LinkedHashMap<>(record(access, time, token)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As nginx and Apache write what is no plain text. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
                escaped.append("\\x%02X".formatted((int) c & 0xff));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
