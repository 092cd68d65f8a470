package org.forgedtoken.detector.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A JWT's header as it was read. It never changes. */
final class KnownHeader {
    private final byte[] encoded;
    private final byte[] decoded;
    private final boolean strict;
    private final String algorithm;
    private final @Nullable String keyId;
    private final @Nullable String keyIdAsWritten;
    private final @Nullable String type;
    private final boolean wrongType;

    private KnownHeader(byte[] encoded, Base64Url.Decoded decoded, JwtHeader named) {
        this.encoded = encoded;
        this.decoded = decoded.bytes();
        this.strict = decoded.isStrict();
        this.algorithm = named.algorithm();
        this.keyId = named.keyId();
        this.keyIdAsWritten = named.keyIdAsWritten();
        this.type = ClaimedKind.normal(named.type());
        this.wrongType = named.isWrongType();
    }

    /**
     * Reads a header.
     *
     * @param token in one byte a character
     * @param end where the header's dot is
     * @throws Unreadable where it is none, or says what is not understood
     */
    static KnownHeader of(byte[] token, int end, Base64Url.Decoded decoded) {
        JwtHeader named = new JwtHeader();
        StrictJson.read(decoded.bytes(), named);
        named.settle();
        return new KnownHeader(Arrays.copyOf(token, end), decoded, named);
    }

    /** Whether a token that begins like this, up to its first dot, has this header. */
    boolean begins(byte[] token, int dot) {
        return Arrays.equals(encoded, 0, encoded.length, token, 0, dot);
    }

    byte[] bytes() {
        return decoded;
    }

    boolean isStrict() {
        return strict;
    }

    String algorithm() {
        return algorithm;
    }

    @Nullable
    String keyId() {
        return keyId;
    }

    @Nullable
    String keyIdAsWritten() {
        return keyIdAsWritten;
    }

    @Nullable
    String type() {
        return type;
    }

    boolean isWrongType() {
        return wrongType;
    }
}
