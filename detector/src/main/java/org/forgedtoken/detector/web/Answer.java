package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is answered, with the headers that keep a browser from doing more with it than show it.
 *
 * @param body the whole of it
 * @param rest goes on with the answer once its headers are set, for as long as it likes, and says when it is over; null where nothing does
 */
@SuppressWarnings("ArrayRecordComponent") // a body is written once, and compared with none
public record Answer(
        int status,
        HttpFields headers,
        byte[] body,
        @Nullable BiConsumer<Response, Callback> rest) {
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    /** One line of plain text. */
    public static Answer text(int status, String line) {
        return of(status, "text/plain; charset=utf-8", line + "\n");
    }

    /** A JSON object. */
    static Answer json(int status, JsonObject json) {
        return of(status, "application/json", json.utf8());
    }

    /** A body in UTF-8. */
    public static Answer of(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A body. */
    public static Answer of(int status, String type, byte[] body) {
        HttpFields headers = HttpFields.build()
                .put("Content-Type", type)
                .put("Cache-Control", "no-store")
                .put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer")
                .asImmutable();
        return new Answer(status, headers, body, null);
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        return new Answer(status, HttpFields.build(headers).put(name, value).asImmutable(), body, rest);
    }

    Answer then(BiConsumer<Response, Callback> more) {
        return new Answer(status, headers, body, more);
    }
}
