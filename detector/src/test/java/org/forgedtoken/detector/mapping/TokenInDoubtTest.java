package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.CpuTime;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.jwt.Bearers;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that a gateway may read in two ways: whoever presents a forged one would else hide it behind another. */
class TokenInDoubtTest {
    private static final String FORGED = "opaque-and-forged-0123";
    private static final String MAPPING = """
        time = /t
        token = bearer of /auth
            cookie s of /cookie
            query access_token of /uri
        source_ip = /ip
        user_agent = /agent
        account_id = cookie user of /cookie
        status = /status
        """;
    private final Mapped mapped = Mapped.access(MAPPING);

    private static String record(String members) {
        return "{\"t\":1,\"ip\":\"192.0.2.1\",\"status\":200,\"agent\":\"with " + FORGED + "\","
                + members.replace('\'', '"').replace("FORGED", FORGED) + "}";
    }

    private static String digest(AccessRecord access) {
        return String.valueOf(access.token().digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Basic x','Bearer FORGED']",
                "'auth':['Bearer FORGED','Bearer other']",
                "'auth':['Bearer FORGED',7]",
                "'auth':[['Bearer FORGED']]",
                "'auth':{'value':'Bearer FORGED'}",
                "'auth':'Basic x, Bearer FORGED'",
                "'auth':'Bearer x,bearer FORGED'",
                "'auth':['Basic x','Basic y'],'cookie':'s=FORGED'",
                "'cookie':'s=x; s=FORGED'",
                "'cookie':'s=FORGED;s=x'",
                "'cookie':'s=x; s=\\'FORGED\\''",
                "'cookie':['s=x','s=FORGED']",
                "'cookie':['a=b',7,'s=FORGED']",
                "'uri':'/a?access_token=x&access_token=FORGED'",
                "'uri':'/a?access_token=FORGED&b=c&access%5Ftoken=x'",
                "'cookie':'s=x; s=y','uri':'/a?access_token=FORGED'"
            })
    void isReadWithTheOthersOfItsRequest(String members) {
        assertThat(digests(mapped.read(record(members.replace("\\'", "\\\""))))).contains(TokenDigest.ofText(FORGED));
    }

    /** Those of all tokens, the one with which the access is counted first. */
    private static List<String> digests(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Access.class);
        Reading.Access ok = (Reading.Access) reading;
        assertThat(ok.access().presentation().further()).isFalse();
        assertThat(ok.further()).allMatch(access -> access.presentation().further());
        return Stream.concat(Stream.of(ok.access()), ok.further().stream())
                .map(TokenInDoubtTest::digest)
                .toList();
    }

    private static String jwt(String id) {
        return Tokens.jwt(Tokens.HEADER, Tokens.PAYLOAD.replace("t1", id));
    }

    private static List<String> ids(Reading reading) {
        digests(reading);
        Reading.Access ok = (Reading.Access) reading;
        return Stream.concat(Stream.of(ok.access()), ok.further().stream())
                .map(access -> String.valueOf(access.token().tokenId()))
                .toList();
    }

    @Test
    void anHonestTokenHidesNoOtherElsewhere() {
        String members = "'auth':'Bearer " + jwt("t1") + "','cookie':'s=" + jwt("t2") + "; s=" + jwt("t3")
                + "','uri':'/a?access_token=" + jwt("t4") + "&access_token=" + jwt("t1") + "'";
        assertThat(ids(mapped.read(record(members)))).containsExactly("t1", "t2", "t3", "t4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer Bearer JWT",
                "Bearer\\tJWT",
                "bearer:JWT",
                "Bearer_JWT",
                "1234567JWT",
                "Bearer \\\"JWT\\\"",
                "Bearer 'JWT',",
                "JWT JWT ",
                "Token token=\\\"JWT\\\"",
                "DPoP bearer JWT",
                "  , Bearer ,JWT",
                "Custom JWT",
                "Bearer x JWT",
                "Basic x, Bearer JWT",
                "\\u00a0Bearer\\u00a0JWT\\u0000"
            })
    void aJwtIsFoundBehindWhateverStandsBeforeIt(String header) {
        String value = header.replace("JWT JWT ", "JWT " + Tokens.JWT + " ")
                .replace("JWT", Tokens.JWT)
                .replaceFirst("^" + Tokens.JWT + " (?=ey)", "JWT ");
        for (String member : List.of("'auth':'%s'", "'cookie':'a=b; s=%s'")) {
            String json = "{\"t\":1," + member.replace('\'', '"').formatted(value) + "}";
            assertThat(ids(mapped.read(json))).as(json).containsExactly("t1");
        }
        String json = "{\"time\":1,\"token\":\"" + value + "\"}";
        assertThat(ids(Mapped.natively().read(json))).as(json).containsExactly("t1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer FORGED", "Bearer bearer FORGED", "DPoP\\tFORGED", "token FORGED,", "JWT \\\"FORGED\\\""})
    void anOpaqueTokenIsWhatStandsBehindTheSchemes(String header) {
        String value = header.replace("FORGED", FORGED);
        assertThat(digests(mapped.read("{\"t\":1,\"auth\":\"" + value + "\"}")))
                .containsExactly(TokenDigest.ofText(FORGED));
        assertThat(digests(Mapped.natively().read("{\"time\":1,\"token\":\"" + value + "\"}")))
                .containsExactly(TokenDigest.ofText(FORGED));
    }

    /** A lax decoder drops what is no base64: such a token is no opaque one. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\\\"", ",", ":", "\\t"})
    void aJwtWithForeignCharactersInItIsUnreadable(String foreign) {
        String broken = Tokens.JWT.substring(0, 5) + foreign + Tokens.JWT.substring(5);
        assertThat(Mapped.natively()
                        .rejected("{\"time\":1,\"token\":\"Bearer " + broken + "\"}")
                        .accepted())
                .isNotNull();
        Reading both = Mapped.natively().read("{\"time\":1,\"token\":\"" + jwt("t2") + "," + broken + "\"}");
        assertThat(ids(both)).containsExactly("t2");
        assertThat(((Reading.Access) both).unreadable()).hasSize(1);
    }

    @Test
    void aBadSignatureHidesNoGoodOneOfTheSameContent() {
        String bad = jwt("t2") + "AAAA";
        Reading.Access ok = (Reading.Access)
                mapped.read(record("'auth':'Bearer " + bad + "','uri':'/a?access_token=" + jwt("t2") + "'"));
        assertThat(ids(ok)).containsExactly("t2", "t2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "'", ",", ", ", ";", " "})
    void whatALaxDecoderMayAddToASignatureIsUnreadable(String foreign) {
        int inSignature = Tokens.JWT.length() - 3;
        String broken = Tokens.JWT.substring(0, inSignature) + foreign + Tokens.JWT.substring(inSignature);
        Reading.Access ok = (Reading.Access) Mapped.natively().read("{\"time\":1,\"token\":\"Bearer " + broken + "\"}");
        assertThat(ok.unreadable()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer JWT, Basic YTpi", "Bearer JWT, JWT", "Bearer \\\"JWT\\\"", "Token token=JWT, nonce=a"})
    void whatStandsBehindAnHonestJwtIsNoneOfIt(String header) {
        String value = header.replace("JWT", Tokens.JWT);
        Reading.Access ok = (Reading.Access) Mapped.natively().read("{\"time\":1,\"token\":\"" + value + "\"}");
        assertThat(ok.unreadable()).isEmpty();
    }

    @Test
    void anUnreadableTokenBesideAReadableOneIsTold() {
        String wrong = Tokens.jwt(Tokens.HEADER, "{\"sub\":7}");
        String members = "'auth':'Bearer " + wrong + "','cookie':'s=" + jwt("t2") + "'";
        Reading.Access ok = (Reading.Access) mapped.read(record(members));
        assertThat(ids(ok)).containsExactly("t2");
        assertThat(ok.unreadable()).hasSize(1);
        Reading.Access refused = (Reading.Access) mapped.read(record(members).replace("200", "401"));
        assertThat(refused.unreadable()).isEmpty();
    }

    @Test
    void eachTokenThatEnvoysFilterLogsIsRead() {
        String[] cut = {jwt("t1"), jwt("t2")};
        for (int i = 0; i < cut.length; i++) {
            cut[i] = cut[i].substring(0, cut[i].lastIndexOf('.') + 1);
        }
        Reading read = Mapped.shipped("envoy")
                .read("{\"start_time\":1,\"token\":\"a.b. " + String.join(" ", cut)
                        + "\",\"jwt_payload\":{\"jti\":\"t2\"}}");
        assertThat(ids(read)).containsExactly("t1", "t2");
    }

    @Test
    void whoseSignatureWasCheckedTheStatedIdSays() {
        Reading.Access ok = (Reading.Access) Mapped.shipped("envoy")
                .read("{\"start_time\":1,\"authorization\":\"Bearer " + jwt("t1") + "\",\"path\":\"/a?access_token="
                        + jwt("t2") + "\",\"jwt_payload\":{\"jti\":\"t2\"}}");
        assertThat(ids(ok)).containsExactly("t1", "t2");
        assertThat(ok.access().signature()).isEqualTo(Signature.UNKNOWN);
        assertThat(ok.further().get(0).signature()).isEqualTo(Signature.VALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET   /a?access_token=JWT HTTP/1.1", "GET /a?b=c;access_token=JWT HTTP/1.1"})
    void aRequestLineHidesNoToken(String request) {
        String line = "192.0.2.1 - - [25/Nov/2025:10:34:22 +0000] \"" + request.replace("JWT", Tokens.JWT) + "\" 200 1";
        Reading combined = Mapped.shipped("combined").read(line);
        assertThat(ids(combined)).containsExactly("t1");
        assertThat(((Reading.Access) combined).access().request().path()).isEqualTo("/a");
    }

    @Test
    void aLoggedClaimOfTheWrongTypeHidesNoToken() {
        for (String claim : List.of("\"jti\":[]", "\"jti\":\"t\",\"iat\":[1]", "\"jti\":\"t\",\"sub\":{}")) {
            String json = "{\"start_time\":1,\"response_code\":200,\"jwt_payload\":{" + claim + "}}";
            assertThat(Mapped.shipped("envoy").rejected(json).accepted())
                    .as(claim)
                    .isNotNull();
            assertThat(Mapped.shipped("envoy")
                            .rejected(json.replace("200", "401"))
                            .accepted())
                    .isNull();
        }
        String deep = "{\"start_time\":1,\"jwt_payload\":{\"jti\":\"t\",\"x\":" + "[".repeat(500) + "]".repeat(500)
                + ",\"n\":" + "9".repeat(500) + "}}";
        assertThat(Mapped.shipped("envoy").ok(deep).token().tokenId()).isEqualTo("t");
    }

    @Test
    void ofManyTokensTheRestIsOneThatNobodyRead() {
        StringBuilder cookies = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            cookies.append("s=").append(jwt("t" + i)).append(';');
        }
        Reading.Access ok = (Reading.Access) mapped.read("{\"t\":1,\"cookie\":\"" + cookies + "\"}");
        assertThat(ids(ok)).hasSize(Bearers.MOST);
        assertThat(ok.unreadable()).hasSize(1);
    }

    @Test
    void whatTheRecordSaysIsSaidOfTheFirst() {
        Mapped verified = Mapped.access("""
            time = /t
            token = /token
              bearer of /auth
            signature_valid = "true"
            account_id = /user
            """);
        String uti = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"sub\":\"a\",\"uti\":\"u-1\"}");
        Reading.Access ok = (Reading.Access) verified.read(
                "{\"t\":1,\"user\":\"bob\",\"token\":\"" + FORGED + "\",\"auth\":\"Bearer " + uti + "\"}");
        assertThat(ok.access().signature()).isEqualTo(Signature.VALID);
        assertThat(ok.access().token().account()).isEqualTo("bob");
        AccessRecord further = ok.further().get(0);
        assertThat(further.signature()).isEqualTo(Signature.UNKNOWN);
        assertThat(further.token().tokenId()).isEqualTo("u-1");
        assertThat(further.token().account()).isEqualTo("a");
    }

    @Test
    void aCookieHeaderThatCameInPiecesIsOne() {
        assertThat(digest(mapped.ok(record("'cookie':['a=b','s=FORGED','c=d']"))))
                .isEqualTo(digest(mapped.ok(record("'cookie':'s=FORGED'"))))
                .hasSize(64);
    }

    /** What the token is nobody knows, but each that it may be is a secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Basic x','Bearer FORGED']",
                "'auth':{'value':['Bearer FORGED']}",
                "'cookie':'s=x; s=FORGED'",
                "'cookie':['s=b','s=FORGED']",
                "'uri':'/a?access_token=x&access_token=FORGED'"
            })
    void leavesNothingOfItselfBehind(String members) {
        assertThat(mapped.read(record(members)).toString()).doesNotContain(FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Bearer FORGED']",
                "'auth':[],'cookie':'s=FORGED'",
                "'auth':'Bearer FORGED, Bearer FORGED'",
                "'auth':'Digest user=a, realm=b','cookie':'s=FORGED'",
                "'cookie':['s=FORGED']",
                "'cookie':'s=FORGED; t=x; s=FORGED'",
                "'cookie':'s=; s=FORGED'",
                "'uri':'/a?access_token=FORGED&access_token=opaque%2Dand-forged-0123'",
                "'uri':'/a?access_token=&access_token=FORGED'"
            })
    void theSameTokenTwiceAndAListOfOneAreNoDoubt(String members) {
        assertThat(digest(mapped.ok(record(members)))).isEqualTo(TokenDigest.ofText(FORGED));
    }

    @Test
    void whatDoesNotNameTheTokenHidesNothingByIt() {
        AccessRecord twice = mapped.ok(record("'auth':'Bearer FORGED','cookie':'user=a; user=b'"));
        assertThat(digest(twice)).isEqualTo(TokenDigest.ofText(FORGED));
        assertThat(twice.token().account()).isEqualTo("a");
        AccessRecord list = mapped.ok(record("'auth':'Bearer FORGED','cookie':['user=a','user=b']"));
        assertThat(digest(list)).isEqualTo(TokenDigest.ofText(FORGED));
        assertThat(list.token().account()).isNull();

        Mapped named = Mapped.access("time = /t\ntoken = /token\ntoken_id = query id of /uri\n");
        String uri = "\"uri\":\"/a?id=1&id=2\"";
        TokenClaims beside =
                named.ok("{\"t\":1,\"token\":\"" + FORGED + "\"," + uri + "}").token();
        assertThat(beside.tokenId()).isNull();
        assertThat(named.rejected("{\"t\":1," + uri + "}").reason()).isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void aPairThatComesTwiceIsReadTwice() {
        Mapped pairs = Mapped.access("line = (?<t>\\d) (?<pairs>.*)\ntime = t\ntoken = pair id of pairs\n");
        assertThat(digests(pairs.read("1 id=\"x\", user=\"a\", id=\"" + FORGED + "\"")))
                .containsExactly(TokenDigest.ofText("x"), TokenDigest.ofText(FORGED));
    }

    @Test
    void theShippedFormatsHaveNoneOfItInSilence() {
        String kong =
                "{\"started_at\":1700000001000,\"client_ip\":\"192.0.2.7\",\"request\":{\"headers\":{\"authorization\":%s}},"
                        + "\"response\":{\"status\":200}}";
        assertThat(digest(Mapped.shipped("kong").ok(kong.formatted("[\"Bearer " + FORGED + "\"]"))))
                .isEqualTo(TokenDigest.ofText(FORGED));
        assertThat(digests(Mapped.shipped("kong").read(kong.formatted("[\"Bearer a\",\"Bearer " + FORGED + "\"]"))))
                .contains(TokenDigest.ofText(FORGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "[7]", "{}"})
    void whatHoldsNoTextIsUnreadable(String token) {
        byte[] bytes =
                ("{\"time\":1,\"source_ip\":\"192.0.2.1\",\"token\":" + token + "}").getBytes(StandardCharsets.UTF_8);
        AccessReader reader = new AccessReader(Tokens.policy(), SignatureCheck.NONE);
        assertThat(reader.read(bytes, "f:1", Mapped.NOW)).isInstanceOfSatisfying(Reading.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
            assertThat(rejected.accepted()).isNotNull();
        });
        assertThat(new IssuanceReader(Tokens.policy()).read(bytes, Mapped.NOW))
                .isInstanceOfSatisfying(
                        Reading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD));
    }

    @Test
    void anIssuanceIsOfOneToken() {
        String json = "{\"time\":1,\"token\":[\"" + jwt("t1") + "\",\"" + jwt("t2") + "\"]}";
        assertThat(ids(Mapped.natively().read(json))).containsExactly("t1", "t2");
        assertThat(Mapped.natively().issuanceOf(json)).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void manyCostNoMoreThanAFew() {
        StringBuilder cookies = new StringBuilder("s=x");
        for (int i = 0; i < 20_000; i++) {
            cookies.append("; s=").append(i);
        }
        String list = "'auth':[" + "'x',".repeat(20_000) + "'Bearer " + FORGED + "']";
        Duration limit = Duration.ofSeconds(2);
        Reading read = CpuTime.within(limit, "cookies", () -> mapped.read(record("'cookie':'" + cookies + "'")));
        assertThat(((Reading.Access) read).unreadable()).hasSize(1);
        assertThat(digests(CpuTime.within(limit, "a list", () -> mapped.read(record(list)))))
                .containsExactly(TokenDigest.ofText(FORGED));
    }

    @Test
    void aTextMadeOfBeginningsCostsNoTime() {
        for (String hostile :
                List.of("ey:=", "eyJhbGciOiJSUzI1NiJ9. ", "=", ":", "a.b,", "Bearer ", "token=", "\\\"")) {
            String text = hostile.repeat(1_000_000 / hostile.length());
            CpuTime.within(Duration.ofSeconds(4), hostile, () -> {
                Mapped.natively().read("{\"time\":1,\"token\":\"" + text + "\"}");
                return mapped.read("{\"t\":1,\"auth\":\"" + text + "\",\"cookie\":\"s=" + text + "\"}");
            });
        }
    }
}
