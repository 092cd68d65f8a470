package org.forgedtoken.detector.replay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Something that the sender of a forged token changes about it. */
record ForgeryChange(String name, Consumer<Forgery> change) {
    static final long DAY = 86_400;

    void apply(Forgery forgery) {
        change.accept(forgery);
        forgery.changes.add(name);
    }

    static ForgeryChange change(String name, Consumer<Forgery> change) {
        return new ForgeryChange(name, change);
    }

    static ForgeryChange claim(String claim, Object value) {
        return change(claim + " " + abbreviated(value), f -> f.claims.put(claim, value));
    }

    static ForgeryChange without(String claim) {
        return change("no " + claim, f -> f.claims.remove(claim));
    }

    static ForgeryChange issuedBefore(String name, long seconds) {
        return change("iat " + name, f -> f.claims.put("iat", f.time - seconds));
    }

    static ForgeryChange expiresIn(String name, long seconds) {
        return change("exp " + name, f -> f.claims.put("exp", f.time + seconds));
    }

    static ForgeryChange header(String name, Object value) {
        return change("header " + name + " " + value, f -> f.header.put(name, value));
    }

    static ForgeryChange spelt(String before, String after) {
        return change("spelt " + abbreviated(before) + "token" + after, f -> f.authorization = t -> before + t + after);
    }

    static ForgeryChange inQuery(String name, UnaryOperator<String> query) {
        return change("in the query, " + name, f -> {
            f.inQuery = true;
            f.query = query;
        });
    }

    static String insert(String token, int fromEnd, String text) {
        int at = token.length() - fromEnd;
        return token.substring(0, at) + text + token.substring(at);
    }

    static String nine() {
        StringBuilder nine = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            String header = Forgery.encode("{\"alg\":\"ES256\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String claims =
                    Forgery.encode(("{\"jti\":\"" + i + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            nine.append("Bearer ").append(header).append('.').append(claims).append(".AAAA, ");
        }
        return nine.toString();
    }

    static ForgeryChange agent(String name, String text) {
        return change("user agent " + name, f -> f.userAgent = text);
    }

    static ForgeryChange path(String path) {
        return change("path " + abbreviated(path), f -> f.path = path);
    }

    static String abbreviated(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    static ForgeryChange headerText(String name, UnaryOperator<String> header) {
        return change("its header " + name, f -> f.headerText = header);
    }

    static final List<ForgeryChange> ALL = Stream.of(ClaimChanges.ALL, SpellingChanges.ALL, RequestChanges.ALL)
            .flatMap(List::stream)
            .toList();
}
