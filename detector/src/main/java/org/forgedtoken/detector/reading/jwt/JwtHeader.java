package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWT's header as far as it matters. It never changes.
 *
 * @param encoded as it begins the token, in one byte a character
 * @param isStrict whether it is spelled as RFC 7515 wants it
 * @param isWrongType whether a member has a type on which the issuer decides
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
record JwtHeader(
        byte[] encoded,
        byte[] bytes,
        boolean isStrict,
        String algorithm,
        @Nullable String keyId,
        @Nullable String keyIdAsWritten,
        @Nullable String type,
        boolean isWrongType) {

    /**
     * Reads a header.
     *
     * @param token in one byte a character
     * @param end where the header's dot is
     * @throws Unreadable where it is none, or says what is not understood
     */
    static JwtHeader of(byte[] token, int end, Base64Url.Decoded decoded) {
        Members named = new Members();
        StrictJson.read(decoded.bytes(), named);
        String algorithm = named.algorithm.text();
        // its type is never up to the issuer: it decides how everything else is checked
        if (algorithm == null || named.algorithm.isWrongType()) {
            throw new Unreadable("a header without an algorithm");
        }
        return new JwtHeader(
                Arrays.copyOf(token, end),
                decoded.bytes(),
                decoded.isStrict(),
                algorithm,
                named.keyId.clean(),
                named.keyId.text(),
                ClaimedKind.normal(named.type.clean()),
                named.keyId.isWrongType() || named.type.isWrongType() || named.othersWrongType);
    }

    /** A member that changes how the rest is read makes the token unreadable. */
    private static final class Members implements StrictJson.Members {
        /** RFC 7515 crit, RFC 7797 b64, RFC 7516 enc and zip: each is an extension that the gateway may not share. */
        private static final Set<String> CHANGES_THE_READING = Set.of("crit", "b64", "enc", "zip");

        private final Claim algorithm = new Claim();
        private final Claim keyId = new Claim();
        private final Claim type = new Claim();
        /** Whether one that does not matter otherwise has a type on which the issuer decides. */
        private boolean othersWrongType;

        @Override
        public void take(String name, JsonToken value, JsonParser parser) throws IOException {
            if (CHANGES_THE_READING.contains(name)) {
                throw new Unreadable("a header member that changes the reading: crit, b64, enc or zip");
            }
            switch (name) {
                case "alg" -> algorithm.takeText(value, parser);
                case "kid" -> keyId.takeText(value, parser);
                case "typ" -> type.takeText(value, parser);
                case "cty", "jku", "x5u", "x5t", "x5t#S256" -> {
                    Claim other = new Claim();
                    other.takeText(value, parser);
                    othersWrongType |= other.isWrongType();
                }
                default -> parser.skipChildren();
            }
        }
    }

    /** Whether a token that begins like this, up to its first dot, has this header. */
    boolean begins(byte[] token, int dot) {
        return Arrays.equals(encoded, 0, encoded.length, token, 0, dot);
    }
}
