package org.forgedtoken.detector.replay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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

    private static ForgeryChange inQuery(String name, UnaryOperator<String> query) {
        return of("in the query, " + name, f -> {
            f.inQuery = true;
            f.query = query;
        });
    }

    private static String insert(String token, int fromEnd, String text) {
        int at = token.length() - fromEnd;
        return token.substring(0, at) + text + token.substring(at);
    }

    private static String nine() {
        StringBuilder nine = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            String header = Forgery.encode("{\"alg\":\"ES256\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String claims =
                    Forgery.encode(("{\"jti\":\"" + i + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            nine.append("Bearer ").append(header).append('.').append(claims).append(".AAAA, ");
        }
        return nine.toString();
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
            header("crit", List.of("exp")),
            header("b64", true),
            header("zip", "DEF"),
            header("cty", "JWT"),
            header("jku", "https://evil.example"),
            header("enc", "A256GCM"),
            header("kid", 1),
            header("kid", List.of("k1")),
            header("kid", "k1\u0000"),
            header("kid", "K1"),
            of("five parts", f -> {
                f.header.put("enc", "A256GCM");
                f.authorization = t -> "Bearer " + t + ".AAAA.AAAA";
            }),
            of("four parts", f -> f.authorization = t -> "Bearer " + t + ".AAAA"),
            claim("iss", null),
            claim("iss", 7),
            of("iss in look-alikes", f -> f.claims.put("iss", f.issuer.replace("e", "\u0435"))),
            of("iss with a blank", f -> f.claims.put("iss", f.issuer + " ")),
            of("iss with a port", f -> f.claims.put("iss", f.issuer + ":443")),
            of("iss with a dot", f -> f.claims.put("iss", f.issuer + ".")),
            of("iss as a list", f -> f.claims.put("iss", List.of(f.issuer))),
            of("iss of 3000", f -> f.claims.put("iss", f.issuer + "/" + "x".repeat(3000))),
            claim("jti", null),
            claim("jti", 5),
            claim("jti", List.of("a")),
            of("the id of a token to come", f -> f.claims.put("jti", "honest-116")),
            of("the id of a token long expired", f -> f.claims.put("jti", "honest-1")),
            of("the id in upper case", f -> f.claims.put("jti", f.honestToken.toUpperCase(java.util.Locale.ROOT))),
            of("the id and a null", f -> f.claims.put("jti", f.honestToken + "\u0000")),
            of("the id and times of an honest token", f -> {
                f.claims.put("jti", f.honestToken);
                f.claims.remove("iat");
                f.claims.remove("exp");
            }),
            of("no claims", f -> f.claims.keySet().removeIf(c -> !c.equals("iss"))),
            of("the id of an honest token as uti", f -> {
                f.claims.remove("jti");
                f.claims.put("uti", f.honestToken);
            }),
            claim("sub", null),
            claim("iat", null),
            claim("exp", null),
            claim("iat", "1"),
            claim("exp", 1.5),
            claim("exp", List.of()),
            claim("aud", 7),
            claim("nbf", "x"),
            claim("token_use", 7),
            claim("token_use", "a".repeat(3000)),
            claim("typ", "bearer"),
            claim("scope", "openid"),
            of("iat with a fraction", f -> f.claims.put("iat", f.time - 60 + 0.5)),
            of("iat and exp the same", f -> f.claims.put("exp", f.time - 60)),
            of("iat and exp before the ledger", f -> {
                f.claims.put("iat", f.time - 60 * DAY);
                f.claims.put("exp", f.time + 3540);
            }),
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
            of("a byte-order mark", f -> f.payload = json -> "\ufeff" + json),
            of(
                    "a repeated member in a member",
                    f -> f.payload = json -> json.replaceFirst("\\{", "{\"a\":{\"b\":1,\"b\":2},")),
            of(
                    "a member of another case",
                    f -> f.payload = json -> json.replaceFirst("\\{", "{\"ISS\":\"x\",\"JTI\":\"y\",")),
            of(
                    "deep",
                    f -> f.payload =
                            json -> json.replaceFirst("\\{", "{\"a\":" + "[".repeat(900) + "]".repeat(900) + ",")),
            of("a lone surrogate", f -> f.payload = json -> json.replaceFirst("victim", "\\\\ud800")),
            of("a null at the end", f -> f.payload = json -> json + "\u0000"),
            of("a comma too many", f -> f.payload = json -> json.replaceFirst("}$", ",}")),
            of("a comment", f -> f.payload = json -> json.replaceFirst("}$", "/* */}")),
            of("a list", f -> f.payload = json -> "[" + json + "]"),
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
            spelt("Bearer_", ""),
            spelt("1234567", ""),
            spelt("Bearer ", "="),
            of("no scheme but behind a colon", f -> f.authorization = t -> "Bearer:" + t),
            of("a quote in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 3, "\"")),
            of("a comma in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, ",")),
            of("a blank in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, " ")),
            of("a semicolon in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, "; ")),
            of(
                    "behind itself with a bad signature",
                    f -> f.authorization = t -> "Bearer " + t.substring(0, t.length() - 8) + "AAAAAAAA, Bearer " + t),
            of(
                    "before itself with a bad signature",
                    f -> f.authorization =
                            t -> "Bearer " + t + ", Bearer " + t.substring(0, t.length() - 8) + "AAAAAAAA"),
            of("behind nine others", f -> f.authorization = t -> "Bearer a, ".repeat(9) + "Bearer " + t),
            of("behind nine JWTs", f -> f.authorization = t -> nine() + "Bearer " + t),
            of("padded parts", f -> f.part = p -> p + "=".repeat((4 - p.length() % 4) % 4)),
            of("parts in plain base64", f -> f.part = p -> p.replace('-', '+').replace('_', '/')),
            of("a line break in its parts", f -> f.part = p -> p.substring(0, 12) + "\n" + p.substring(12)),
            of("in the query, behind another token", f -> f.inQuery = true),
            inQuery("encoded name", t -> "?access%5Ftoken=" + t),
            inQuery("encoded dots", t -> "?a=b&access_token=" + t.replace(".", "%2e")),
            inQuery("encoded letters", t -> "?access_token=%65" + t.substring(1)),
            inQuery(
                    "behind itself with a bad signature",
                    t -> "?access_token=" + t.substring(0, t.length() - 8) + "AAAAAAAA&access_token=" + t),
            inQuery("with a scheme", t -> "?access_token=Bearer%20" + t),
            inQuery("behind nine", t -> "?access_token=a" + "&access_token=b1".repeat(9) + "&access_token=" + t),
            of("HEAD", f -> f.method = "HEAD"),
            of("OPTIONS", f -> f.method = "OPTIONS"),
            of("a method of its own", f -> f.method = "X".repeat(300)),
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
            of("status 101", f -> f.status = 101),
            of("status 304", f -> f.status = 304),
            of("status 404", f -> f.status = 404),
            of("status 499", f -> f.status = 499),
            path("http://evil.example/v1/orders"),
            of("status 403", f -> f.status = 403),
            of("status 500", f -> f.status = 500),
            of("three uses", f -> f.uses = 3),
            of("forty uses", f -> f.uses = 40));
}
