package org.forgedtoken.detector.replay;

import static org.forgedtoken.detector.replay.ForgeryChange.DAY;
import static org.forgedtoken.detector.replay.ForgeryChange.change;
import static org.forgedtoken.detector.replay.ForgeryChange.claim;
import static org.forgedtoken.detector.replay.ForgeryChange.expiresIn;
import static org.forgedtoken.detector.replay.ForgeryChange.header;
import static org.forgedtoken.detector.replay.ForgeryChange.issuedBefore;
import static org.forgedtoken.detector.replay.ForgeryChange.without;

import java.util.List;

/** What the sender of a forged token changes in what it says: of its life, of whom, by whom, and what it is. */
final class ClaimChanges {
    private ClaimChanges() {}

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
            change("exp in milliseconds", f -> f.claims.put("exp", (f.time + 3600) * 1000)),
            without("iat"),
            claim("iat", 0),
            claim("iat", -1),
            claim("iat", 100_000_000_000L),
            issuedBefore("in nine minutes", -540),
            issuedBefore("in a year", -365 * DAY),
            issuedBefore("an hour ago", 3600),
            issuedBefore("three days ago", 3 * DAY),
            issuedBefore("before the ledger", 60 * DAY),
            change("nbf in a year", f -> f.claims.put("nbf", f.time + 365 * DAY)),
            change("long expired", f -> {
                f.claims.put("iat", f.time - 4 * DAY);
                f.claims.put("exp", f.time - 4 * DAY + 3600);
            }),
            // who it is of
            without("jti"),
            claim("jti", ""),
            claim("jti", "j".repeat(600)),
            claim("jti", "a|b:c%d\"\\\u202e"),
            change("the id of an honest token", f -> f.claims.put("jti", f.honestToken)),
            without("sub"),
            claim("sub", ""),
            claim("sub", "web"),
            claim("sub", "s".repeat(3000)),
            claim("sub", 4711),
            without("client_id"),
            claim("client_id", "another"),
            claim("azp", "another"),
            // who signed it
            change("no kid", f -> f.header.remove("kid")),
            header("kid", "k2"),
            header("kid", "nobody's"),
            header("kid", "k".repeat(600)),
            header("kid", ""),
            without("iss"),
            change("iss with a slash", f -> f.claims.put("iss", f.issuer + "/")),
            change("iss in upper case", f -> f.claims.put("iss", f.issuer.replace("https://id", "HTTPS://ID"))),
            change("iss by http", f -> f.claims.put("iss", f.issuer.replace("https:", "http:"))),
            change("iss without scheme", f -> f.claims.put("iss", f.issuer.replace("https://", ""))),
            change("another iss", f -> f.claims.put("iss", "https://other." + f.issuer.substring(8))),
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
            change("five parts", f -> {
                f.header.put("enc", "A256GCM");
                f.authorization = t -> "Bearer " + t + ".AAAA.AAAA";
            }),
            change("four parts", f -> f.authorization = t -> "Bearer " + t + ".AAAA"),
            claim("iss", null),
            claim("iss", 7),
            change("iss in look-alikes", f -> f.claims.put("iss", f.issuer.replace("e", "\u0435"))),
            change("iss with a blank", f -> f.claims.put("iss", f.issuer + " ")),
            change("iss with a port", f -> f.claims.put("iss", f.issuer + ":443")),
            change("iss with a dot", f -> f.claims.put("iss", f.issuer + ".")),
            change("iss as a list", f -> f.claims.put("iss", List.of(f.issuer))),
            change("iss of 3000", f -> f.claims.put("iss", f.issuer + "/" + "x".repeat(3000))),
            claim("jti", null),
            claim("jti", 5),
            claim("jti", List.of("a")),
            change("the id of a token to come", f -> f.claims.put("jti", "honest-116")),
            change("the id of a token long expired", f -> f.claims.put("jti", "honest-1")),
            change("the id in upper case", f -> f.claims.put("jti", f.honestToken.toUpperCase(java.util.Locale.ROOT))),
            change("the id and a null", f -> f.claims.put("jti", f.honestToken + "\u0000")),
            change("the id and times of an honest token", f -> {
                f.claims.put("jti", f.honestToken);
                f.claims.remove("iat");
                f.claims.remove("exp");
            }),
            change("no claims", f -> f.claims.keySet().removeIf(c -> !c.equals("iss"))),
            change("the id of an honest token as uti", f -> {
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
            change("iat with a fraction", f -> f.claims.put("iat", f.time - 60 + 0.5)),
            change("iat and exp the same", f -> f.claims.put("exp", f.time - 60)),
            change("iat and exp before the ledger", f -> {
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
            change("the id and the account of a token long expired, and no times", f -> {
                f.claims.put("jti", "honest-1");
                f.claims.put("sub", "acct-1");
                f.claims.remove("iat");
                f.claims.remove("exp");
            }),
            change("the id and the account of a token long expired, and its time", f -> {
                f.claims.put("jti", "honest-1");
                f.claims.put("sub", "acct-1");
                f.claims.put("iat", f.time - f.time % 60 - 114 * 6_000);
                f.claims.remove("exp");
            }),
            change("the id of an honest token and a blank", f -> f.claims.put("jti", f.honestToken + " ")),
            change("the id of an honest token and nothing to see", f -> f.claims.put("jti", f.honestToken + "\u200b")),
            change("the id and the account of an honest token in upper case", f -> {
                f.claims.put("jti", f.honestToken);
                f.claims.put("sub", "ACCT-114");
            }),
            change("the id of an honest token, and its account as a list", f -> {
                f.claims.put("jti", f.honestToken);
                f.claims.put("sub", List.of("acct-114"));
            }),
            change("no alg", f -> f.header.remove("alg")),
            header("alg", List.of("ES256")),
            header("alg", null),
            header("typ", null),
            header("typ", 7),
            header("typ", "JWT\u0000"),
            header("x5c", List.of("AAAA")),
            header("p2c", 1_000_000_000),
            header("iss", "https://evil.example"),
            header("filler", "h".repeat(2000)),
            header("filler", "h".repeat(20_000)),
            claim("cnf", java.util.Map.of("jkt", "x")),
            claim("act", java.util.Map.of("sub", "admin")),
            claim("jwt", "eyJhbGciOiJub25lIn0.e30."),
            claim("amount", new java.math.BigInteger("9".repeat(3000))));
}
