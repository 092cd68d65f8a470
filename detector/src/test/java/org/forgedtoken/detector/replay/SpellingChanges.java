package org.forgedtoken.detector.replay;

import static org.forgedtoken.detector.replay.ForgeryChange.change;
import static org.forgedtoken.detector.replay.ForgeryChange.claim;
import static org.forgedtoken.detector.replay.ForgeryChange.headerText;
import static org.forgedtoken.detector.replay.ForgeryChange.inQuery;
import static org.forgedtoken.detector.replay.ForgeryChange.insert;
import static org.forgedtoken.detector.replay.ForgeryChange.nine;
import static org.forgedtoken.detector.replay.ForgeryChange.spelt;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the sender of a forged token writes it, and how he presents it. */
final class SpellingChanges {
    private SpellingChanges() {}

    static final List<ForgeryChange> ALL = List.of(
            // how it is written
            claim("roles", List.of("admin")),
            claim("filler", "f".repeat(9_000)),
            claim("filler", "f".repeat(30_000)),
            change("a byte-order mark", f -> f.payload = json -> "\ufeff" + json),
            change(
                    "a repeated member in a member",
                    f -> f.payload = json -> json.replaceFirst("\\{", "{\"a\":{\"b\":1,\"b\":2},")),
            change(
                    "a member of another case",
                    f -> f.payload = json -> json.replaceFirst("\\{", "{\"ISS\":\"x\",\"JTI\":\"y\",")),
            change(
                    "deep",
                    f -> f.payload =
                            json -> json.replaceFirst("\\{", "{\"a\":" + "[".repeat(900) + "]".repeat(900) + ",")),
            change("a lone surrogate", f -> f.payload = json -> json.replaceFirst("victim", "\\\\ud800")),
            change("a null at the end", f -> f.payload = json -> json + "\u0000"),
            change("a comma too many", f -> f.payload = json -> json.replaceFirst("}$", ",}")),
            change("a comment", f -> f.payload = json -> json.replaceFirst("}$", "/* */}")),
            change("a list", f -> f.payload = json -> "[" + json + "]"),
            change("a repeated member", f -> f.payload = json -> json.replaceFirst("\\{", "{\"sub\":\"victim\",")),
            change("blanks around members", f -> f.payload = json -> json.replace(",", " ,\n ")),
            change("text after the JSON", f -> f.payload = json -> json + "{}"),
            change("escaped names", f -> f.payload = json -> json.replace("\"iss\"", "\"\\u0069ss\"")),
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
            change("no scheme but behind a colon", f -> f.authorization = t -> "Bearer:" + t),
            change("a quote in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 3, "\"")),
            change("a comma in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, ",")),
            change("a blank in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, " ")),
            change("a semicolon in the signature", f -> f.authorization = t -> "Bearer " + insert(t, 9, "; ")),
            change(
                    "behind itself with a bad signature",
                    f -> f.authorization = t -> "Bearer " + t.substring(0, t.length() - 8) + "AAAAAAAA, Bearer " + t),
            change(
                    "before itself with a bad signature",
                    f -> f.authorization =
                            t -> "Bearer " + t + ", Bearer " + t.substring(0, t.length() - 8) + "AAAAAAAA"),
            change("behind nine others", f -> f.authorization = t -> "Bearer a, ".repeat(9) + "Bearer " + t),
            change("behind nine JWTs", f -> f.authorization = t -> nine() + "Bearer " + t),
            change("padded parts", f -> f.part = p -> p + "=".repeat((4 - p.length() % 4) % 4)),
            change(
                    "parts in plain base64",
                    f -> f.part = p -> p.replace('-', '+').replace('_', '/')),
            change("a line break in its parts", f -> f.part = p -> p.substring(0, 12) + "\n" + p.substring(12)),
            change("in the query, behind another token", f -> f.inQuery = true),
            inQuery("encoded name", t -> "?access%5Ftoken=" + t),
            inQuery("encoded dots", t -> "?a=b&access_token=" + t.replace(".", "%2e")),
            inQuery("encoded letters", t -> "?access_token=%65" + t.substring(1)),
            inQuery(
                    "behind itself with a bad signature",
                    t -> "?access_token=" + t.substring(0, t.length() - 8) + "AAAAAAAA&access_token=" + t),
            inQuery("with a scheme", t -> "?access_token=Bearer%20" + t),
            inQuery("behind nine", t -> "?access_token=a" + "&access_token=b1".repeat(9) + "&access_token=" + t),
            change("HEAD", f -> f.method = "HEAD"),
            change("OPTIONS", f -> f.method = "OPTIONS"),
            change("a method of its own", f -> f.method = "X".repeat(300)),
            headerText("behind a blank", json -> " " + json),
            headerText("behind lines", json -> "\n\t\r " + json),
            headerText("behind 3000 blanks", json -> " ".repeat(3000) + json),
            headerText("with blanks behind its brace", json -> json.replaceFirst("\\{", "{" + " ".repeat(999))),
            headerText("behind a mark", json -> "\ufeff" + json),
            headerText("with two kids", json -> json.replaceFirst("\\{", "{\"kid\":\"k2\",")),
            headerText("with two algs", json -> json.replaceFirst("\\{", "{\"alg\":\"none\",")),
            headerText("with an escaped alg", json -> json.replace("\"alg\"", "\"\\u0061lg\"")),
            headerText("with an escaped kid", json -> json.replace("\"kid\"", "\"k\\u0069d\"")),
            headerText("in quotes of one kind", json -> json.replace('"', '\'')),
            headerText("without quotes", json -> json.replaceFirst("\"alg\"", "alg")),
            headerText("with a comment", json -> "/* */" + json),
            headerText("and more", json -> json + " x"),
            headerText("and another", json -> json + json),
            change("its claims in UTF-16", f -> f.claimsCharset = StandardCharsets.UTF_16BE),
            change("its claims in UTF-16, the other", f -> f.claimsCharset = StandardCharsets.UTF_16LE),
            change("its claims in UTF-16 with a mark", f -> f.claimsCharset = StandardCharsets.UTF_16),
            change("its claims in UTF-32", f -> f.claimsCharset = java.nio.charset.Charset.forName("UTF-32BE")),
            change("its claims in Latin-1", f -> {
                f.claims.put("name", "\u00fc");
                f.claimsCharset = StandardCharsets.ISO_8859_1;
            }),
            change("a token in a token", f -> f.payload = json -> '"' + json.replace("\"", "") + '"'),
            change("claims in quotes of one kind", f -> f.payload = json -> json.replace('"', '\'')),
            change("claims behind blanks", f -> f.payload = json -> " ".repeat(3000) + json),
            spelt("Bearer\u00a0", ""),
            spelt("Bearer \u200b", ""),
            spelt("Bearer=", ""),
            spelt("OAuth ", ""),
            spelt("Bearer realm=\"x\", token=\"", "\""),
            spelt("Bearer access_token=", ""),
            spelt("Bearer <", ">"),
            spelt("Bearer (", ")"),
            spelt("Bearer [", "]"),
            spelt("Bearer {", "}"),
            spelt("Bearer ", "|x"),
            spelt("Bearer ", "."),
            spelt("Bearer .", ""),
            spelt("Bearer ", "%20"),
            spelt("Bearer ", "?x=1"),
            spelt("Bearer ", "#x"),
            spelt("Bearer ", "\u0000"),
            spelt("Bearer ", "\r\nX-Other: 1"),
            spelt("", " Bearer"),
            spelt("Bearer ", " x y z"),
            spelt("AAAA.BBBB.CCCC,Bearer ", ""),
            spelt("Bearer eyJhbGciOiJub25lIn0.e30.", ""),
            spelt("Bearer eyJhbGciOiJub25lIn0.e30., Bearer ", ""),
            change("behind 200 blanks", f -> f.authorization = t -> "Bearer" + " ".repeat(200) + t),
            change("behind forty schemes", f -> f.authorization = t -> "Bearer ".repeat(40) + t),
            change("dots for its padding", f -> f.authorization = t -> "Bearer " + t + "..."),
            change("a quote in its parts", f -> f.part = p -> insert(p, 9, "\"")),
            change("a comma in its parts", f -> f.part = p -> insert(p, 9, ",")),
            change("a blank in its parts", f -> f.part = p -> insert(p, 9, " ")),
            change("a star in its parts", f -> f.part = p -> insert(p, 9, "*")),
            change("an ampersand in its parts", f -> f.part = p -> insert(p, 9, "%26")),
            inQuery("in upper case", t -> "?ACCESS_TOKEN=" + t),
            inQuery("behind an encoded ampersand", t -> "?a=b&amp;access_token=" + t),
            inQuery("behind a semicolon", t -> "?a=b;access_token=" + t),
            inQuery("behind two marks", t -> "??access_token=" + t),
            inQuery("behind a plus", t -> "?access_token=Bearer+" + t),
            inQuery("in quotes", t -> "?access_token=%22" + t + "%22"),
            inQuery("before a blank", t -> "?access_token=" + t + "%20"),
            inQuery("before a line", t -> "?access_token=" + t + "%0d%0a"),
            inQuery("before a zero", t -> "?access_token=" + t + "%00"),
            inQuery("before a hash", t -> "?access_token=" + t + "#x"),
            inQuery("before a wrong escape", t -> "?access_token=" + t + "%zz"),
            inQuery("behind 300 names", t -> "?" + "a=b&".repeat(300) + "access_token=" + t),
            inQuery("behind an empty one", t -> "?access_token=&access_token=" + t),
            inQuery("before an empty one", t -> "?access_token=" + t + "&access_token="));
}
