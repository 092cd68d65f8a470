package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.forgedtoken.detector.CpuTime;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.Reading.Anonymous;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CombinedTest {
    private static final String START = "192.0.2.1 - alice [30/Nov/2012:00:11:56 +0100] ";

    private final Mapped combined = Mapped.shipped("combined");

    @Test
    void readsTheCombinedFormat() {
        Anonymous access = combined.anonymous(
                START + "\"GET /shop/cart?item=5#top HTTP/1.1\" 302 444 \"https://shop.example/\" \"curl/8.1 (x)\"");
        assertThat(access.time())
                .isEqualTo(Instant.parse("2012-11-29T23:11:56Z").toEpochMilli());
        assertThat(access.account()).isEqualTo("alice");
        assertThat(access.request().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(access.request().method()).isEqualTo("GET");
        assertThat(access.request().path()).isEqualTo("/shop/cart");
        assertThat(access.request().status()).isEqualTo(302);
        assertThat(access.request().userAgent()).isEqualTo("curl/8.1 (x)");
    }

    @Test
    void aDayThatThereIsNotIsNoTime() {
        String request = "\"GET / HTTP/1.1\" 200 5";
        assertThat(combined.anonymous("192.0.2.1 - - [29/Feb/2024:00:11:56 +0000] " + request)
                        .time())
                .isEqualTo(Instant.parse("2024-02-29T00:11:56Z").toEpochMilli());
        for (String day : new String[] {"29/Feb/2026", "31/Apr/2026", "31/Jun/2026"}) {
            assertThat(combined.rejected("192.0.2.1 - - [" + day + ":00:11:56 +0000] " + request)
                            .reason())
                    .isEqualTo(RejectReason.BAD_TIME);
        }
    }

    @Test
    void readsTheCommonFormatToo() {
        Anonymous access = combined.anonymous(START + "\"POST /login HTTP/1.0\" 200 -");
        assertThat(access.request().method()).isEqualTo("POST");
        assertThat(access.request().path()).isEqualTo("/login");
        assertThat(access.request().userAgent()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-,", "\"\",", "alice,alice", "the night shift,the night shift", "Jos\\xc3\\xa9,José"})
    void theThirdFieldIsTheAccount(String written, String account) {
        assertThat(combined.anonymous(
                                "192.0.2.1 - " + written + " [30/Nov/2012:00:11:56 +0100] \"GET / HTTP/1.1\" 200 5")
                        .account())
                .isEqualTo(account);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 |192.0.2.1",
                "2001:db8::1 |2001:db8::1",
                "client.example |client.example",
                "www.example:443 192.0.2.1 |192.0.2.1",
                "www.example 2001:db8::1 |2001:db8::1"
            })
    void theClientMayStandBehindTheVirtualHost(String before, String address) {
        Anonymous access =
                combined.anonymous(before + " - - [30/Nov/2012:00:11:56 +0100] \"GET / HTTP/1.1\" 200 5 \"-\" \"x\"");
        assertThat(access.request().sourceIp()).isEqualTo(address);
        assertThat(access.account()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "GET / HTTP/1.1|GET|/",
                "GET http://www.example:80/a/b?c=d HTTP/1.1|GET|/a/b",
                "GET http://www.example HTTP/1.1|GET|/",
                "GET /search?u=http://x.example/y HTTP/1.1|GET|/search",
                "CONNECT host:443 HTTP/1.1|CONNECT|host:443",
                "OPTIONS * HTTP/1.0|OPTIONS|*",
                "GET /old|GET|/old",
                "\\x16\\x03\\x01|none|none",
                "-|none|none",
                "``|none|none"
            })
    void theRequestLineGivesMethodAndPath(String request, String method, String path) {
        Anonymous access = combined.anonymous(START + '"' + request.replace("`", "") + "\" 400 0 \"-\" \"-\"");
        assertThat(access.request().method()).isEqualTo(method);
        assertThat(access.request().path()).isEqualTo(path);
        assertThat(access.request().userAgent()).isNull();
    }

    @Test
    void quotesInsideAreEscaped() {
        Anonymous access =
                combined.anonymous(START + "\"GET / HTTP/1.1\" 200 5 \"\\\"ref\\\"\" \"a \\\"b\\\" \\\\ c\"");
        assertThat(access.request().userAgent()).isEqualTo("a \"b\" \\ c");
    }

    @Test
    void furtherFieldsBehindAreLeftAlone() {
        Anonymous access = combined.anonymous(START + "\"GET / HTTP/1.1\" 200 5 \"-\" \"agent\" \"203.0.113.1\" 0.005");
        assertThat(access.request().userAgent()).isEqualTo("agent");
    }

    @Test
    void aLineThatWasCutOffInItsAgentIsStillRead() {
        assertThat(combined.anonymous(START + "\"GET / HTTP/1.1\" 200 5 \"-\" \"Mozilla/5.0 (comp")
                        .request()
                        .userAgent())
                .isEqualTo("Mozilla/5.0 (comp");
    }

    @Test
    void aTokenInTheQueryIsReadAndHashed() {
        AccessRecord access = combined.ok(START + "\"GET /api?x=1&access_token=" + Tokens.JWT
                + "&y=2 HTTP/1.1\" 200 5 \"https://x.example/?access_token=" + Tokens.JWT + "\" \"" + Tokens.JWT
                + "\"");
        assertThat(access.token().tokenId()).isEqualTo("t1");
        assertThat(access.token().account()).isEqualTo("alice");
        assertThat(access.request().path()).isEqualTo("/api");
        assertThat(access.request().userAgent())
                .isEqualTo("digest:" + access.token().digest());
        assertThat(access.accepted()).isTrue();
    }

    @Test
    void aTokenInTheQueryMayBeEncodedAndItsNameToo() {
        String digest = TokenDigest.ofText("opaque/secret+1");
        for (String query :
                new String[] {"access_token=opaque%2Fsecret%2B1", "a=b&access%5Ftoken=opaque%2fsecret%2B1"}) {
            assertThat(combined.ok(START + "\"GET /api?" + query + " HTTP/1.1\" 401 5")
                            .token()
                            .digest())
                    .isEqualTo(digest);
        }
        assertThat(combined.anonymous(START + "\"GET /api?access_token= HTTP/1.1\" 401 5")
                        .account())
                .isEqualTo("alice");
    }

    @Test
    void noTokenStaysInADeadLetter() {
        String secret = "0123456789-opaque-0123456789";
        String late = "192.0.2.1 - - [30/Nov/2312:00:11:56 +0100] ";
        for (String line : new String[] {
            late + "\"GET /api?access_token=" + secret + " HTTP/1.1\" 200 5",
            "broken \"GET /api?x=1&access_token=" + secret + "&y HTTP/1.1\" 200 5",
            "broken \"GET /api?access%5Ftoken=" + secret + "\"",
            "broken Authorization: Bearer " + secret,
            "broken " + Tokens.JWT
        }) {
            Reading.Rejected rejected = combined.rejected(line);
            assertThat(rejected.excerpt()).contains("digest:").doesNotContain(secret, Tokens.SIGNATURE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 - [30/Nov/2012:00:11:56 +0100] \"GET / HTTP/1.1\" 200 5|not-in-format",
                "192.0.2.1 - - [30/Nov/2012:00:11:56 +0100] \"GET / HTTP/1.1 200 5|not-in-format",
                "192.0.2.1 - - [2012-11-30T00:11:56Z] \"GET / HTTP/1.1\" 200 5|not-in-format",
                "192.0.2.1 - - [31/Nov/2012:25:11:56 +0100] \"GET / HTTP/1.1\" 200 5|bad-time",
                "192.0.2.1 - - [30/Nov/2312:00:11:56 +0100] \"GET / HTTP/1.1\" 200 5|time-ahead",
                "2021/12/01 13:53:33 [error] 31#31: *46 not found|not-in-format",
                "{\"time\":1}|not-in-format",
                "' '|empty"
            })
    void whatIsNoAccessIsRejectedWithAReason(String line, String reason) {
        assertThat(combined.rejected(line).reason().label()).isEqualTo(reason);
    }

    static Stream<byte[]> hostileLines() {
        Random random = new Random(7);
        byte[] binary = new byte[60_000];
        random.nextBytes(binary);
        String agent = START + "\"GET / HTTP/1.1\" 200 5 \"-\" \"";
        Stream<String> lines = Stream.of(
                "x".repeat(1 << 20),
                "a ".repeat(32_000),
                "- ".repeat(32_000) + "[",
                "192.0.2.1 - " + "[30/Nov/2012:00:11:56 +0100] ".repeat(2_000),
                "192.0.2.1 - " + " [30/Nov/2012:00:11:56 +0100] \"".repeat(2_000),
                "192.0.2.1 - " + "[".repeat(60_000),
                START + "\"" + "\\".repeat(60_001),
                START + "\"" + "\\\"".repeat(30_000) + " 200",
                START + "\"GET /" + "a".repeat(60_000),
                agent + "\\\"".repeat(30_000),
                agent + "\" \"".repeat(20_000),
                START + "\"GET /?" + "&".repeat(60_000) + " HTTP/1.1\" 200 5",
                START + "\"GET /?" + "access_token=&".repeat(4_000) + " HTTP/1.1\" 200 5",
                START + "\"" + "%25".repeat(20_000) + "\" 200 5",
                START + "\"GET /?access_token=eyJ" + "%2525".repeat(10_000) + " HTTP/1.1\" 200 5",
                "\u2028\u0085\r\0" + START);
        return Stream.concat(lines.map(line -> line.getBytes(StandardCharsets.UTF_8)), Stream.of(binary));
    }

    @ParameterizedTest
    @MethodSource("hostileLines")
    void aHostileLineNeitherCrashesNorHoldsUpTheFeed(byte[] line) {
        CpuTime.within(Duration.ofSeconds(2), "a hostile line", () -> combined.read(line));
    }

    @Test
    void aNameThatLooksLikeTheRestOfALineChangesNothing() {
        Anonymous access =
                combined.anonymous("192.0.2.1 - x [01/Jan/2020:00:00:00 +0000] \\\"GET /no HTTP/1.1\\\" 200 5"
                        + " [30/Nov/2012:00:11:56 +0100] \"GET /yes HTTP/1.1\" 403 5 \"-\" \"-\"");
        assertThat(access.request().path()).isEqualTo("/yes");
        assertThat(access.request().status()).isEqualTo(403);
    }
}
