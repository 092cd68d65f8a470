package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.forgedtoken.detector.CpuTime;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.mapping.MappedFormat.MappingFile;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String HEADER = Tokens.JWT.split("\\.")[0];
    private static final String PAYLOAD = Tokens.JWT.split("\\.")[1];
    private static final String DIGEST = "digest:" + TokenDigest.of(Tokens.JWT);

    private final AccessReader access = new AccessReader(Tokens.policy(), SignatureCheck.NONE);
    private final IssuanceReader issuance = new IssuanceReader(Tokens.policy());

    /** Everything that a record's reading holds, as text. */
    private String everything(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return access.read(bytes, "f:1", Long.MAX_VALUE / 2) + "\n" + issuance.read(bytes, Long.MAX_VALUE / 2);
    }

    private static void assertClean(String text) {
        assertThat(text).doesNotContain(PAYLOAD).doesNotContain(Tokens.SIGNATURE);
        assertThat(text).doesNotContain(PAYLOAD.substring(0, 30)).doesNotContain(Tokens.SIGNATURE.substring(0, 20));
    }

    @Test
    void theKeyOfARefusedRecordIsStruckAsItsValueIs() {
        String secret = "opaque-SECRET-0123456789";
        String digest = "digest:" + TokenDigest.ofText(secret);
        for (String value : List.of(
                "{\"token\":\"" + secret + "\"}",
                "{\"token\":\"Bearer " + secret + "\",\"status\":1,\"status\":2}",
                "{\"token\":[\"x\",\"" + secret + "\"]}",
                "{\"token\":\"" + secret + "\",")) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            assertThat(keyOf(FeedFormat.NATIVE, secret, bytes)).isEqualTo(digest);
            assertThat(keyOf(FeedFormat.NATIVE, "a/" + secret + "=k", bytes)).isEqualTo("a/" + digest + "=k");
            assertThat(keyOf(FeedFormat.NATIVE, "x".repeat(1015) + secret, bytes))
                    .doesNotContain("opaque");
        }
        FeedFormat mapped = MappedFormat.of(
                new MappingFile("test", "feed = access\ntime = /t\ntoken = bearer of /auth\n", ""), Feed.ACCESS);
        for (String end : List.of("}", ",")) {
            byte[] bytes = ("{\"auth\":\"Bearer " + secret + "\"" + end).getBytes(StandardCharsets.UTF_8);
            assertThat(keyOf(mapped, "k=" + secret, bytes)).isEqualTo("k=" + digest);
        }
        assertThat(keyOf(FeedFormat.NATIVE, "shop-17", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("shop-17");
        assertThat(FeedFormat.NATIVE.keyOfRefused(null, null)).isNull();
        assertThat(FeedFormat.NATIVE.keyOfRefused(Tokens.JWT.getBytes(StandardCharsets.UTF_8), null))
                .isEqualTo(DIGEST);
    }

    private static String keyOf(FeedFormat format, String key, byte[] value) {
        return String.valueOf(format.keyOfRefused(key.getBytes(StandardCharsets.UTF_8), value));
    }

    @Test
    void aRecordThatIsRefusedBeforeItsTokenIsAskedForLeavesNoneBehind() {
        String secret = "opaque-SECRET-0123456789";
        String json = "{\"user_agent\":\"" + secret + "\",\"token\":\"" + secret + "\",\"status\":1,\"status\":2}";
        assertThat(everything(json)).doesNotContain(secret);
    }

    @Test
    void strikesAJwtAnywhereInAText() {
        for (String around : List.of("%s", "x=%s", "Bearer %s;", "\"%s\"", "a%sb c", "token%s", "/p/%s/q", "%s %s")) {
            String text = around.replace("%s", Tokens.JWT);
            String clean = JwtScan.strike(text);
            assertClean(clean);
            assertThat(clean).contains("digest:");
        }
        assertThat(JwtScan.strike("a " + Tokens.JWT + " b")).isEqualTo("a " + DIGEST + " b");
        assertThat(JwtScan.strike("/p/" + Tokens.JWT.replace(".", "%2E") + "/q"))
                .isEqualTo("/p/" + DIGEST + "/q");
        assertThat(JwtScan.strike(Tokens.JWT.replace(".", "%252e"))).isEqualTo(DIGEST);
        assertClean(JwtScan.strike(HEADER + '.' + PAYLOAD));
        assertClean(JwtScan.strike(PAYLOAD + '.' + Tokens.SIGNATURE));
        assertClean(JwtScan.strike(Tokens.encode("{ \"alg\" : \"RS256\" }") + '.' + PAYLOAD + '.' + Tokens.SIGNATURE));
        assertClean(JwtScan.strike(Tokens.encode("{\n\"alg\":\"RS256\"}") + '.' + PAYLOAD + '.' + Tokens.SIGNATURE));
    }

    @Test
    void aTextOfNothingButBeginningsIsLookedAtSoon() {
        for (String beginning :
                List.of("eyJ", "eyA.", "ewo%2E", "eyJ/", "eyJhbGciOiJIUzI1NiJ9", "%", "%2525", "Bearer ")) {
            String json = "{\"time\":1700000000,\"token_id\":\"t\",\"path\":\"/"
                    + beginning.repeat(1_000_000 / beginning.length()) + "\"}";
            CpuTime.within(Duration.ofSeconds(20), beginning, () -> everything(json));
        }
    }

    @Test
    void nothingIsLeftThatWouldBeStruckNextTime() {
        String cut = HEADER.substring(0, HEADER.length() - 3);
        for (String before : List.of("keyJar-", "eyJ-", cut + "A", cut + "A" + cut, HEADER + "A", "eyJ".repeat(40))) {
            String clean = JwtScan.strike(before + Tokens.JWT);
            assertThat(JwtScan.strike(clean)).isEqualTo(clean);
            assertClean(clean);
        }
        assertThat(JwtScan.strike("a/keyJar-" + Tokens.JWT)).isEqualTo("a/k" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64) eyJ is no token.",
                "keyJson.data",
                "eyAgent.com",
                "/money/they.e30",
                "ewo",
                "",
                "onrtac:5c0a7e1e-0000-4000-8000-000000000000",
                "digest:abc"
            })
    void leavesInnocentTextAlone(String text) {
        assertThat(JwtScan.strike(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_agent",
                "path",
                "account_id",
                "request_id",
                "method",
                "source_ip",
                "client_id",
                "key_id",
                "token_id",
                "issuer",
                "kind",
                "event",
                "unheard_of"
            })
    void noFieldCarriesATokenOut(String field) {
        for (String value : List.of(
                Tokens.JWT,
                "x " + Tokens.JWT + " y",
                Tokens.JWT.replace(".", "%2E"),
                PAYLOAD + '.' + Tokens.SIGNATURE,
                "/a/" + Tokens.JWT + "?b=" + Tokens.JWT)) {
            for (String rest : List.of(
                    "",
                    ",\"token\":\"" + Tokens.JWT + "\"",
                    ",\"token\":\"Bearer " + Tokens.JWT + "\"",
                    ",\"token_digest\":\"broken\"",
                    ",\"status\":[]",
                    ",\"token\":\"" + Tokens.jwt("{\"alg\":7}", Tokens.PAYLOAD) + "\"")) {
                assertClean(everything("{\"time\":1,\"" + field + "\":\"" + value + "\"" + rest + "}"));
                assertClean(everything("{\"" + field + "\":\"" + value + "\"" + rest));
            }
        }
    }

    @Test
    void theRecordsOwnTokenIsStruckEvenWhereItIsOpaqueOrCut() {
        String opaque = "s3cr3t-0paque-t0ken";
        assertThat(everything("{\"time\":1,\"token\":\"" + opaque + "\",\"user_agent\":\"x" + opaque + "y\","
                        + "\"path\":\"/" + opaque + "\",\"account_id\":\"" + opaque + "\"}"))
                .doesNotContain(opaque)
                .contains("digest:" + TokenDigest.ofText(opaque));
        assertClean(everything("{\"time\":1,\"token\":\"" + Tokens.JWT + "\",\"user_agent\":\"x" + PAYLOAD
                + "\",\"request_id\":\"" + Tokens.SIGNATURE + "\"}"));
    }

    @Test
    void claimsOfATokenCarryNoOtherTokenOut() {
        String nested = Tokens.jwt(
                "{\"alg\":\"RS256\",\"kid\":\"" + Tokens.JWT + "\"}",
                "{\"sub\":\"" + Tokens.JWT + "\",\"jti\":\"" + Tokens.JWT + "\",\"iss\":\"" + Tokens.JWT + "\"}");
        assertClean(everything("{\"time\":1,\"token\":\"" + nested + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"%s\"",
                "{\"token\" : \"%s",
                "{\"Authorization\":\"Bearer %s\"}}",
                "{\"headers\":{\"authorization\":\"%s\"",
                "{\"cookie\":\"session=%s; a=b\",",
                "{\"access_token\":\"%s\"",
                "Authorization: Bearer %s",
                "İİ BEARER %s",
                "192.0.2.1 - - \"GET /x\" bearer %s",
                "{\"x\":\"Bearer %s\\\"y\"",
                "{\"token\":%s}",
                "{\"a\":\"\\\"\",\"token\":\"%s\"",
                "{\"tok\\u0065n\":\"%s\"",
                "{\"time\":\"bad\",\"msg\":\"{\\\"token\\\":\\\"%s\\\",\\\"a\\\":1}\"}",
                "{\"msg\":\"{\\\"tok\\\\u0065n\\\": \\\"%s\\\"}\"}",
                "{'time': 'bad', 'token': '%s'}",
                "{time:\"bad\",token:\"%s\"}",
                "{time: bad, token: %s, a: b}",
                "GET / HTTP/1.1\nCookie: %s\n",
                "Authorization: Basic %s\n"
            })
    void anExcerptOfBrokenJsonCarriesNoSecretOut(String shape) {
        for (String secret : List.of("s3cr3t-0paque-t0ken", Tokens.JWT)) {
            String excerpt = Excerpt.of(shape.replace("%s", secret).getBytes(StandardCharsets.UTF_8));
            assertThat(excerpt).doesNotContain(secret).contains("digest:");
            assertClean(excerpt);
        }
    }

    @Test
    void anEscapeHidesNoTokenInAnExcerpt() {
        for (String hidden : List.of(
                Tokens.JWT.replace(".", "\\u002e"),
                Tokens.JWT.replace(".", "\\\\u002E"),
                Tokens.JWT.replace("e", "\\u0065"))) {
            String excerpt =
                    Excerpt.of(("{\"time\":\"bad\",\"x\":\"" + hidden + "\"}").getBytes(StandardCharsets.UTF_8));
            assertThat(excerpt).isEqualTo("{\"time\":\"bad\",\"x\":\"" + DIGEST + "\"}");
        }
    }

    /** An attacker writes the record: what is not to be read must not be slow to refuse, either. */
    @Test
    void anExcerptOfNothingButBackslashesOrNamesIsMadeSoon() {
        for (String part : List.of("\\", "\\u00", "token:", "token:digest:", "'token': ")) {
            byte[] record = part.repeat(4_096 / part.length()).getBytes(StandardCharsets.UTF_8);
            CpuTime.within(Duration.ofSeconds(10), part, () -> {
                for (int i = 0; i < 2_000; i++) {
                    Excerpt.of(record);
                }
                return record;
            });
        }
    }

    @Test
    void anExcerptHoldsNoLongRun() {
        String run = "abcdefghij0123456_-Z";
        String excerpt = Excerpt.of(("{\"x\":\"" + run + " y/" + run + run + "/" + run.substring(1) + "\"")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(excerpt)
                .isEqualTo("{\"x\":\"digest:" + TokenDigest.ofText(run) + " y/digest:" + TokenDigest.ofText(run + run)
                        + "/" + run.substring(1) + "\"");
    }

    @Test
    void anExcerptKeepsWhatIsNoSecret() {
        String json = "{\"time\":1,\"token_id\":\"t1\",\"token\":\"" + Tokens.JWT + "\",\"x\":}";
        assertThat(Excerpt.of(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"time\":1,\"token_id\":\"t1\",\"token\":\"" + DIGEST + "\",\"x\":}");
    }

    @Property
    void noCutLeavesPartOfAToken(
            @ForAll @IntRange(max = 6000) int before, @ForAll @AlphaChars @StringLength(max = 40) String after) {
        String text = "{\"user_agent\":\"" + " ".repeat(before) + Tokens.JWT + "\",\"a\":\"" + after;
        String excerpt = Excerpt.of(text.getBytes(StandardCharsets.UTF_8));
        assertClean(excerpt);
        assertThat(excerpt.length()).isLessThanOrEqualTo(Excerpt.MAX_LENGTH);
    }

    @Property
    void aTextWithoutATokenStaysAsItIs(@ForAll @AlphaChars @StringLength(max = 60) String text) {
        assertThat(Redaction.of(new RawToken(Tokens.JWT)).clean(text)).isEqualTo(text);
    }

    @Property
    void neverThrows(@ForAll String text, @ForAll @IntRange(max = 200) int cut) {
        byte[] part =
                Tokens.JWT.substring(0, Math.min(cut, Tokens.JWT.length())).getBytes(StandardCharsets.UTF_8);
        everything(text);
        JwtScan.strike("eyJ" + text);
        JwtScan.strike("eyJ%" + text);
        Excerpt.of(part);
        new JwtReader(Tokens.policy()::acceptsNumericClaims).read(new RawToken(text));
        new JwtReader(Tokens.policy()::acceptsNumericClaims).read(new RawToken(HEADER + '.' + text));
    }
}
