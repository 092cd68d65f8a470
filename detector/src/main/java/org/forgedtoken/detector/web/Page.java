package org.forgedtoken.detector.web;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One address of the server.
 *
 * @param path compared exactly, or the beginning of the addresses below it
 * @param below whether it also answers for every address below its path
 * @param door who may ask
 * @param methods allowed ones; empty means all
 * @param handler answers; what it throws becomes a 500
 */
public record Page(String path, boolean below, Door door, Set<String> methods, Function<WebRequest, Answer> handler) {

    /** Who may ask, where tokens are set. */
    public enum Door {
        /** Anyone. */
        OPEN,
        /** Who has a token, as a bearer, or a session. */
        READ,
        /** The same, to change something. */
        ACT,
        /** Who has a token in {@code X-Detector-Token}, since {@code Authorization} holds the token to be judged. */
        DECISION,
        /** Another instance. */
        PEER
    }

    public Page {
        methods = Set.copyOf(methods);
    }

    /** Whether others wait for it who are no people: it has threads of its own, and is found at {@code decision.port}. */
    boolean isPrompt() {
        return door == Door.DECISION || door == Door.PEER || path.startsWith("/health/");
    }

    boolean takesBody() {
        return methods.contains("POST");
    }

    /** A page to look at, for who has a token. */
    public static Page guarded(String path, Function<WebRequest, Answer> handler) {
        return new Page(path, false, Door.READ, Set.of("GET", "HEAD"), handler);
    }

    /** The same for every address below a path, too. */
    static Page guardedBelow(String path, Function<WebRequest, Answer> handler) {
        return new Page(path, true, Door.READ, Set.of("GET", "HEAD"), handler);
    }

    /** A page to look at, for anyone. */
    public static Page open(String path, Function<WebRequest, Answer> handler) {
        return new Page(path, false, Door.OPEN, Set.of("GET", "HEAD"), handler);
    }

    /** {@code /metrics}, from a scrape in Prometheus' text format. */
    public static Page metrics(Supplier<String> scrape) {
        return open("/metrics", request -> Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", scrape.get()));
    }

    /** {@code /health/live} or {@code /health/ready}: 200 or 503, and why. */
    public static Page health(String path, Supplier<Health> supplier) {
        return open(path, request -> {
            Health state = supplier.get();
            return Answer.text(state.good() ? 200 : 503, state.reason());
        });
    }

    /**
     * What a probe is told.
     *
     * @param reason a few words, shown to anyone who asks
     */
    public record Health(boolean good, String reason) {}
}
