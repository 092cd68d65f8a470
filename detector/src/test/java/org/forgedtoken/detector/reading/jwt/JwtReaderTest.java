package org.forgedtoken.detector.reading.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.TokenReading.LaxJwt;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.ByName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtReaderTest {
    private final JwtReader reader = new JwtReader(Tokens.policy()::acceptsNumericClaims);
    private final JwtReader lenient = new JwtReader(Tokens.policy(true, List.of())::acceptsNumericClaims);

    private TokenReading read(String token) {
        return reader.read(new RawToken(token));
    }

    private static String payload(String payload) {
        return Tokens.jwt(Tokens.HEADER, payload);
    }

    private void assertUnreadable(String token) {
        assertThat(read(token)).as(token).isInstanceOf(TokenReading.Unreadable.class);
        assertThat(read(token).digest()).hasSize(64);
    }

    @Test
    void readsTheClaimsThatMatter() {
        assertThat(read(Tokens.JWT)).isInstanceOfSatisfying(TokenReading.Jwt.class, jwt -> {
            assertThat(jwt.issuer()).isEqualTo(Tokens.ISSUER);
            assertThat(jwt.tokenId()).isEqualTo("t1");
            assertThat(jwt.subject()).isEqualTo("alice");
            assertThat(jwt.client()).isEqualTo("shop");
            assertThat(jwt.keyId()).isEqualTo("k1");
            assertThat(jwt.issuedAt()).isEqualTo(1_700_000_000_000L);
            assertThat(jwt.expiresAt()).isEqualTo(1_700_003_600_000L);
            assertThat(jwt.signed().isStrict()).isTrue();
        });
    }

    @Test
    void nullAndEmptyClaimsAreAbsent() {
        assertThat(read(payload("{\"iss\":null,\"jti\":\"\",\"sub\":null,\"iat\":null}")))
                .isInstanceOfSatisfying(TokenReading.Jwt.class, jwt -> {
                    assertThat(jwt.issuer()).isNull();
                    assertThat(jwt.tokenId()).isNull();
                    assertThat(jwt.issuedAt()).isEqualTo(Times.UNKNOWN);
                });
    }

    @Test
    void theClientIdWinsOverTheAuthorizedParty() {
        for (String claims : List.of("{\"client_id\":\"c\",\"azp\":\"a\"}", "{\"azp\":\"a\",\"client_id\":\"c\"}")) {
            assertThat(((TokenReading.Jwt) read(payload(claims))).client()).isEqualTo("c");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"azp\":\"a\",\"cid\":\"o\",\"appid\":\"e\"}|a",
                "{\"appid\":\"e\",\"cid\":\"o\"}|o",
                "{\"\\u0061ppid\":\"e\",\"uti\":7}|e",
                "{\"cid\":7,\"appid\":{},\"uti\":[]}|"
            })
    void oktasAndEntrasClaimsFillGapsWhereTheyAreTexts(String claims, String client) {
        assertThat(read(payload(claims))).isInstanceOfSatisfying(TokenReading.Jwt.class, jwt -> {
            assertThat(jwt.client()).isEqualTo(client);
            assertThat(jwt.tokenId()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000,1700000000000",
        "1700000000.25,1700000000250",
        "1.7e9,1700000000000",
        "0,0",
        "1e300,253402300799000",
        "-1e300,-253402300799000",
        "99999999999999999999,253402300799000"
    })
    void aDateIsAlwaysInSeconds(String number, long millis) {
        assertThat(((TokenReading.Jwt) read(payload("{\"exp\":" + number + "}"))).expiresAt())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jti\":\"a\",\"jti\":\"b\"}",
                "{\"jti\":\"a\",\"jt\\u0069\":\"b\"}",
                "{\"x\":{\"y\":1,\"y\":2}}",
                "{\"iss\":true}",
                "{\"jti\":{}}",
                "{\"sub\":[\"a\"]}",
                "{\"iat\":true}",
                "{\"exp\":\"soon\"}",
                "{\"exp\":{}}",
                "{\"jti\":7}",
                "{\"sub\":7}",
                "{\"azp\":7}",
                "{\"iat\":\"1700000000\"}",
                "{\"sub\":\"\\ud800\"}",
                "{\"nbf\":\"x\"}",
                "{\"nbf\":\"1700000000\"}",
                "{\"nbf\":true}",
                "{\"nbf\":[1700000000]}",
                "{\"aud\":5}",
                "{\"aud\":true}",
                "{\"aud\":{\"a\":\"b\"}}",
                "{\"aud\":[\"a\",5]}",
                "{\"aud\":[5,\"a\"]}",
                "{\"aud\":[null]}",
                "{\"aud\":[[\"a\"]]}",
                "{\"aud\":[\"a\",{}]}",
                "[]",
                "7",
                "not json",
                "{\"a\":1}{",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":NaN}",
                "\uFEFF{}",
                "{\"a\":1}\u0000",
                ""
            })
    void refusesClaimsOnWhichReadersDiffer(String claims) {
        assertUnreadable(payload(claims));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nbf\":1700000000,\"aud\":\"a\"}",
                "{\"nbf\":1700000000.5,\"aud\":[]}",
                "{\"nbf\":null,\"aud\":null}",
                "{\"aud\":[\"a\"]}",
                "{\"aud\":[ \"a,]\" , \"{b\" ]}",
                "{\"aud\":[\"\\u0061\",\"\"]}",
                "{\"aud\":\"\",\"nbx\":\"x\",\"auf\":5}"
            })
    void takesAnAudienceAndABeginningAsTheyAreDefined(String claims) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"cty\":null,\"x5t\":\"a\",\"x5c\":[\"a\"]}";
        assertThat(read(Tokens.jwt(header, claims))).isInstanceOf(TokenReading.Jwt.class);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] overlong = {'{', '"', 's', 'u', 'b', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
        assertUnreadable(Tokens.encode(Tokens.HEADER) + '.' + Tokens.encode(overlong) + '.' + Tokens.SIGNATURE);
        byte[] utf16 = "{\"sub\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);
        assertUnreadable(Tokens.encode(Tokens.HEADER) + '.' + Tokens.encode(utf16) + '.' + Tokens.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"alg\":\"none\"}",
                "{\"alg\":7}",
                "{\"alg\":null}",
                "{\"alg\":\"\"}",
                "{\"alg\":\"RS256\",\"kid\":7}",
                "{\"alg\":\"RS256\",\"kid\":{}}",
                "{\"alg\":\"RS256\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"b64\":false}",
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"RS256\",\"zip\":\"DEF\"}",
                "{\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"typ\":7}",
                "{\"alg\":\"RS256\",\"typ\":[\"JWT\"]}",
                "{\"alg\":\"RS256\",\"cty\":true}",
                "{\"alg\":\"RS256\",\"jku\":{}}",
                "{\"alg\":\"RS256\",\"x5u\":1}",
                "{\"alg\":\"RS256\",\"x5t\":[]}",
                "{\"alg\":\"RS256\",\"x5t#S256\":false}",
                "{}",
                "{\"alg\":\"RS256\"",
                "{\"\\u0061lg\":7}"
            })
    void refusesHeadersThatChangeTheReading(String header) {
        assertUnreadable(Tokens.jwt(header, "{\"sub\":\"alice\"}"));
    }

    @Test
    void refusesWhatMeansToBeAJwtAndIsNone() {
        String header = Tokens.encode(Tokens.HEADER);
        String claims = Tokens.encode(Tokens.PAYLOAD);
        assertUnreadable(header + '.' + claims);
        assertUnreadable(header + '.');
        assertUnreadable(header + "..");
        assertUnreadable(header + ".." + Tokens.SIGNATURE);
        assertUnreadable(header + '.' + claims + '.' + Tokens.SIGNATURE + ".x");
        assertUnreadable(header + ".a.b.c.d");
        assertUnreadable(header + '.' + claims + ".!!!");
        assertUnreadable(header.charAt(0) + " " + header.substring(1) + '.' + claims + '.' + Tokens.SIGNATURE);
        assertUnreadable('?' + header + '.' + claims + '.' + Tokens.SIGNATURE);
        assertUnreadable("{\"payload\":\"" + claims + "\",\"protected\":\"" + header + "\",\"signature\":\"x\"}");
        assertUnreadable("e30.e30.");
        assertUnreadable(payload("{\"x\":\"" + "y".repeat(JwtReader.MAX_LENGTH) + "\"}"));
        assertUnreadable(payload("{\"x\":" + "[".repeat(3000) + "]".repeat(3000) + "}"));
    }

    @Test
    void ofAnUnreadableTokenIssuerAndKeyMayBePlain() {
        String header = Tokens.encode(Tokens.HEADER);
        String twice = Tokens.encode("{\"sub\":1,\"sub\":2,\"iss\":\"https://id.example\"}");
        String behind = Tokens.encode(Tokens.PAYLOAD + "x");
        for (String token : new String[] {
            header + '.' + twice + '.' + Tokens.SIGNATURE,
            header + '.' + behind + '.' + Tokens.SIGNATURE,
            header + '.' + Tokens.encode(Tokens.PAYLOAD) + "!." + Tokens.SIGNATURE,
            Tokens.jwt(Tokens.HEADER, Tokens.PAYLOAD.replace("}", ",\"x\":\"" + "y".repeat(20_000) + "\"}"))
        }) {
            LaxJwt lax = ((TokenReading.Unreadable) read(token)).lax();
            assertThat(lax.issuer()).isEqualTo(Tokens.ISSUER);
            assertThat(lax.keyId()).isEqualTo("k1");
        }
        assertThat(((TokenReading.Unreadable) read(header + ".x")).lax()).isEqualTo(LaxJwt.NOTHING);
    }

    @Test
    void anEncryptedTokenIsOpaque() {
        String header = Tokens.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"iss\":\"https://id.example\"}");
        for (String token : new String[] {header + "..iv.text.tag", header + ".key.iv.text.tag"}) {
            assertThat(read(token)).isEqualTo(new TokenReading.Opaque(TokenDigest.ofText(token)));
        }
        assertUnreadable(header + ".key.iv.text");
    }

    @Test
    void claimsBehindItsHeaderAreNotEncrypted() {
        String header = Tokens.encode("{\"alg\":\"ES256\",\"enc\":\"A256GCM\"}");
        assertUnreadable(header + "." + Tokens.encode(Tokens.PAYLOAD) + ".c2ln.AAAA.AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc.def.ghi",
                "opaque",
                "8xLOxBtZp8",
                "v2.local.gdxyz",
                "a.b",
                "...",
                "eyJ1c2VyIjoxfQ",
                "eyJ1c2VyIjoxfQ.ZxYabc.c2lnbmF0dXJl",
                "ey.ey.ey"
            })
    void anythingElseIsOpaque(String token) {
        assertThat(read(token)).isInstanceOf(TokenReading.Opaque.class);
        assertThat(read(token).digest()).isEqualTo(TokenDigest.ofText(token));
    }

    @Test
    void anIssuerThatWritesNumbersMayHaveThem() {
        String token = Tokens.jwt(
                "{\"alg\":\"RS256\",\"kid\":3}",
                "{\"iss\":\"i\",\"jti\":10000000000,\"sub\":7,\"iat\":\"1700000000\"}");
        assertThat(lenient.read(new RawToken(token))).isInstanceOfSatisfying(TokenReading.Jwt.class, jwt -> {
            assertThat(jwt.tokenId()).isEqualTo("10000000000");
            assertThat(jwt.subject()).isEqualTo("7");
            assertThat(jwt.keyId()).isEqualTo("3");
            assertThat(jwt.issuedAt()).isEqualTo(1_700_000_000_000L);
        });
        Settings oneIssuer = AnySettings.of(Catalogue.TOKEN_NUMERIC_CLAIMS, new ByName<>(false, Map.of("i", true)));
        assertThat(new JwtReader(oneIssuer::acceptsNumericClaims).read(new RawToken(token)))
                .isInstanceOf(TokenReading.Jwt.class);
        assertThat(new JwtReader(oneIssuer::acceptsNumericClaims)
                        .read(new RawToken(payload("{\"iss\":\"j\",\"jti\":1}"))))
                .isInstanceOf(TokenReading.Unreadable.class);
        assertThat(lenient.read(new RawToken(payload("{\"jti\":true}")))).isInstanceOf(TokenReading.Unreadable.class);
        String others =
                Tokens.jwt("{\"alg\":\"RS256\",\"typ\":3}", "{\"iss\":\"i\",\"aud\":[\"a\",5],\"nbf\":\"1700000000\"}");
        assertThat(lenient.read(new RawToken(others))).isInstanceOf(TokenReading.Jwt.class);
        assertThat(new JwtReader(oneIssuer::acceptsNumericClaims).read(new RawToken(others)))
                .isInstanceOf(TokenReading.Jwt.class);
        for (String wrong : List.of("{\"aud\":[true]}", "{\"nbf\":\"x\"}", "{\"aud\":{}}")) {
            assertThat(lenient.read(new RawToken(payload(wrong)))).isInstanceOf(TokenReading.Unreadable.class);
        }
    }

    /** The worked example: anybody can compute it with a base64 decoder and sha256sum. */
    @Test
    void theDigestIsOfTheDecodedHeaderADotAndTheDecodedPayload() {
        assertThat(read(Tokens.encode("{\"alg\":\"none\"}") + '.' + Tokens.encode("{\"sub\":\"a\"}") + '.')
                        .digest())
                .isEqualTo(TokenDigest.ofText("{\"alg\":\"none\"}.{\"sub\":\"a\"}"));
    }

    @Test
    void nothingPrintsTheToken() {
        TokenReading.Jwt jwt = (TokenReading.Jwt) read(Tokens.JWT);
        String payloadPart = Tokens.JWT.split("\\.")[1];
        assertThat(jwt.toString()).doesNotContain(payloadPart).doesNotContain(Tokens.SIGNATURE);
        assertThat(CompactJws.of(Tokens.JWT, CompactJws.bytes(Tokens.JWT), null).toString())
                .isEqualTo("token");
        assertThat(new RawToken(Tokens.JWT).toString()).isEqualTo("token");
    }
}
