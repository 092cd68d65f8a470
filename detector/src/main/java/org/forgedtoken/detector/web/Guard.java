package org.forgedtoken.detector.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has {@code http.token}, or a session that was begun with it. Where none is set it lets in everyone; but a page
 * of data only under an address or the name {@code localhost}: a name of a stranger's that leads here would let a page of his
 * read and write as its neighbour.
 */
final class Guard {
    /** What becomes of a request. */
    enum Admission {
        YES,
        /** It shows no token, or a wrong one. */
        NO,
        /** Too many wrong ones came from that address. */
        LATER,
        /** It asks under a name that may be anybody's. */
        STRANGE_NAME
    }

    private static final String BEARER = "Bearer ";
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d+)?");
    private static final Pattern LOCAL = Pattern.compile("localhost(:\\d+)?");

    private final Optional<Secret> token;
    private final Sessions sessions;
    private final String cookie;
    private final WrongTokens wrong;

    /** @param port tells the cookies of two detectors on one host apart */
    Guard(Optional<Secret> token, Sessions sessions, int port, WrongTokens wrong) {
        this.token = token;
        this.sessions = sessions;
        this.cookie = "detector_session_" + port;
        this.wrong = wrong;
    }

    Admission admit(Page.Door door, HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return switch (door) {
            case OPEN -> Admission.YES;
            case BEARER -> token.isEmpty() ? admitName(exchange) : admitBearer(exchange);
            case HEADER ->
                token.isEmpty() || isToken(headers.getFirst("X-Detector-Token")) ? Admission.YES : Admission.NO;
        };
    }

    /**
     * {@code POST /api/session}, with {@code Authorization: Bearer TOKEN} and no body: 204, and a cookie that opens all pages
     * for a browser for 12 h ({@code HttpOnly; SameSite=Strict}). 401 where the token is wrong; 429 after too many wrong ones.
     * Where no token is set: 204 without a cookie. {@code DELETE /api/session}: 204, and the session has ended.
     */
    Page sessions() {
        return new Page("/api/session", false, Page.Door.BEARER, Set.of("POST", "DELETE"), exchange -> {
            if (token.isPresent()) {
                boolean begin = exchange.getRequestMethod().equals("POST");
                exchange.getResponseHeaders()
                        .set("Set-Cookie", begin ? beginSession() : endSession(exchange.getRequestHeaders()));
            }
            Answer.send(exchange, 204, "text/plain; charset=utf-8", new byte[0]);
        });
    }

    /** A new session, as the value of {@code Set-Cookie}. */
    private String beginSession() {
        return cookie + '=' + sessions.begin() + attributes() + "; Max-Age=" + Sessions.LIFE.toSeconds();
    }

    /** Ends the request's session; the value of {@code Set-Cookie} that takes the cookie away. */
    private String endSession(Headers headers) {
        sessions.end(session(headers));
        return cookie + '=' + attributes() + "; Max-Age=0";
    }

    private static String attributes() {
        return "; Path=/; HttpOnly; SameSite=Strict";
    }

    /** A whole address as the target names the host, too, and counts before the header (RFC 9112, 3.2.2). */
    private static Admission admitName(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String target = exchange.getRequestURI().getRawAuthority();
        return Stream.of(Optional.ofNullable(host), Optional.ofNullable(target))
                        .flatMap(Optional::stream)
                        .allMatch(Guard::isOfThisMachineAlone)
                ? Admission.YES
                : Admission.STRANGE_NAME;
    }

    /** Whether the header {@code Host} names an address, or {@code localhost}: no other site can have it for its own name. */
    private static boolean isOfThisMachineAlone(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return LOCAL.matcher(small).matches() || ADDRESS.matcher(small).matches();
    }

    private Admission admitBearer(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        if (sessions.holds(session(headers))) {
            return Admission.YES;
        }
        String given = bearer(headers.getFirst("Authorization"));
        if (given == null) {
            return Admission.NO;
        }
        InetAddress from = exchange.getRemoteAddress().getAddress();
        if (wrong.areTooMany(from)) {
            return Admission.LATER;
        }
        if (isToken(given)) {
            return Admission.YES;
        }
        wrong.add(from);
        return Admission.NO;
    }

    private @Nullable String session(Headers headers) {
        List<String> cookies = headers.getOrDefault("Cookie", List.of());
        for (String line : cookies) {
            for (String one : line.split(";", -1)) {
                String bare = one.strip();
                if (bare.startsWith(cookie + '=')) {
                    return bare.substring(cookie.length() + 1);
                }
            }
        }
        return null;
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** In a time that does not tell how much of it was right. */
    private boolean isToken(@Nullable String given) {
        return given != null
                && token.isPresent()
                && MessageDigest.isEqual(bytes(given), bytes(token.get().reveal()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
