package org.forgedtoken.detector.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token; times in epoch seconds.
 *
 * @param signer whose signature it bears: the issuer's at that time, unless it is forged
 * @param session makes the content of two tokens differ where there is no id
 */
record SampleToken(
        KeyRing.SampleIssuer issuer,
        SigningKey signer,
        @Nullable String id,
        @Nullable String account,
        String client,
        @Nullable Long issuedAt,
        long expiresAt,
        String scope,
        String session) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    SampleToken withAccount(String other) {
        return new SampleToken(issuer, signer, id, other, client, issuedAt, expiresAt, scope, session);
    }

    SampleToken withScope(String other) {
        return new SampleToken(issuer, signer, id, account, client, issuedAt, expiresAt, other, session);
    }

    private String header() {
        return new JsonObject()
                .put("alg", "RS256")
                .put("typ", "JWT")
                .put("kid", signer.id())
                .toString();
    }

    private String payload() {
        return new JsonObject()
                .put("iss", issuer.name())
                .put("jti", id)
                .put("sub", account)
                .put("client_id", client)
                .put("iat", issuedAt)
                .put("exp", expiresAt)
                .put("scope", scope)
                .put("sid", session)
                .toString();
    }

    /** The signed token. Costs a signature. */
    String compact() {
        String signed = BASE64.encodeToString(header().getBytes(StandardCharsets.UTF_8))
                + '.'
                + BASE64.encodeToString(payload().getBytes(StandardCharsets.UTF_8));
        return signed + '.' + signer.sign(signed);
    }

    /** Lower-case hex SHA-256 over header bytes, a dot, payload bytes (reference/identity.md). */
    String digest() {
        return Sha256.hex(Sha256.of(header() + '.' + payload()));
    }

    /** What both feeds meet under (reference/block-entries.md). */
    String key() {
        return id == null ? "digest:" + digest() : joined(issuer.name(), id);
    }

    /** How alerts name the key that signed it. */
    String signingKey() {
        return joined(issuer.name(), signer.id());
    }

    /** Two parts as a block-entry key joins them. */
    static String joined(String first, String second) {
        return encode(first) + '|' + encode(second);
    }

    private static String encode(String part) {
        return part.replace("%", "%25").replace("|", "%7C").replace(":", "%3A");
    }
}
