package org.forgedtoken.detector.reading;

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

    /** Header, dot, payload: as presented. */
    String text() {
        return token.substring(0, signedEnd);
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
