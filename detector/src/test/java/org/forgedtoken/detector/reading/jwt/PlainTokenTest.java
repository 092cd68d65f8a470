package org.forgedtoken.detector.reading.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.reading.jwt.CompactJws.JwtHeader;
import org.junit.jupiter.api.Test;

/** What is read of a token by the short way is what the long way reads. */
class PlainTokenTest {
    private static final JwtHeader HEADER = new JwtHeader(new byte[0], true, "RS256", null, null, null, false);
    private static final SignedText SIGNED = new SignedText("RS256", null, "", 0, HEADER.bytes(), true);
    private static final List<String> PAYLOADS = List.of(
            Tokens.PAYLOAD,
            "{\"iss\":\"https://id.example\",\"jti\":\"\",\"sub\":\"a\",\"client_id\":\"shop\",\"exp\":1700003600.5}",
            "{\"iss\":7,\"jti\":8,\"sub\":null,\"iat\":\"1700000000\",\"exp\":99999999999999}",
            "{\"exp\":17000036000,\"iat\":0,\"realm_access\":{\"roles\":[\"a\",\"b\"],\"x\":{}},\"azp\":\"eyJhbGciOiJub25lIn0.e30\"}",
            "{\"sub\":\"ewogImFsZyI6MQ yw\",\"iss\":\"eyw\",\"iss2\":{\"a\":1,\"b\":[{\"a\":2}]}, \"aud\":[]}",
            "{\"aud\":[\"a\", \"b,]\"],\"nbf\":1700000000,\"sub\":\"a\"}",
            "{\"aud\":\"a\",\"nbf\":17000000000000,\"sub\":\"a\"}",
            "{\"aud\":[\"a\",5],\"nbf\":\"x\"}",
            "{\"sub\":true,\"jti\":{},\"exp\":\"x\"}");

    private final SplittableRandom random = new SplittableRandom(9);

    @Test
    void mutated_claims_are_read_as_the_strict_parser_reads_them() {
        String bits = "{}[]\",:\\0123456789.-eytfnu \nw";
        int plain = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] json = PAYLOADS.get(i % PAYLOADS.size()).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(3); change > 0; change--) {
                json[random.nextInt(json.length)] = (byte) bits.charAt(random.nextInt(bits.length()));
            }
            JwtPayload read = new JwtPayload(Recent.texts(8));
            if (PlainObject.readStrictly(json, read)) {
                plain++;
                JwtPayload strict = new JwtPayload(Recent.texts(8));
                StrictJson.read(json, strict);
                assertThat(claims(read))
                        .as(new String(json, StandardCharsets.ISO_8859_1))
                        .isEqualTo(claims(strict));
            }
        }
        assertThat(plain).isGreaterThan(1_000);
    }

    @Test
    void a_token_whose_header_was_seen_before_is_read_as_at_first() {
        for (String header : List.of(
                Tokens.HEADER,
                "{\"alg\":\"none\"}",
                "{\"kid\":5,\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\"",
                " {\"\\u0061lg\":\"RS256\"}")) {
            for (String payload : PAYLOADS) {
                String token = Tokens.jwt(header, payload);
                JwtReader reader = new JwtReader(Tokens.policy()::acceptsNumericClaims);
                String first = reading(reader, token);
                reading(reader, Tokens.jwt(header, Tokens.PAYLOAD));
                assertThat(reading(reader, token)).isEqualTo(first);
                assertThat(reading(reader, token + "="))
                        .isEqualTo(reading(new JwtReader(Tokens.policy()::acceptsNumericClaims), token + "="));
                assertThat(reading(reader, token + ".x"))
                        .isEqualTo(reading(new JwtReader(Tokens.policy()::acceptsNumericClaims), token + ".x"));
            }
        }
    }

    @Test
    void base64_is_decoded_as_the_platform_decodes_it() {
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            Base64Url.Decoded decoded = Base64Url.decode(text, 0, text.length());
            assertThat(decoded.bytes()).isEqualTo(bytes);
            assertThat(decoded.isStrict()).isTrue();
            String padded = Base64.getEncoder().encodeToString(bytes);
            Base64Url.Decoded lax = Base64Url.decode(padded, 0, padded.length());
            assertThat(lax.bytes()).isEqualTo(bytes);
            assertThat(lax.isStrict()).isEqualTo(padded.equals(text));
        }
    }

    @Test
    void base64_with_bits_that_decode_to_nothing_is_not_strict() {
        for (String text : List.of("QQ", "QR", "QUE", "QUF", "QUFB")) {
            Base64Url.Decoded decoded = Base64Url.decode(text, 0, text.length());
            assertThat(decoded.isStrict())
                    .isEqualTo(List.of("QQ", "QUE", "QUFB").contains(text));
            assertThat(decoded.bytes()).isEqualTo(Arrays.copyOf(new byte[] {'A', 'A', 'A'}, decoded.bytes().length));
        }
        for (String text : List.of("Q", "QUFBQ", "Q\u00e9", "QU\u0151B", "Q.", "QU=B", "Q===")) {
            assertThat(Base64Url.decode(text, 0, text.length())).as(text).isNull();
        }
    }

    private static List<Object> claims(JwtPayload payload) {
        return List.of(payload.reading("digest", HEADER, SIGNED), settled(payload));
    }

    private static boolean settled(JwtPayload payload) {
        try {
            payload.settle(Tokens.policy()::acceptsNumericClaims, false);
            return true;
        } catch (Unreadable e) {
            return false;
        }
    }

    private static String reading(JwtReader reader, String token) {
        TokenReading reading = reader.read(new RawToken(token));
        if (reading instanceof TokenReading.Jwt jwt) {
            return String.join(
                    " ",
                    jwt.toString(),
                    jwt.signed().algorithm(),
                    String.valueOf(jwt.signed().keyId()),
                    jwt.signed().header(),
                    jwt.signed().payload(),
                    Tokens.encode(jwt.signed().signature()),
                    String.valueOf(jwt.signed().isStrict()));
        }
        return reading.toString();
    }
}
