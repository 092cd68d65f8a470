package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpHandler;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One address of the server.
 *
 * @param path compared exactly, or the beginning of the addresses below it
 * @param below whether it also answers for every address below its path
 * @param door who may ask
 * @param methods allowed ones; empty means all
 * @param handler answers, best through {@link Answer}; what it throws becomes a 500
 */
public record Page(String path, boolean below, Door door, Set<String> methods, HttpHandler handler) {

    /** Who may ask, where {@code http.token} is set. */
    public enum Door {
        /** Anyone. */
        OPEN,
        /** Who has the token, as a bearer. */
        BEARER,
        /** Who has the token in {@code X-Detector-Token}, since {@code Authorization} holds the token to be judged. */
        HEADER
    }

    /** A handler whose answer goes on when it returns: it closes the exchange itself, unless it throws. */
    @FunctionalInterface
    interface Lasting extends HttpHandler {}

    public Page {
        methods = Set.copyOf(methods);
    }

    /** A page to look at, for who has the token. */
    public static Page guarded(String path, HttpHandler handler) {
        return new Page(path, false, Door.BEARER, Set.of("GET", "HEAD"), handler);
    }

    /** The same for every address below a path, too. */
    static Page guardedBelow(String path, HttpHandler handler) {
        return new Page(path, true, Door.BEARER, Set.of("GET", "HEAD"), handler);
    }

    /** A page to look at, for anyone. */
    public static Page open(String path, HttpHandler handler) {
        return new Page(path, false, Door.OPEN, Set.of("GET", "HEAD"), handler);
    }

    /** {@code /metrics}, from a scrape in Prometheus' text format. */
    public static Page metrics(Supplier<String> scrape) {
        return open(
                "/metrics",
                exchange -> Answer.send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", scrape.get()));
    }

    /** {@code /health/live}: 200 or 503. */
    public static Page live(Health health) {
        return health("/health/live", health.live());
    }

    /** {@code /health/ready}: 200 or 503. */
    public static Page ready(Health health) {
        return health("/health/ready", health.ready());
    }

    private static Page health(String path, Supplier<Health.State> supplier) {
        return open(path, exchange -> {
            Health.State state = supplier.get();
            Answer.text(exchange, state.good() ? 200 : 503, state.reason());
        });
    }
}
