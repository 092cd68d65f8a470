package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.mapping.Mapped;
import org.forgedtoken.detector.reading.Reading.Anonymous;
import org.forgedtoken.detector.reading.Reading.Rejected;
import org.forgedtoken.detector.reading.Reading.Skipped;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessReaderTest {
    /** Behind every time in these tests. */
    private static final long NOW = 4_000_000_000_000L;

    private AccessReader reader = new AccessReader(Tokens.policy(), SignatureCheck.NONE);

    private Reading read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8), "access.jsonl:1", NOW);
    }

    private AccessRecord ok(String json) {
        Reading reading = read(json);
        assertThat(reading).isInstanceOf(Reading.Access.class);
        return ((Reading.Access) reading).access();
    }

    private Rejected rejected(String json) {
        Reading reading = read(json);
        assertThat(reading).isInstanceOf(Rejected.class);
        return (Rejected) reading;
    }

    private static String with(String members) {
        return "{\"time\":1700000001,\"token_id\":\"t1\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private static String withToken(String token, String members) {
        return "{\"time\":1700000001,\"token\":\"" + token + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    /** Two characters in the text, one in the log. */
    @Test
    void aTokenMayHaveCharactersBeyondTheFirstPlane() {
        String smile = "\uD83D\uDE00";
        String opaque = smile.repeat(40) + ".b.c";
        assertThat(ok(withToken(opaque, "")).token().tokenId()).isNull();
        assertThat(ok(withToken(opaque, "")).token().digest()).isEqualTo(TokenDigest.ofText(opaque));
        for (int part = 0; part < 3; part++) {
            String[] parts = Tokens.JWT.split("\\.");
            parts[part] += smile;
            assertThat(rejected(withToken(String.join(".", parts), "")).reason())
                    .isEqualTo(RejectReason.TOKEN_UNREADABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 253402300799000",
        "1e18, 253402300799000",
        "1e308, 253402300799000",
        "123456789012345678901234567890, 253402300799000",
        "-5, -5000",
        "-1e30, -253402300799000",
        "'\"1e18\"', 253402300799000",
        "'\" -5 \"', -5000"
    })
    void whoeverChoosesADateHidesNoTokenByIt(String number, long millis) {
        for (String field : List.of("expires_at", "issued_at")) {
            TokenClaims token = ok(with("\"" + field + "\":" + number)).token();
            assertThat(field.equals("expires_at") ? token.expiresAt() : token.issuedAt())
                    .isEqualTo(millis);
        }
    }

    @Test
    void datesBesideATokenThatStatesThemCannotHideIt() {
        AccessRecord plain = ok(withToken(Tokens.JWT, ""));
        for (String date : List.of("\"soon\"", "1e18", "true", "\"\"", "-1")) {
            String members = "\"issued_at\":" + date + ",\"expires_at\":" + date;
            assertThat(ok(withToken(Tokens.JWT, members))).isEqualTo(plain);
            assertThat(Times.known(ok(withToken("opaque", "\"expires_at\":\"soon\""))
                            .token()
                            .expiresAt()))
                    .isFalse();
        }
        assertThat(rejected(with("\"expires_at\":\"soon\"")).reason()).isEqualTo(RejectReason.BAD_TIME);
    }

    /** A client that sends two headers of a name may be logged with a list. */
    @Test
    void whatIsNoTextBesideATokenCannotHideIt() {
        AccessRecord plain = ok(withToken(Tokens.JWT, ""));
        for (String wrong : List.of("[\"a\",\"b\"]", "{\"a\":1}", "true", "[]")) {
            for (String field : List.of("token_id", "issuer", "account_id", "client_id", "key_id", "token_digest")) {
                String member = "\"" + field + "\":" + wrong;
                assertThat(ok(withToken(Tokens.JWT, member))).isEqualTo(plain);
                assertThat(rejected(with(member)).reason()).isEqualTo(RejectReason.BAD_FIELD);
            }
            for (String evidence : List.of("user_agent", "method", "request_id")) {
                String member = "\"" + evidence + "\":" + wrong;
                assertThat(ok(withToken(Tokens.JWT, member))).isEqualTo(plain);
                assertThat(ok(with(member))).isEqualTo(ok(with("")));
            }
        }
        assertThat(ok(withToken(Tokens.JWT, "\"token_digest\":\"zz\""))).isEqualTo(plain);

        for (String place : List.of("source_ip", "path")) {
            String member = "\"" + place + "\":[\"192.0.2.1\",\"192.0.2.2\"]";
            assertThat(ok(withToken(Tokens.JWT, member))).isEqualTo(plain);
            assertThat(ok(with(member))).isEqualTo(ok(with("")));
            assertThat(rejected("{\"time\":1700000001," + member + "}").reason())
                    .isEqualTo(RejectReason.BAD_FIELD);
        }
    }

    @Test
    void aFlagMayBeThatOfANginxVariable() {
        assertThat(ok(with("\"signature_valid\":\"1\"")).signature()).isEqualTo(Signature.VALID);
        assertThat(ok(with("\"signature_valid\":\"0\"")).signature()).isEqualTo(Signature.INVALID);
        assertThat(rejected(with("\"signature_valid\":\"2\"")).reason()).isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void aFaultOfItsOwnIsADeadLetterThatSaysNothingOfTheRecord() {
        FeedFormat faulty = new FeedFormat("faulty", null, Set.of(), Set.of()) {
            @Override
            protected boolean read(byte @Nullable [] value, Fields fields) {
                throw new IllegalStateException(String.valueOf(value == null ? null : value.length) + " secret");
            }
        };

        Reading access =
                new AccessReader(Tokens.policy(), SignatureCheck.NONE, faulty).read(new byte[] {'{'}, "f:1", NOW);
        Reading issuance = new IssuanceReader(Tokens.policy(), faulty).read(new byte[] {'{'}, NOW);

        assertThat(access).isInstanceOf(Rejected.class);
        assertThat(((Rejected) access).reason()).isEqualTo(RejectReason.READER_FAULT);
        assertThat(((Rejected) access).excerpt())
                .startsWith("java.lang.IllegalStateException at ")
                .contains("AccessReaderTest")
                .doesNotContain("secret");
        assertThat(issuance).isInstanceOf(Reading.Rejected.class);
        assertThat(((Reading.Rejected) issuance).reason()).isEqualTo(RejectReason.READER_FAULT);
    }

    @Test
    void readsEveryField() {
        AccessRecord access = ok("""
            {"time":"2023-11-14T22:13:21Z","token_id":"t1","issuer":"https://other.example","account_id":"alice",
             "client_id":"shop","key_id":"k1","issued_at":1700000000,"expires_at":"2023-11-14T23:13:20Z",
             "source_ip":"192.0.2.1","user_agent":"curl","method":"GET","path":"/a?b=c#d","status":200,
             "authenticated":true,"request_id":"r1","signature_valid":true,"unheard_of":{"deep":[1,2]}}\
            """);
        assertThat(access.time()).isEqualTo(1_700_000_001_000L);
        assertThat(access.token())
                .isEqualTo(new TokenClaims(
                        "https://other.example",
                        "t1",
                        false,
                        null,
                        "alice",
                        "shop",
                        "k1",
                        1_700_000_000_000L,
                        1_700_003_600_000L));
        assertThat(access.request().path()).isEqualTo("/a");
        assertThat(access.request().status()).isEqualTo(200);
        assertThat(access.request().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(access.request().requestId()).isEqualTo("r1");
        assertThat(access.signature()).isEqualTo(Signature.VALID);
        assertThat(access.accepted()).isTrue();
        assertThat(access.origin()).isEqualTo("access.jsonl:1");
    }

    @Test
    void whatTheTokenSaysWinsOverTheRecord() {
        TokenClaims claims = ok(withToken(
                        "Bearer " + Tokens.JWT,
                        "\"token_id\":\"x\",\"issuer\":\"x\",\"account_id\":\"x\",\"client_id\":\"x\",\"key_id\":\"x\","
                                + "\"issued_at\":1,\"expires_at\":2,\"token_digest\":\"" + "0".repeat(64) + "\""))
                .token();
        assertThat(claims)
                .isEqualTo(new TokenClaims(
                        Tokens.ISSUER,
                        "t1",
                        false,
                        TokenDigest.ofContent(
                                Tokens.HEADER.getBytes(StandardCharsets.UTF_8),
                                Tokens.PAYLOAD.getBytes(StandardCharsets.UTF_8)),
                        "alice",
                        "shop",
                        "k1",
                        1_700_000_000_000L,
                        1_700_003_600_000L));
    }

    @Test
    void theRecordFillsWhatTheTokenLacks() {
        String bare = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"sub\":\"alice\"}");
        TokenClaims claims = ok(withToken(
                        bare,
                        "\"token_id\":\"t9\",\"account_id\":\"x\",\"client_id\":\"c\",\"key_id\":\"k\",\"issued_at\":7"))
                .token();
        assertThat(claims.tokenId()).isEqualTo("t9");
        assertThat(claims.idAbsent()).isTrue();
        assertThat(claims.account()).isEqualTo("alice");
        assertThat(claims.client()).isEqualTo("c");
        assertThat(claims.keyId()).isEqualTo("k");
        assertThat(claims.issuedAt()).isEqualTo(7000);
        assertThat(claims.expiresAt()).isEqualTo(Times.UNKNOWN);
    }

    @Test
    void tellsATokenWithoutAnIdFromALogThatDoesNotTell() {
        String bare = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"sub\":\"alice\"}");
        assertThat(ok(withToken(bare, "")).token().idAbsent()).isTrue();
        assertThat(ok(withToken("opaque-token", "")).token().idAbsent()).isFalse();
        assertThat(ok("{\"time\":1,\"token_digest\":\"" + "AB".repeat(32) + "\"}")
                        .token())
                .satisfies(claims -> {
                    assertThat(claims.idAbsent()).isFalse();
                    assertThat(claims.digest()).isEqualTo("ab".repeat(32));
                    assertThat(claims.issuer()).isEqualTo(Tokens.ISSUER);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"authenticated\":true'|true",
                "'\"authenticated\":false'|false",
                "'\"authenticated\":\"true\",\"status\":401'|true",
                "'\"authenticated\":false,\"status\":200'|false",
                "'\"authenticated\":null,\"status\":401'|false",
                "'\"status\":200'|true",
                "'\"status\":403'|true",
                "'\"status\":\"401\"'|false",
                "'\"status\":500'|true",
                "'\"path\":\"/x\"'|true",
                "''|true"
            })
    void knowsWhatTheGatewayAccepted(String members, boolean accepted) {
        assertThat(ok(with(members)).accepted()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "/api,true",
        "/api/x,true",
        "/api?x=/open,true",
        "//api/x,true",
        "/open/../api,true",
        "/%61pi/x,true",
        "/./api,true",
        "/API/x,true",
        "/api;v=1,true",
        "/open/..;a=b/api,true",
        "/%2561pi/x,true",
        "/api./x,true",
        "/api%20,true",
        "/open%2f..%2fapi,true",
        "/api/x%2f..%2f..%2fopen,true",
        "/open%5C..%5Capi,true",
        "/open/%252561,true",
        "/open%00,true",
        "/open/%6f,false",
        "/open;v=1/x.,false",
        "/apix,false",
        "/open,false",
        "/api/../open,false",
        "/,false"
    })
    void aStatusCountsOnProtectedPathsOnly(String path, boolean accepted) {
        AccessReader paths = new AccessReader(Tokens.policy(false, List.of("/api", "/admin/*")), SignatureCheck.NONE);
        Reading reading = paths.read(
                with("\"status\":200,\"path\":\"" + path + "\"").getBytes(StandardCharsets.UTF_8), "f:1", NOW);
        assertThat(((Reading.Access) reading).access().accepted()).isEqualTo(accepted);
    }

    @Test
    void aPathIsComparedWholeBeforeItIsCut() {
        AccessReader paths = new AccessReader(Tokens.policy(false, List.of("/api")), SignatureCheck.NONE);
        String path = "/open/..".repeat(200) + "/api";
        Reading reading = paths.read(
                with("\"status\":200,\"path\":\"" + path + "\"").getBytes(StandardCharsets.UTF_8), "f:1", NOW);
        assertThat(((Reading.Access) reading).access().accepted()).isTrue();
    }

    @Test
    void aRecordWithoutATokenIsAnonymous() {
        assertThat(read("{\"time\":1,\"account_id\":\"bob\"}")).isInstanceOfSatisfying(Anonymous.class, anonymous -> {
            assertThat(anonymous.time()).isEqualTo(1000);
            assertThat(anonymous.account()).isEqualTo("bob");
        });
        for (String nothing : List.of("\"\"", "null", "\"Bearer \"", "\"  \"")) {
            assertThat(read("{\"time\":1,\"token\":" + nothing + "}")).isInstanceOf(Anonymous.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh", "Refresh", "REFRESH"})
    void aRefreshIsNoAccess(String kind) {
        assertThat(read(with("\"kind\":\"" + kind + "\""))).isInstanceOf(Skipped.class);
    }

    @Test
    void anyOtherKindIsAnAccess() {
        assertThat(read(with("\"kind\":\"id\""))).isInstanceOf(Reading.Access.class);
    }

    @Test
    void takesNumbersForTexts() {
        TokenClaims claims = ok("{\"time\":1,\"token_id\":12345678901234567890,\"account_id\":10000000}")
                .token();
        assertThat(claims.tokenId()).isEqualTo("12345678901234567890");
        assertThat(claims.account()).isEqualTo("10000000");
    }

    @Test
    void theGatewayOutweighsOurCheckOfAnUnsignedToken() {
        for (String alg : List.of("none", "None", "NONE")) {
            String unsigned = Tokens.encode("{\"alg\":\"" + alg + "\"}") + '.' + Tokens.encode(Tokens.PAYLOAD) + '.';
            assertThat(ok(withToken(unsigned, "")).signature()).isEqualTo(Signature.INVALID);
            AccessRecord believed = ok(withToken(unsigned, "\"signature_valid\":true"));
            assertThat(believed.signature()).isEqualTo(Signature.VALID);
            assertThat(believed.presentation().keyMismatch()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, INVALID, VALID, true",
        "true, UNKNOWN, VALID, false",
        "true, VALID, VALID, false",
        "false, VALID, VALID, true",
        "false, UNKNOWN, INVALID, false",
        "false, INVALID, INVALID, false",
        "null, VALID, VALID, false",
        "null, INVALID, INVALID, false"
    })
    void weighsTheGatewaysWordAgainstOurCheck(String logged, Signature own, Signature both, boolean mismatch) {
        reader = new AccessReader(
                Tokens.policy(), (issuer, source, digest, token) -> new SignatureCheck.Result(own, false, null));
        AccessRecord access = ok(withToken(Tokens.JWT, "\"signature_valid\":" + logged));
        assertThat(access.signature()).isEqualTo(both);
        assertThat(access.presentation().keyMismatch()).isEqualTo(mismatch);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "JWT, `\"x\":1`,",
                "at+jwt, `\"nonce\":\"n\"`,",
                "application/okta-internal-at+jwt, `\"x\":1`,",
                "JWT, `\"nonce\":\"n\"`, id",
                "JWT, `\"at_hash\":\"n\"`, id",
                "JWT, `\"nonce\":null`,",
                "JWT, `\"token_use\":\"id\"`, id",
                "JWT, `\"token_use\":\"access\",\"nonce\":\"n\"`,",
                "JWT, `\"typ\":\"Bearer\",\"nonce\":\"n\"`,",
                "JWT, `\"typ\":\"ID\"`, id",
                "JWT, `\"typ\":\"Refresh\"`, refresh",
                "JWT, `\"typ\":\"\\u0049D\"`, id",
                "JWT, `\"typ\":[7]`,",
                "logout+jwt, `\"x\":1`, logout+jwt"
            })
    void readsTheKindThatATokenClaims(String type, String claims, String kind) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"" + type + "\"}";
        AccessRecord access = ok(withToken(Tokens.jwt(header, "{" + claims + "}"), ""));
        assertThat(access.presentation().claimedKind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1000",
        "100000000000, 100000000000000",
        "1700000000.5, 1700000000500",
        "1e300, 253402300799000",
        "-1e300, -253402300799000"
    })
    void datesInATokenAreSecondsHoweverImpossible(String number, long millis) {
        String huge = "1" + "0".repeat(400);
        for (String written : List.of(number, number.equals("1e300") ? huge : number)) {
            String payload = "{\"iat\":" + written + ",\"exp\":" + written + "}";
            TokenClaims claims = ok(withToken(
                            Tokens.jwt(Tokens.HEADER, payload), "\"issued_at\":1700000000,\"expires_at\":1700003600"))
                    .token();
            assertThat(claims.issuedAt()).isEqualTo(millis);
            assertThat(claims.expiresAt()).isEqualTo(millis);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|empty",
                "`  \r\n`|empty",
                "not json|not-json",
                "{|not-json",
                "{\"time\":1|not-json",
                "{\"time\":1}x|not-json",
                "{\"time\":1}{}|not-json",
                "{\"time\":1,}|not-json",
                "{'time':1}|not-json",
                "{\"time\":NaN}|not-json",
                "{\"time\":01}|not-json",
                "[1,2]|not-an-object",
                "\"text\"|not-an-object",
                "12|not-an-object",
                "null|not-an-object",
                "{}|no-time",
                "{\"time\":null}|no-time",
                "{\"time\":\"\"}|no-time",
                "{\"token_id\":\"t\"}|no-time",
                "{\"time\":\"yesterday\"}|bad-time",
                "{\"time\":true}|bad-time",
                "{\"time\":{}}|bad-time",
                "{\"time\":-1}|bad-time",
                "{\"time\":1e400}|bad-time",
                "{\"time\":1,\"token_id\":\"t\",\"issued_at\":\"never\"}|bad-time",
                "{\"time\":1,\"token_id\":[]}|bad-field",
                "{\"time\":1,\"token_digest\":\"abc\"}|bad-field",
                "{\"time\":1,\"status\":\"OK\"}|bad-field",
                "{\"time\":1,\"status\":20000}|bad-field",
                "{\"time\":1,\"authenticated\":\"maybe\"}|bad-field",
                "{\"time\":1,\"authenticated\":1}|bad-field",
                "{\"time\":1,\"signature_valid\":0}|bad-field",
                "{\"time\":1,\"time\":2}|bad-field",
                "{\"time\":1,\"token_id\":\"a\",\"token_id\":\"a\"}|bad-field"
            })
    void rejectsWithAReason(String json, String reason) {
        assertThat(rejected(json).reason().label()).isEqualTo(reason);
        if (!json.contains("\"token_")) {
            assertThat(rejected(json).accepted()).isNull();
        }
    }

    /** Claims that a gateway logs are the sender's: of the wrong type they hide no token. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"token_id\":[]", "\"token_digest\":\"abc\"", "\"token_id\":\"t\",\"issued_at\":\"never\""})
    void aNamedTokenThatCannotBeReadRaisesAnAlert(String members) {
        assertThat(rejected("{\"time\":1,\"status\":200," + members + "}").accepted())
                .isNotNull();
        assertThat(rejected("{\"time\":1,\"status\":401," + members + "}").accepted())
                .isNull();
    }

    @Test
    void rejectsAMissingValueAndAHugeOne() {
        assertThat(reader.read(null, "t-0-1", NOW))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.EMPTY));
        Rejected huge = rejected(with("\"x\":\"" + "y".repeat(RecordParser.MAX_BYTES) + "\""));
        assertThat(huge.reason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(huge.excerpt()).hasSizeLessThanOrEqualTo(Excerpt.MAX_LENGTH);
    }

    @Test
    void aBrokenRecordKeepsTheTimeThatItBeganWith() {
        assertThat(rejected("{\"time\":5,\"token_id\":\"t").time()).isEqualTo(5000);
        assertThat(rejected("{\"time\":5,\"status\":[]}").time()).isEqualTo(5000);
        assertThat(rejected("{\"time\":1,\"time\":2}").time()).isEqualTo(Times.UNKNOWN);
    }

    @Test
    void aTimeAheadOfTheClockIsADeadLetterWithoutATime() {
        Rejected ahead = rejected("{\"time\":4000000601,\"token_id\":\"t\"}");
        assertThat(ahead.reason()).isEqualTo(RejectReason.TIME_AHEAD);
        assertThat(ahead.time()).isEqualTo(Times.UNKNOWN);
        assertThat(read("{\"time\":4000000600,\"token_id\":\"t\"}")).isInstanceOf(Reading.Access.class);
    }

    @Test
    void survivesTorture() {
        List<String> torture = List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                with("\"x\":" + "[".repeat(99) + "]".repeat(99)),
                with("\"x\":" + "[".repeat(5000) + "]".repeat(5000)),
                with("\"x\":" + "9".repeat(100_000)),
                with("\"account_id\":" + "9".repeat(100_000)),
                with("\"x\":1e999999999"),
                "{\"time\":1e999999999}",
                "{\"\\u0074ime\":1}",
                "\u0000{\"time\":1}",
                "\uFEFF{\"time\":1}");
        for (String json : torture) {
            assertThat(read(json)).isNotNull();
        }
    }

    /** A gateway copies a stranger's header bytes into its log: one of them must not make the access vanish. */
    @Test
    void aBrokenUserAgentHidesNothing() {
        byte[] json = with("\"user_agent\":\"\u00ff\\ud800\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reader.read(json, "f:1", NOW))
                .isInstanceOfSatisfying(
                        Reading.Access.class,
                        ok -> assertThat(ok.access().request().userAgent()).isEqualTo("\uFFFD\uFFFD"));
    }

    /** Mended, two of them would be one, and the one that was issued would vouch for the other. */
    @ParameterizedTest
    @ValueSource(strings = {"token_id", "issuer", "token_digest"})
    void halfACharacterNamesNoToken(String field) {
        for (String half : List.of("\\ud800", "a\\udc00b", "\\ud801\\ud801")) {
            String member = "\"" + field + "\":\"" + half + "\"";
            String json = "{\"time\":1," + (field.equals("token_id") ? "" : "\"token_id\":\"t\",") + member + "}";
            assertThat(rejected(json).reason()).isEqualTo(RejectReason.BAD_FIELD);
            assertThat(new IssuanceReader(Tokens.policy()).read(json.getBytes(StandardCharsets.UTF_8), NOW))
                    .isInstanceOfSatisfying(
                            Reading.Rejected.class,
                            issuance -> assertThat(issuance.reason()).isEqualTo(RejectReason.BAD_FIELD));
            assertThat(ok(withToken(Tokens.JWT, member))).isEqualTo(ok(withToken(Tokens.JWT, "")));

            Mapped mapped = Mapped.access("""
                time = /time
                token_id = append x of /token_id
                issuer = /issuer
                token_digest = /token_digest
                """);
            assertThat(mapped.rejected(json).reason()).isEqualTo(RejectReason.BAD_FIELD);
            assertThat(mapped.rejected(json.replace("\"" + half + '"', "[\"" + half + "\"]"))
                            .reason())
                    .isEqualTo(RejectReason.BAD_FIELD);
        }
        assertThat(ok("{\"time\":1,\"token_id\":\"\\ud83d\\ude00\\ufffd\"}")
                        .token()
                        .tokenId())
                .isEqualTo("\uD83D\uDE00\uFFFD");
    }

    @Test
    void anAcceptedTokenThatCannotBeReadKeepsItsContext() {
        String repeated = Tokens.jwt(Tokens.HEADER, "{\"sub\":\"alice\",\"sub\":\"bob\"}");
        Rejected accepted = rejected(withToken(repeated, "\"source_ip\":\"192.0.2.1\",\"account_id\":\"alice\""));
        assertThat(accepted.reason()).isEqualTo(RejectReason.TOKEN_UNREADABLE);
        assertThat(accepted.accepted()).isNotNull();
        assertThat(accepted.accepted().request().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(accepted.accepted().token().account()).isEqualTo("alice");
        assertThat(accepted.accepted().token().digest()).hasSize(64);
        Rejected refused = rejected(withToken(repeated, "\"status\":401"));
        assertThat(refused.reason()).isEqualTo(RejectReason.TOKEN_UNREADABLE);
        assertThat(refused.accepted()).isNull();
    }

    @Test
    void cutsWhatAStrangerWrote() {
        AccessRecord access = ok(with("\"user_agent\":\"" + "x".repeat(5000) + "\""));
        assertThat(access.request().userAgent()).hasSize(AccessReader.MAX_REQUEST_FIELD);
    }
}
