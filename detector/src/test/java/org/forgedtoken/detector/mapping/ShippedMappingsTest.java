package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.CpuTime;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of the shipped mappings promise, beyond the samples on them. */
class ShippedMappingsTest {
    private static final String CUT = Tokens.JWT.substring(0, Tokens.JWT.lastIndexOf('.') + 1);
    private static final String TEXT =
            "2025-11-25 10:34:22,610 DEBUG [org.key.events] (executor-thread-1) type=\"TYPE\", realmId=\"r\","
                    + " clientId=\"c\", userId=\"u\", ipAddress=\"192.0.2.7\", ";
    private static final String JSON =
            "{\"time\":1764067522611,\"type\":\"TYPE\",\"clientId\":\"c\",\"userId\":\"u\",\"details\":{\"token_id\":\"t\"}}";

    private final Mapped keycloak = Mapped.shippedIssuance("keycloak");

    @ParameterizedTest
    @CsvSource({
        "CODE_TO_TOKEN,issued",
        "REFRESH_TOKEN,issued",
        "CLIENT_LOGIN,issued",
        "TOKEN_EXCHANGE,issued",
        "OAUTH2_DEVICE_CODE_TO_TOKEN,issued",
        "PERMISSION_TOKEN,issued",
        "LOGIN,issued",
        "REVOKE_GRANT,revoked",
        "INTROSPECT_TOKEN,skipped",
        "USER_INFO_REQUEST,skipped",
        "VALIDATE_ACCESS_TOKEN,skipped",
        "LOGOUT,skipped",
        "IMPERSONATE,skipped",
        "CODE_TO_TOKEN_ERROR,skipped",
        "REFRESH_TOKEN_ERROR,skipped"
    })
    void keycloaksEventsIssueOrNeverDo(String type, String outcome) {
        for (String record : new String[] {
            TEXT.replace("TYPE", type) + "token_id=\"t\"",
            JSON.replace("TYPE", type),
            "{\"timestamp\":\"2025-11-25T10:34:22Z\",\"loggerName\":\"org.keycloak.events\",\"message\":\"type=\\\""
                    + type + "\\\", token_id=\\\"t\\\"\"}"
        }) {
            Reading reading = keycloak.issuanceOf(record);
            String became = reading instanceof Reading.Issuance ok
                    ? ok.issuance() instanceof IssuanceRecord.Issued ? "issued" : "revoked"
                    : reading instanceof Reading.Skipped ? "skipped" : reading.toString();
            assertThat(became).as(record).isEqualTo(outcome);
        }
    }

    /** A number so large is else taken for milliseconds, and the token for one that ran out long ago. */
    @ParameterizedTest
    @CsvSource({"253402300800,253402300799000", "1e18,253402300799000", "1764070200,1764070200000", "-1,-1000"})
    void aTokensDatesAreInSecondsHoweverLarge(String date, long millis) {
        AccessRecord envoy = Mapped.shipped("envoy")
                .ok("{\"start_time\":\"2025-11-25T10:34:22Z\",\"jwt_payload\":{\"jti\":\"t\"," + "\"iat\":" + date
                        + ",\"exp\":" + date + "}}");
        AccessRecord nginx = Mapped.shipped("nginx")
                .ok("{\"time\":\"2025-11-25T10:34:22Z\",\"jwt_claim_jti\":\"t\"," + "\"jwt_claim_iat\":\"" + date
                        + "\",\"jwt_claim_exp\":\"" + date + "\"}");
        for (AccessRecord access : List.of(envoy, nginx)) {
            assertThat(access.token().issuedAt()).isEqualTo(millis);
            assertThat(access.token().expiresAt()).isEqualTo(millis);
        }
    }

    @Test
    void keycloaksIdsKeepTheirPrefix() {
        assertThat(keycloak.issued(TEXT.replace("TYPE", "CODE_TO_TOKEN") + "token_id=\"onrtac:5812\"")
                        .token()
                        .tokenId())
                .isEqualTo("onrtac:5812");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "username=\"x\\\", token_id=\\\"forged\"",
                "username=\"x, token_id='forged'\"",
                "username=\"token_id=forged, \"",
            })
    void nobodyVouchesForATokenByAUserName(String details) {
        assertThat(keycloak.issuanceOf(TEXT.replace("TYPE", "LOGIN") + details)).isInstanceOf(Reading.Skipped.class);
        assertThat(keycloak.issued(TEXT.replace("TYPE", "LOGIN") + details + ", token_id=\"t\"")
                        .token()
                        .tokenId())
                .isEqualTo("t");
    }

    /** A dead letter of this feed is a hole in the ledger: nobody may make one by failing to log in, or by where he comes from. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN|ipAddress=\"x\\\", username=\"a\", auth_method=\"openid-connect\"",
                "LOGIN_ERROR|username=\"x\\\", error=\"user_not_found\", auth_method=\"openid-connect\"",
                "CODE_TO_TOKEN_ERROR|username=\"x\\\", error=\"e\"",
                "CODE_TO_TOKEN|username=\"x\\\", error=\"e\"",
                "LOGIN_ERROR|username=\"\\\" type=\", error=\"user_not_found\"",
                "LOGIN|username=\"\\\", token_id=\", auth_method=\"openid-connect\"",
                "REGISTER|username=\"QUOTES\\\", user_agent=\"QUOTES\"",
                "LOGIN|username=\"QUOTES",
            })
    void nobodyMakesADeadLetterOfAnEventThatIssuesNothing(String event) {
        String pairs = event.substring(event.indexOf('|') + 1).replace("QUOTES", "\\\" ".repeat(40_000));
        String type = event.substring(0, event.indexOf('|'));
        String line = TEXT.replace("TYPE", type) + pairs;
        String message =
                "{\"timestamp\":\"2025-11-25T10:34:22Z\",\"loggerName\":\"org.keycloak.events\",\"message\":\"type=\\\""
                        + type + "\\\", " + pairs.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        assertThat(keycloak.issuanceOf(line)).isInstanceOf(Reading.Skipped.class);
        assertThat(keycloak.issuanceOf(message)).isInstanceOf(Reading.Skipped.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\",
                "\\\" token_id=",
                "\\\", error=",
                "\\\" type=",
                "\\\\\" type=",
                "\\\", token_id=\\\"forged"
            })
    void noAddressLosesAnIssuance(String address) {
        String line = TEXT.replace("TYPE", "CODE_TO_TOKEN").replace("192.0.2.7", address) + "token_id=\"t\"";
        assertThat(keycloak.issued(line).token().tokenId()).isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keycloak|{\"time\":1,\"type\":\"LOGIN_ERROR\",\"ipAddress\":\"a\",\"ipAddress\":\"b\",\"userId\":{}}",
                "auth0|{\"data\":{\"date\":[],\"type\":\"fp\",\"user_id\":{},\"ip\":[]}}",
                "okta|{\"published\":{},\"eventType\":\"user.session.start\",\"target\":7}",
                "okta|{\"eventType\":\"app.oauth2.as.token.grant.access_token\",\"outcome\":{\"result\":\"FAILURE\"}}",
                "entra|{\"category\":\"SignInLogs\",\"properties\":{\"status\":{\"errorCode\":50126}}}",
                "entra|{\"category\":\"AuditLogs\",\"properties\":{\"createdDateTime\":{}}}"
            })
    void whatDoesNotIssueIsNeverADeadLetter(String format, String record) {
        assertThat(Mapped.shippedIssuance(format).issuanceOf(record)).isInstanceOf(Reading.Skipped.class);
    }

    @Test
    void aDeadLetterSaysWhenItWasAndWhoseTokenItIs() {
        String broken = "{\"data\":{\"type\":\"sepft\",\"date\":\"2025-11-25T10:34:22Z\",\"hostname\":\"id.example\",";
        assertThat(Mapped.shippedIssuance("auth0").issuanceOf(broken))
                .isInstanceOfSatisfying(Reading.Rejected.class, rejected -> {
                    assertThat(rejected.time()).isEqualTo(1_764_066_862_000L);
                    assertThat(rejected.issuer()).isEqualTo("https://id.example/");
                });
    }

    @Test
    void keycloaksTokensWereMadeForTheirEventAndLiveFromThen() {
        IssuanceRecord.Issued issued =
                keycloak.issued(TEXT.replace("TYPE", "LOGIN") + "token_id=\"t\", access_token_expiration_time=\"300\"");
        assertThat(issued.token().issuedAt()).isEqualTo(issued.time());
        assertThat(issued.token().expiresAt()).isEqualTo(issued.time() + 300_000);
        Reading revoked = keycloak.issuanceOf(TEXT.replace("TYPE", "REVOKE_GRANT") + "token_id=\"t\"");
        assertThat(revoked)
                .isInstanceOfSatisfying(
                        Reading.Issuance.class,
                        ok -> assertThat(((IssuanceRecord.Revoked) ok.issuance())
                                        .token()
                                        .issuedAt())
                                .isEqualTo(Times.UNKNOWN));
    }

    @Test
    void anOldUnquotedLineThatIssuesIsADeadLetterAndAnyOtherNothing() {
        String old = TEXT.replace("\"", "");
        assertThat(keycloak.issuanceOf(old.replace("TYPE", "CODE_TO_TOKEN") + "token_id=t"))
                .isInstanceOf(Reading.Rejected.class);
        assertThat(keycloak.issuanceOf(old.replace("TYPE", "LOGIN") + "username=x, token_id=t"))
                .isInstanceOf(Reading.Skipped.class);
    }

    @Test
    void otherLoggersIssueNothing() {
        String message = "\"message\":\"type=\\\"CODE_TO_TOKEN\\\", token_id=\\\"forged\\\"\"}";
        for (String record : new String[] {
            "{\"timestamp\":\"2025-11-25T10:34:22Z\",\"loggerName\":\"org.keycloak.services\"," + message,
            "{\"timestamp\":\"2025-11-25T10:34:22Z\"," + message,
            TEXT.replace("org.key.events", "org.key.services").replace("TYPE", "CODE_TO_TOKEN") + "token_id=\"forged\""
        }) {
            assertThat(keycloak.issuanceOf(record)).as(record).isInstanceOf(Reading.Skipped.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nginx|{\"time\":1,\"token\":\"CUT\"}",
                "nginx|{\"msec\":1,\"http_authorization\":\"Bearer CUT\"}",
                "envoy|{\"start_time\":1,\"token\":\"CUT\"}",
                "envoy|{\"start_time\":1,\"authorization\":\"Bearer CUT\"}",
                "traefik|{\"StartUTC\":1,\"RequestMethod\":\"GET\",\"request_X-Token-Log\":\"CUT\"}",
                "traefik|{\"StartUTC\":1,\"RequestMethod\":\"GET\",\"request_Authorization\":\"Bearer CUT\"}",
                "kong|{\"started_at\":1,\"verified_token\":\"CUT\"}",
                "kong|{\"started_at\":1,\"token\":\"CUT\"}"
            })
    void aTokenWithoutItsSignatureIsTheSameToken(String format, String record) {
        AccessRecord access = Mapped.shipped(format).ok(record.replace("CUT", CUT));
        assertThat(access.token().tokenId()).isEqualTo("t1");
        assertThat(access.token().digest()).isEqualTo(TokenDigest.of(Tokens.JWT));
        assertThat(access.signature()).isEqualTo(record.contains("verified") ? Signature.VALID : Signature.UNKNOWN);

        String entra = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"uti\":\"u-1\",\"appid\":\"a-1\"}");
        AccessRecord other = Mapped.shipped(format).ok(record.replace("CUT", entra));
        assertThat(other.token().tokenId()).isEqualTo("u-1");
        assertThat(other.token().client()).isEqualTo("a-1");
    }

    @Test
    void whatEnvoyHasVerifiedIsVerified() {
        Mapped envoy = Mapped.shipped("envoy");
        AccessRecord verified = envoy.ok("{\"start_time\":1,\"response_code\":403,\"jwt_header\":{\"kid\":\"k1\"},"
                + "\"jwt_payload\":{\"iss\":\"i\",\"jti\":\"t\",\"iat\":1.7640666E9,\"exp\":1764070200.0}}");
        assertThat(verified.signature()).isEqualTo(Signature.VALID);
        assertThat(verified.token().keyId()).isEqualTo("k1");
        assertThat(verified.token().issuedAt()).isEqualTo(1_764_066_600_000L);
        assertThat(verified.token().expiresAt()).isEqualTo(1_764_070_200_000L);
        assertThat(envoy.ok("{\"start_time\":1,\"jwt_payload\":null,\"token\":\"" + CUT + "\"}")
                        .signature())
                .isEqualTo(Signature.UNKNOWN);
    }

    static Stream<String> hostileTexts() {
        String quotes = "\" \"".repeat(10_000);
        return Stream.of(
                "[2025-11-25T10:00:00Z] \"GET /a HTTP/1.1\" 200 - 0 0 0 0 \"-\" \"" + quotes,
                "[2025-11-25T10:00:00Z] \"GET /a HTTP/1.1\" 200 - 0 0 0 0 \"-\" \"" + (quotes + "a".repeat(20_000)),
                "x stdout F ".repeat(5_000),
                TEXT.repeat(400),
                TEXT + "a=\"" + "\\\"".repeat(30_000),
                TEXT + "a=\"b\", ".repeat(8_000),
                TEXT + "=\"".repeat(30_000),
                "{" + "\"a\":{".repeat(10_000),
                "{\"token\":\"" + "e30.".repeat(15_000) + "\"}",
                "{\"time\":1,\"token\":\"eyJhbGciOiJSUzI1NiJ9." + "e".repeat(60_000) + ".\"}");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void aHostileRecordNeitherCrashesNorHoldsUpAFeed(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        for (String name : new String[] {"envoy", "nginx", "traefik", "kong"}) {
            CpuTime.within(
                    Duration.ofSeconds(2), name, () -> Mapped.shipped(name).read(bytes));
        }
        for (String name : new String[] {"keycloak", "auth0", "okta", "entra"}) {
            CpuTime.within(
                    Duration.ofSeconds(2),
                    name,
                    () -> Mapped.shippedIssuance(name).issuanceOf(bytes));
        }
    }

    /** A user agent that only makes its record large: quotes, which are escaped, and hundreds of kilobytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "native|{'time':1,'user_agent':'AGENT','token':'JWT'}",
                "combined|192.0.2.1 - - [25/Nov/2025:10:34:22 +0000] 'GET /a?access_token=JWT HTTP/1.1' 200 1 '-'"
                        + " 'AGENT'",
                "envoy|{'start_time':1,'user_agent':'AGENT','authorization':'Bearer JWT'}",
                "envoy|x stdout F {'start_time':1,'user_agent':'AGENT','authorization':'Bearer JWT'}",
                "nginx|{'msec':1,'request':'AGENT','http_user_agent':'AGENT','http_authorization':'Bearer JWT'}",
                "traefik|{'StartUTC':1,'RequestMethod':'GET','request_User-Agent':'AGENT','request_Authorization':'Bearer"
                        + " JWT'}",
                "kong|{'started_at':1,'request':{'headers':{'user-agent':'AGENT','authorization':'Bearer JWT'}}}"
            })
    void aTokenIsFoundHoweverLargeItsRecordIs(String record) {
        String format = record.substring(0, record.indexOf('|'));
        Mapped mapped = format.equals("native") ? Mapped.natively() : Mapped.shipped(format);
        for (String agent : List.of(
                "\\\"".repeat(33_000), "a".repeat(66_000), "\\\"".repeat(300_000), "\\\" \\\"".repeat(100_000))) {
            String large = record.substring(record.indexOf('|') + 1)
                    .replace('\'', '"')
                    .replace("JWT", Tokens.JWT)
                    .replace("AGENT", agent);
            AccessRecord access = CpuTime.within(Duration.ofSeconds(2), format, () -> mapped.ok(large));
            assertThat(access.token().tokenId()).isEqualTo("t1");
            assertThat(access.toString()).hasSizeLessThan(8_000);
        }
    }
}
