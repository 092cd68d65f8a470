package org.forgedtoken.detector.reading.jwt;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
}
