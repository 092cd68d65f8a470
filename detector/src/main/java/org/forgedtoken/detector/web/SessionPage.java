package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;

/**
 * {@code POST /api/session}, with {@code Authorization: Bearer TOKEN} and no body: 204, and a cookie that opens all pages
 * for a browser for 12 h ({@code HttpOnly; SameSite=Strict}). 401 where the token is wrong; 429 after too many wrong ones.
 * Where no token is set: 204 without a cookie. {@code DELETE /api/session}: 204, and the session has ended.
 */
final class SessionPage {
    static final String PATH = "/api/session";

    private final Guard guard;

    private SessionPage(Guard guard) {
        this.guard = guard;
    }

    static Page of(Guard guard) {
        return new Page(PATH, false, Page.Door.BEARER, Set.of("POST", "DELETE"), new SessionPage(guard)::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (guard.asks()) {
            boolean begin = exchange.getRequestMethod().equals("POST");
            String cookie = begin ? guard.beginSession() : guard.endSession(exchange.getRequestHeaders());
            exchange.getResponseHeaders().set("Set-Cookie", cookie);
        }
        Answer.send(exchange, 204, "text/plain; charset=utf-8", new byte[0]);
    }
}
