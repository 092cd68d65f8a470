package org.forgedtoken.detector.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request ends at the same place, and goes to the same page, for whoever reads it. A proxy in front of us and the
 * JDK's server may differ over one of which that is not sure, and take a part of it for a request of somebody else's.
 */
final class Framing {
    /** RFC 9110, 5.6.2: a name with a space before its colon is none. */
    private static final Predicate<String> NAME =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+").asMatchPredicate();

    private static final Predicate<String> LENGTH = Pattern.compile("\\d{1,18}").asMatchPredicate();

    private Framing() {}

    /** Whether all of them read it alike. */
    static boolean isPlain(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        List<String> encodings = headers.getOrDefault("Transfer-Encoding", List.of());
        return headers.keySet().stream().allMatch(NAME)
                && headers.getOrDefault("Host", List.of()).size() <= 1
                && lengths.size() + encodings.size() <= 1
                && lengths.stream().allMatch(LENGTH)
                && encodings.stream().allMatch("chunked"::equalsIgnoreCase);
    }

    /**
     * The path as it was written: a page has one spelling, so that a proxy that closes a path closes it. Null where the
     * address has none, or where it is only what is left behind a host's name.
     */
    static @Nullable String path(HttpExchange exchange) {
        URI target = exchange.getRequestURI();
        return target.getScheme() == null && target.getRawAuthority() != null ? null : target.getRawPath();
    }
}
