package org.forgedtoken.detector.reading;

import com.auth0.jwt.interfaces.DecodedJWT;
import java.lang.reflect.Proxy;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a signature check needs of a JWT. It holds the raw token, so it cannot print itself, and lives as long as one read.
 */
final class SignedText {
    private final String algorithm;
    private final @Nullable String keyId;
    private final String token;
    private final int signedEnd;
    private final byte[] signature;
    private final boolean strict;

    /**
     * @param token as presented
     * @param signedEnd where its second dot is
     * @param strict whether every part is spelled as RFC 7515 wants it
     */
    SignedText(
            String algorithm, @Nullable String keyId, String token, int signedEnd, byte[] signature, boolean strict) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.token = token;
        this.signedEnd = signedEnd;
        this.signature = signature;
        this.strict = strict;
    }

    String algorithm() {
        return algorithm;
    }

    @Nullable
    String keyId() {
        return keyId;
    }

    /** What java-jwt's algorithms ask of a token, whose own decoder takes no laxer spelling. */
    DecodedJWT decoded() {
        int dot = token.indexOf('.');
        return (DecodedJWT) Proxy.newProxyInstance(
                DecodedJWT.class.getClassLoader(),
                new Class<?>[] {DecodedJWT.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> token.substring(0, dot);
                    case "getPayload" -> token.substring(dot + 1, signedEnd);
                    case "getSignature" -> Base64.getUrlEncoder().encodeToString(signature);
                    default -> null;
                });
    }

    byte[] signature() {
        return signature;
    }

    boolean isStrict() {
        return strict;
    }

    /** {@code none} in any case: some libraries took {@code NONE} for it. */
    boolean isUnsigned() {
        return algorithm.equalsIgnoreCase("none");
    }

    /** What a log leaves away of a token so that no one can use it again. */
    boolean isCutOff() {
        return signature.length == 0 && !isUnsigned();
    }

    @Override
    public String toString() {
        return "token";
    }
}
