package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/** Tokens and policies for tests. */
public final class Tokens {
    public static final String ISSUER = "https://id.example";
    public static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
    public static final String PAYLOAD =
            "{\"iss\":\"https://id.example\",\"jti\":\"t1\",\"sub\":\"alice\",\"azp\":\"shop\","
                    + "\"iat\":1700000000,\"exp\":1700003600}";
    public static final String SIGNATURE = encode("a signature that nobody made");
    public static final String JWT = jwt(HEADER, PAYLOAD);

    private Tokens() {}

    public static String jwt(String header, String payload) {
        return encode(header) + '.' + encode(payload) + '.' + SIGNATURE;
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static Settings policy() {
        return policy(false, List.of());
    }

    public static Settings policy(boolean numericClaims, List<String> protectedPaths) {
        return policy(numericClaims, protectedPaths, IdentityKind.ID);
    }

    public static Settings policy(boolean numericClaims, List<String> protectedPaths, IdentityKind identity) {
        return AnySettings.of(
                Catalogue.ACCESS_ISSUER, ISSUER,
                Catalogue.ACCESS_PROTECTED_PATHS, protectedPaths,
                Catalogue.TOKEN_NUMERIC_CLAIMS, numericClaims,
                Catalogue.TOKEN_IDENTITY, identity);
    }
}
