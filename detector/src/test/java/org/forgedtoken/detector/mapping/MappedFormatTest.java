package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.forgedtoken.detector.CpuTime;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.mapping.MappedFormat.MappingFile;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping can say, on small pieces of the formats that it must cope with. */
class MappedFormatTest {
    private static final String KEYCLOAK = """
        line =
            (?<time>\\S+ \\S+) +\\w+ +\\[org\\.keycloak\\.events\\] .*type="?(?<type>\\w+).*
        unmatched = skip
        absent = null
        time = time
        time.format = yyyy-MM-dd HH:mm:ss,SSS
        time.zone = Europe/Berlin
        event = type
        event.values =
            CODE_TO_TOKEN -> issued
            LOGOUT -> revoked
        skip = match error=([^,]*) of line
        token_id = match \\btoken_id="?([^",]+) of line
        account_id = match \\buserId="?([^",]+) of line
        """;
    private static final String OKTA = """
        time = /published
        event = /eventType
        event.values =
            app.oauth2.as.token.grant.access_token -> issued
            app.oauth2.as.token.revoke -> revoked
        skip = /outcome/result is not SUCCESS
        token_id = /target/[type=access_token]/id
        account_id =
            /target/[type=User]/alternateId
            /actor/alternateId
        kinds = access
        """;

    @Test
    void fieldsStandWhereJsonPointersSay() {
        AccessRecord access = Mapped.access("""
            time = /started_at
            token = bearer of /request/headers/authorization
            source_ip = host of first of /request/headers/x-forwarded-for
            path = path of /request/uri
            method = /request/method
            status = /response/status
            user_agent = /request/headers/user~1agent
            signature_valid = "true"
            """).ok("""
                {"started_at":1700000001000,"unheard":{"of":[1,{"x":2}]},
                 "request":{"method":"GET","uri":"https://api.example/a?b","headers":{"authorization":"bearer opaque-1",
                 "x-forwarded-for":"192.0.2.1:4711, 10.0.0.1","user/agent":"curl"}},"response":{"status":201}}\
                """);
        assertThat(access.time()).isEqualTo(1_700_000_001_000L);
        assertThat(access.token().digest()).isEqualTo(TokenDigest.ofText("opaque-1"));
        assertThat(access.request().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(access.request().path()).isEqualTo("/a");
        assertThat(access.request().userAgent()).isEqualTo("curl");
        assertThat(access.request().status()).isEqualTo(201);
        assertThat(access.signature()).isEqualTo(Signature.VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"time\":1,\"auth\":\"Bearer tok-header\",\"cookie\":\"sid=tok-cookie\"}|tok-header",
                "{\"time\":1,\"auth\":\"DPoP tok-header\"}|tok-header",
                "{\"time\":1,\"auth\":\"Bearer\\ttok-header\"}|tok-header",
                "{\"time\":1,\"auth\":\"Basic dXNlcjpwYXNz\",\"cookie\":\"a=b; sid=tok-cookie; c=d\"}|tok-cookie",
                "{\"time\":1,\"auth\":null,\"cookie\":\"a=b; sid=\\\"tok-cookie\\\"\"}|tok-cookie",
                "{\"time\":1,\"auth\":\"-\",\"cookie\":\"xsid=no\",\"uri\":\"/a?x&access_token=tok-query#y\"}|tok-query",
                "{\"time\":1,\"uri\":\"/a?access_token=&access_token=tok%2Dquery\"}|tok-query"
            })
    void aTokenIsTakenWhereverItSits(String json, String token) {
        Mapped mapped = Mapped.access("""
            absent = -
            time = /time
            token = bearer of /auth
                cookie sid of /cookie
                query access_token of /uri
            """);
        assertThat(mapped.ok(json).token().digest()).isEqualTo(TokenDigest.ofText(token));
    }

    @Test
    void valuesStandForOthers() {
        Mapped mapped = Mapped.access("""
            time = /t
            token_id = /id
            authenticated = /verdict
            authenticated.values =
                allow -> true
                * -> false
            status = /status
            status.values = OK -> 200
            """);
        assertThat(mapped.ok("{\"t\":1,\"id\":\"x\",\"verdict\":\"allow\"}").accepted())
                .isTrue();
        assertThat(mapped.ok("{\"t\":1,\"id\":\"x\",\"verdict\":7,\"status\":\"OK\"}")
                        .accepted())
                .isFalse();
        assertThat(mapped.ok("{\"t\":1,\"id\":\"x\",\"status\":401}").accepted())
                .isFalse();
        assertThat(mapped.rejected("{\"t\":1,\"id\":\"x\",\"status\":\"NO\"}").reason())
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void onlyTheListedEventsIssue() {
        Mapped keycloak = Mapped.issuance(KEYCLOAK);
        String start = "2023-05-25 22:24:19,357 INFO  [org.keycloak.events] (executor-thread-1) type=\"";
        IssuanceRecord.Issued issued =
                keycloak.issued(start + "CODE_TO_TOKEN\", userId=\"u1\", token_id=\"t1\", scope=\"openid\"");
        assertThat(issued.time())
                .isEqualTo(Instant.parse("2023-05-25T20:24:19.357Z").toEpochMilli());
        assertThat(issued.token().tokenId()).isEqualTo("t1");
        assertThat(issued.token().account()).isEqualTo("u1");
        for (String none : new String[] {
            start + "INTROSPECT_TOKEN\", userId=\"u1\", token_id=\"t1\"",
            start + "CODE_TO_TOKEN_ERROR\", userId=\"null\", error=\"invalid_code\"",
            start + "CODE_TO_TOKEN\", userId=\"u1\", token_id=\"t1\", error=\"expired\"",
            "    at java.base/java.lang.Thread.run(Thread.java:833)"
        }) {
            assertThat(keycloak.issuanceOf(none)).isInstanceOf(Reading.Skipped.class);
        }
        assertThat(keycloak.issuanceOf(start + "LOGOUT\", token_id=\"t1\""))
                .isInstanceOfSatisfying(
                        Reading.Issuance.class,
                        ok -> assertThat(ok.issuance()).isInstanceOf(IssuanceRecord.Revoked.class));
    }

    @Test
    void anElementOfAnArrayIsChosenByItsType() {
        Mapped okta = Mapped.issuance(OKTA);
        String event =
                "{\"published\":\"2023-05-25T22:24:19Z\",\"eventType\":\"app.oauth2.as.token.grant.access_token\","
                        + "\"actor\":{\"alternateId\":\"client\"},\"outcome\":{\"result\":\"RESULT\"},\"target\":[{\"id\":\"u\","
                        + "\"type\":\"User\",\"alternateId\":\"alice\"},{\"id\":\"AT.1\",\"type\":\"access_token\"},"
                        + "{\"type\":\"access_token\",\"id\":\"AT.2\"}]}";
        TokenClaims token = okta.issued(event.replace("RESULT", "SUCCESS")).token();
        assertThat(token.tokenId()).isEqualTo("AT.1");
        assertThat(token.account()).isEqualTo("alice");
        assertThat(okta.issuanceOf(event.replace("RESULT", "FAILURE"))).isInstanceOf(Reading.Skipped.class);
        assertThat(okta.issuanceOf(event.replace("\"result\":\"RESULT\"", ""))).isInstanceOf(Reading.Skipped.class);
        assertThat(okta.issuanceOf(event.replace("eventType", "other"))).isInstanceOf(Reading.Skipped.class);
    }

    @Test
    void aLineMayHaveSeveralFormsAndJsonInside() {
        Mapped envoy = Mapped.access("""
            line =
                (?:\\S+ stdout F )?(?<record>\\{.*)
                (?:\\S+ stdout F )?\\[(?<start>[^\\]]+)\\] "(?<request>[^"]*)" (?<code>\\d+) .*
            json = record
            time =
                /start_time
                start
            path =
                /x-envoy-origin-path
                word 2 of request
            status =
                /response_code
                code
            skip = /route matches ^health
            """);
        assertThat(envoy.anonymous("2025-12-31T17:37:40+01:00 stdout F {\"start_time\":\"2025-12-31T16:37:40.479Z\","
                                + "\"x-envoy-origin-path\":\"/a?b\",\"response_code\":200}")
                        .request()
                        .path())
                .isEqualTo("/a");
        assertThat(envoy.anonymous("[2026-01-24T01:37:00.000Z] \"GET /b HTTP/1.1\" 201 - 0")
                        .request()
                        .path())
                .isEqualTo("/b");
        assertThat(envoy.read("{\"route\":\"healthz\"}")).isInstanceOf(Reading.Skipped.class);
        assertThat(envoy.rejected("{\"start_time\":5,\"a\":").reason()).isEqualTo(RejectReason.NOT_JSON);
        assertThat(envoy.rejected("{\"start_time\":5,\"a\":").time()).isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"t\":1}}{}|not-json",
                "{\"a\":{\"t\":1|not-json",
                "{\"a\":{\"l\":[1,2|not-json",
                "[]|not-an-object",
                "{\"a\":{\"t\":1,\"t\":2}}|bad-field",
                "{\"a\":{\"t\":1},\"a\":{}}|bad-field",
                "{\"a\":{\"t\":1,\"l\":[{\"k\":\"x\",\"v\":{}}]}}|bad-field",
                "{\"a\":[]}|no-time",
                "{\"a\":7}|no-time",
                "{\"a\":{\"t\":{}}}|bad-time"
            })
    void whatIsNoRecordIsRejectedWithAReason(String json, String reason) {
        Mapped mapped = Mapped.access("time = /a/t\ntoken_id = /a/l/[k=x]/v\naccount_id = /a/l/1\n");
        assertThat(mapped.rejected(json).reason().label()).isEqualTo(reason);
    }

    @Test
    void aTokenThatNothingNamesLeavesNoDeadLetterEither() {
        Mapped mapped = Mapped.access("line = (?<time>\\d+) (?<token>\\S+) done\ntime = time\ntoken = token\n");
        assertThat(mapped.ok("5 opaque-and-secret-0123 done").token().digest())
                .isEqualTo(TokenDigest.ofText("opaque-and-secret-0123"));
        assertThat(mapped.rejected("5 opaque-and-secret-0123 broken").excerpt())
                .isEqualTo("5 digest:" + TokenDigest.ofText("opaque-and-secret-0123") + " broken");
        Mapped json = Mapped.access("time = /t\ntoken = /deep/credential/0\n");
        assertThat(json.rejected("{\"deep\":{\"credential\":[\"opaque-and-secret-0123\"]},\"t\":")
                        .excerpt())
                .doesNotContain("opaque-and");
    }

    @Test
    void anExpressionThatWouldNeverEndGivesUp() {
        Mapped mapped = Mapped.access("line = (?<time>(a+)+)b\ntime = time\n");
        assertThat(CpuTime.within(Duration.ofSeconds(2), "never", () -> mapped.rejected("a".repeat(60_000)))
                        .reason())
                .isEqualTo(RejectReason.PATTERN_TOO_SLOW);
        Mapped recursive = Mapped.access("line = (?<time>(?:a|b)*)c\ntime = time\n");
        assertThat(recursive.rejected("a".repeat(60_000)).reason()).isEqualTo(RejectReason.PATTERN_TOO_SLOW);
    }

    @Test
    void theKindsOfAFeedAreKnown() {
        FeedFormat okta = MappedFormat.of(
                new MappingFile("okta", "feed = issuance\n" + OKTA, ""), org.forgedtoken.detector.feed.Feed.ISSUANCE);
        assertThat(okta.kinds()).containsExactly("access");
        assertThat(FeedFormat.NATIVE.kinds()).isEmpty();
    }
}
