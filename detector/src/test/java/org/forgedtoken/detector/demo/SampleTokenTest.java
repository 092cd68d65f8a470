package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwk.Jwk;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;
import org.junit.jupiter.api.Test;

class SampleTokenTest {

    private static final SigningKey KEY = new SigningKey("shop-2025-1", 5);
    private static final SampleIssuer SHOP =
            new SampleIssuer("https://login.shop.example", true, new TreeMap<>(Map.of(Long.MIN_VALUE, KEY)));
    private static final SampleToken TOKEN =
            new SampleToken(SHOP, KEY, "a|b%", "u1", "shop-web", 1_748_822_400L, 1_748_826_000L, "shop:read", "s");

    @Test
    void isAJwtThatThePublishedKeyVerifies() throws Exception {
        Map<String, Object> jwk = new ObjectMapper().readValue(KEY.jwk().toString(), new TypeReference<>() {});
        Algorithm rs256 = Algorithm.RSA256((RSAPublicKey) Jwk.fromValues(jwk).getPublicKey(), null);
        DecodedJWT decoded =
                JWT.require(rs256).acceptExpiresAt(4_000_000_000L).build().verify(TOKEN.compact());
        assertThat(decoded.getIssuer()).isEqualTo(SHOP.name());
        assertThat(decoded.getId()).isEqualTo(TOKEN.id());
        assertThat(decoded.getSubject()).isEqualTo("u1");
        assertThat(decoded.getKeyId()).isEqualTo(KEY.id());
    }

    @Test
    void digestIsOverTheDecodedPartsWithoutTheSignature() throws Exception {
        String[] parts = TOKEN.compact().split("\\.");
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(Base64.getUrlDecoder().decode(parts[0]));
        sha256.update(".".getBytes(StandardCharsets.US_ASCII));
        sha256.update(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(TOKEN.digest()).isEqualTo(HexFormat.of().formatHex(sha256.digest()));
    }

    @Test
    void keyEncodesWhatHasAMeaningInIt() {
        assertThat(TOKEN.key()).isEqualTo("https%3A//login.shop.example|a%7Cb%25");
    }
}
