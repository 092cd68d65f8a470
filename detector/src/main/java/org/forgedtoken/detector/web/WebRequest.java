package org.forgedtoken.detector.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, as a whole.
 *
 * @param target as it was written, without anything decoded
 * @param body empty but for {@code POST}
 * @param by the name of the {@code http.token.<name>} by which it is asked; null for any other client
 */
@SuppressWarnings("ArrayRecordComponent") // a body is written once, and compared with none
public record WebRequest(
        String method,
        HttpURI target,
        HttpFields headers,
        InetAddress from,
        byte[] body,
        @Nullable String by) {
    /** No page takes a larger body. */
    static final int LARGEST_BODY = 64 * 1024;

    /** As it was written: a page has one spelling, so that a proxy that closes a path closes it. */
    String path() {
        return Objects.requireNonNullElse(target.getPath(), "");
    }

    @Nullable
    String query() {
        return target.getQuery();
    }

    /** The first value of a header. */
    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** All its values, each line one. */
    List<String> headers(String name) {
        return headers.getValuesList(name);
    }

    WebRequest by(@Nullable String name) {
        return new WebRequest(method, target, headers, from, body, name);
    }
}
