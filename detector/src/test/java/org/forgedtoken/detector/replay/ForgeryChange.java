package org.forgedtoken.detector.replay;

import java.util.List;
import java.util.function.Consumer;

/** Something that the sender of a forged token changes about it. */
record ForgeryChange(String name, Consumer<Forgery> change) {
    private static final long DAY = 86_400;

    void apply(Forgery forgery) {
        change.accept(forgery);
        forgery.changes.add(name);
    }

    private static ForgeryChange of(String name, Consumer<Forgery> change) {
        return new ForgeryChange(name, change);
    }

    private static ForgeryChange claim(String claim, Object value) {
        return of(claim + " " + abbreviated(value), f -> f.claims.put(claim, value));
    }

    private static ForgeryChange without(String claim) {
        return of("no " + claim, f -> f.claims.remove(claim));
    }

    private static ForgeryChange issuedBefore(String name, long seconds) {
        return of("iat " + name, f -> f.claims.put("iat", f.time - seconds));
    }

    private static ForgeryChange expiresIn(String name, long seconds) {
        return of("exp " + name, f -> f.claims.put("exp", f.time + seconds));
    }

    private static ForgeryChange header(String name, Object value) {
        return of("header " + name + " " + value, f -> f.header.put(name, value));
    }

    private static ForgeryChange spelt(String before, String after) {
        return of("spelt " + abbreviated(before) + "token" + after, f -> f.authorization = t -> before + t + after);
    }

    private static ForgeryChange agent(String name, String text) {
        return of("user agent " + name, f -> f.userAgent = text);
    }

    private static ForgeryChange path(String path) {
        return of("path " + abbreviated(path), f -> f.path = path);
    }

    private static String abbreviated(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    static final List<ForgeryChange> ALL = List.of(
            // what it says of its life
            without("exp"),
            claim("exp", 0),
            claim("exp", -1),
            claim("exp", 100_000_000_000L),
            claim("exp", 1e300),
            expiresIn("before iat", -120),
            expiresIn("two days ago", -2 * DAY),
            expiresIn("in ten years", 3650 * DAY),
            of("exp in milliseconds", f -> f.claims.put("exp", (f.time + 3600) * 1000)),
            without("iat"),
            claim("iat", 0),
            claim("iat", -1),
            claim("iat", 100_000_000_000L),
            issuedBefore("in nine minutes", -540),
            issuedBefore("in a year", -365 * DAY),
            issuedBefore("an hour ago", 3600),
            issuedBefore("three days ago", 3 * DAY),
            issuedBefore("before the ledger", 60 * DAY),
            of("nbf in a year", f -> f.claims.put("nbf", f.time + 365 * DAY)),
            of("long expired", f -> {
                f.claims.put("iat", f.time - 4 * DAY);
                f.claims.put("exp", f.time - 4 * DAY + 3600);
            }),
            // who it is of
            without("jti"),
            claim("jti", ""),
            claim("jti", "j".repeat(600)),
            claim("jti", "a|b:c%d\"\\\u202e"),
            of("the id of an honest token", f -> f.claims.put("jti", f.honestToken)),
            without("sub"),
            claim("sub", ""),
            claim("sub", "web"),
            claim("sub", "s".repeat(3000)),
            claim("sub", 4711),
            without("client_id"),
            claim("client_id", "another"),
            claim("azp", "another"),
            // who signed it
            of("no kid", f -> f.header.remove("kid")),
            header("kid", "k2"),
            header("kid", "nobody's"),
            header("kid", "k".repeat(600)),
            header("kid", ""),
            without("iss"),
            of("iss with a slash", f -> f.claims.put("iss", f.issuer + "/")),
            of("iss in upper case", f -> f.claims.put("iss", f.issuer.replace("https://id", "HTTPS://ID"))),
            of("iss by http", f -> f.claims.put("iss", f.issuer.replace("https:", "http:"))),
            of("iss without scheme", f -> f.claims.put("iss", f.issuer.replace("https://", ""))),
            of("another iss", f -> f.claims.put("iss", "https://other." + f.issuer.substring(8))),
            // what it is
            header("typ", "at+jwt"),
            header("typ", "logout+jwt"),
            header("typ", "n".repeat(300)),
            claim("token_use", "id"),
            claim("typ", "ID"),
            claim("typ", "Refresh"),
            claim("nonce", "n-0S6_WzA2Mj"),
            claim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ"),
            // how it is written
            claim("roles", List.of("admin")),
            claim("filler", "f".repeat(9_000)),
            claim("filler", "f".repeat(30_000)),
            of("a repeated member", f -> f.payload = json -> json.replaceFirst("\\{", "{\"sub\":\"victim\",")),
            of("blanks around members", f -> f.payload = json -> json.replace(",", " ,\n ")),
            of("text after the JSON", f -> f.payload = json -> json + "{}"),
            of("escaped names", f -> f.payload = json -> json.replace("\"iss\"", "\"\\u0069ss\"")),
            // how it is presented
            spelt("", ""),
            spelt("bearer ", ""),
            spelt("Bearer\t", ""),
            spelt("Bearer   ", "  "),
            spelt("Bearer Bearer ", ""),
            spelt("JWT ", ""),
            spelt("Token ", ""),
            spelt("DPoP ", ""),
            spelt("Bearer \"", "\""),
            spelt("Bearer ", ","),
            spelt("Basic YTpi, Bearer ", ""),
            spelt("Bearer ", ", Basic YTpi"),
            of("in the query, behind another token", f -> f.inQuery = true),
            // the rest of the request
            agent("of 66 KB", "a".repeat(66_000)),
            agent("of 33 000 quotes", "\"".repeat(33_000)),
            agent("of backslashes", "\\".repeat(999)),
            agent("of control characters", "\u0000\u0007\u001b[31m\r\n\u202e"),
            agent("like a record", "\",\"token\":\"x\",\"status\":401}"),
            agent("empty", ""),
            path("/V1/ORDERS"),
            path("/v1;v=1/orders"),
            path("/%2576%2531/orders"),
            path("//v1/./x/../orders"),
            path("/v1./orders"),
            path("/v1/" + "p".repeat(20_000)),
            of("status 403", f -> f.status = 403),
            of("status 500", f -> f.status = 500),
            of("three uses", f -> f.uses = 3),
            of("forty uses", f -> f.uses = 40));
}
