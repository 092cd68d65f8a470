package org.forgedtoken.detector.reading.jwt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS (RFC 7515, section 7.1) taken apart. The spelling of its base64 alone is read laxly: that changes
 * nothing of what the token says, and the signature check hears of it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
public record CompactJws(JwtHeader header, byte[] payload, String digest, SignedText signed) {
    /**
     * Takes a token apart.
     *
     * @param text its {@link #bytes}
     * @param known its header, where that was read before
     * @throws Unreadable where it is no compact JWS
     */
    public static CompactJws of(String token, byte[] text, @Nullable JwtHeader known) {
        if (token.startsWith("{")) {
            throw new Unreadable("a JSON serialisation");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            throw new Unreadable("less than three parts");
        }
        if (token.indexOf('.', second + 1) >= 0) {
            throw new Unreadable("more than three parts");
        }
        Base64Url.Decoded payload = part(text, first + 1, second);
        Base64Url.Decoded signature = part(text, second + 1, text.length);
        JwtHeader header = known != null ? known : JwtHeader.of(part(text, 0, first));
        boolean strict = header.isStrict() && payload.isStrict() && signature.isStrict();
        SignedText signed =
                new SignedText(header.algorithm(), header.keyIdAsWritten(), token, second, signature.bytes(), strict);
        return new CompactJws(header, payload.bytes(), TokenDigest.ofContent(header.bytes(), payload.bytes()), signed);
    }

    /** A token in one byte a character, where what is no base64 anyway may be any other such character. */
    public static byte[] bytes(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length == token.length()) {
            return bytes;
        }
        // a character beyond the first plane is two in the text, and has become one byte
        byte[] each = new byte[token.length()];
        for (int i = 0; i < each.length; i++) {
            each[i] = token.charAt(i) < 0x80 ? (byte) token.charAt(i) : (byte) '?';
        }
        return each;
    }

    private static Base64Url.Decoded part(byte[] token, int from, int to) {
        Base64Url.Decoded decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new Unreadable("a part that is no base64url");
        }
        return decoded;
    }

    @Override
    public String toString() {
        return "token";
    }

    /**
     * A JWT's header as far as it matters. It never changes.
     *
     * @param isStrict whether it is spelled as RFC 7515 wants it
     * @param isWrongType whether a member has a type on which the issuer decides
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    record JwtHeader(
            byte[] bytes,
            boolean isStrict,
            String algorithm,
            @Nullable String keyId,
            @Nullable String keyIdAsWritten,
            @Nullable String type,
            boolean isWrongType) {

        /** RFC 7515 crit, RFC 7797 b64, RFC 7516 enc and zip: each is an extension that the gateway may not share. */
        private static final Set<String> CHANGES_THE_READING = Set.of("crit", "b64", "enc", "zip");

        private static final Set<String> TEXTS = Set.of("alg", "kid", "typ", "cty", "jku", "x5u", "x5t", "x5t#S256");

        /**
         * Reads a header.
         *
         * @throws Unreadable where it is none, or says what is not understood
         */
        static JwtHeader of(Base64Url.Decoded decoded) {
            Map<String, Claim> named = new HashMap<>();
            StrictJson.read(decoded.bytes(), (name, value, parser) -> {
                if (CHANGES_THE_READING.contains(name)) {
                    throw new Unreadable("a header member that changes the reading: crit, b64, enc or zip");
                }
                if (TEXTS.contains(name)) {
                    named.put(name, Claim.ofText(value, parser));
                } else {
                    parser.skipChildren();
                }
            });
            Claim algorithm = named.getOrDefault("alg", Claim.ABSENT);
            Claim keyId = named.getOrDefault("kid", Claim.ABSENT);
            // its type is never up to the issuer: it decides how everything else is checked
            if (algorithm.text() == null || algorithm.isWrongType()) {
                throw new Unreadable("a header without an algorithm");
            }
            return new JwtHeader(
                    decoded.bytes(),
                    decoded.isStrict(),
                    algorithm.text(),
                    keyId.clean(),
                    keyId.text(),
                    ClaimedKind.normal(named.getOrDefault("typ", Claim.ABSENT).clean()),
                    named.values().stream().anyMatch(Claim::isWrongType));
        }

        /**
         * The kind that a JWT claims for itself: by Cognito's {@code token_use}, Keycloak's {@code typ} claim or the header's
         * {@code typ} (RFC 9068: {@code at+jwt}), of which the first that says one counts; else an ID token has {@code nonce} or
         * {@code at_hash} (OpenID Connect Core, section 2).
         */
        static final class ClaimedKind {
            private static final String APPLICATION = "application/";
            private static final String ACCESS_TOKEN = "at+jwt";
            private static final Set<String> ACCESS = Set.of("access", "bearer", "dpop");
            /** Types of a header that say only how the token is written (RFC 7515, section 4.1.9). */
            private static final Set<String> ANY = Set.of("jwt", "jose", "");

            private static final int LONGEST = 64;

            private ClaimedKind() {}

            /**
             * In lower case; null where it is access, or none is claimed.
             *
             * @param headerType as {@link #normal} has it
             * @param idToken whether it has what only ID tokens have
             */
            static @Nullable String of(
                    @Nullable String tokenUse, @Nullable String type, @Nullable String headerType, boolean idToken) {
                String claimed = normal(tokenUse != null ? tokenUse : type);
                String kind = claimed != null && !ANY.contains(claimed) ? claimed : headerType;
                if (kind == null || ANY.contains(kind)) {
                    return idToken ? "id" : null;
                }
                return ACCESS.contains(kind) || kind.endsWith(ACCESS_TOKEN) ? null : kind;
            }

            /** Without what makes no difference. */
            static @Nullable String normal(@Nullable String stated) {
                if (stated == null) {
                    return null;
                }
                String kind = BoundedText.beginning(stated, LONGEST, "").toLowerCase(Locale.ROOT);
                return kind.startsWith(APPLICATION) ? kind.substring(APPLICATION.length()) : kind;
            }
        }
    }
}
