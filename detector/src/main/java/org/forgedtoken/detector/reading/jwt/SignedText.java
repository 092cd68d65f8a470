package org.forgedtoken.detector.reading.jwt;

import org.jspecify.annotations.Nullable;

/**
 * What a signature check needs of a JWT. It holds the raw token, so it cannot print itself, and lives as long as one read.
 *
 * @param token as presented
 * @param signedEnd where its second dot is
 * @param isStrict whether every part is spelled as RFC 7515 wants it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
public record SignedText(
        String algorithm, @Nullable String keyId, String token, int signedEnd, byte[] signature, boolean isStrict) {

    /** As presented. */
    public String header() {
        return token.substring(0, token.indexOf('.'));
    }

    /** As presented. */
    public String payload() {
        return token.substring(token.indexOf('.') + 1, signedEnd);
    }

    /** {@code none} in any case: some libraries took {@code NONE} for it. */
    public boolean isUnsigned() {
        return algorithm.equalsIgnoreCase("none");
    }

    /** What a log leaves away of a token so that no one can use it again. */
    public boolean isCutOff() {
        return signature.length == 0 && !isUnsigned();
    }

    @Override
    public String toString() {
        return "token";
    }
}
