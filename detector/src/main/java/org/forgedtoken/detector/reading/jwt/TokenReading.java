package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What a raw token turned out to be. */
public sealed interface TokenReading {
    /** See reference/identity.md. */
    String digest();

    /**
     * A JWT that every reader reads alike.
     *
     * @param issuedAt epoch ms, or {@link Times#UNKNOWN}
     * @param expiresAt epoch ms, or {@link Times#UNKNOWN}
     * @param kind that it claims for itself, in lower case; null where that is access, or it claims none
     */
    record Jwt(
            String digest,
            @Nullable String issuer,
            @Nullable String tokenId,
            @Nullable String subject,
            @Nullable String client,
            @Nullable String keyId,
            long issuedAt,
            long expiresAt,
            @Nullable String kind,
            SignedText signed)
            implements TokenReading {}

    /** A text that says nothing of itself. */
    record Opaque(String digest) implements TokenReading {}

    /**
     * A JWT, or something that means to be one, on which readers may differ.
     *
     * @param why one plain clause, without anything of the token
     * @param lax what a lax reader may take it for
     */
    record Unreadable(String digest, String why, LaxJwt lax) implements TokenReading {}

    /**
     * What the laxest of readers may take an unreadable JWT for: nothing is judged by it, but a gateway that did verify the token
     * has found its key so.
     *
     * @param signed null where it has not three parts
     */
    public record LaxJwt(
            @Nullable String issuer,
            @Nullable String keyId,
            @Nullable SignedText signed) {
        /** A token of which nothing is known. */
        public static final LaxJwt NOTHING = new LaxJwt(null, null, null);

        private static final JsonFactory JSON = new JsonFactory();

        public static LaxJwt of(String token) {
            int first = token.indexOf('.');
            int second = first < 0 ? -1 : token.indexOf('.', first + 1);
            if (second < 0 || token.indexOf('.', second + 1) >= 0) {
                return NOTHING;
            }
            byte[] header = JwtShape.loosely(token, 0, first);
            byte[] payload = JwtShape.loosely(token, first + 1, second);
            byte[] signature = JwtShape.loosely(token, second + 1, token.length());
            String algorithm = last(header, "alg");
            String keyId = last(header, "kid");
            String issuer = last(payload, "iss");
            return new LaxJwt(
                    issuer == null ? null : JwtScan.strike(issuer),
                    keyId == null ? null : JwtScan.strike(keyId),
                    new SignedText(algorithm == null ? "" : algorithm, keyId, token, second, signature, false));
        }

        /** Of members of one name most readers take the last; what follows an error is not read. */
        private static @Nullable String last(byte[] json, String name) {
            String text = null;
            try (JsonParser parser = JSON.createParser(json)) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    for (String at = parser.nextFieldName(); at != null; at = parser.nextFieldName()) {
                        JsonToken value = parser.nextToken();
                        if (at.equals(name) && value.isScalarValue()) {
                            text = Unicode.mend(parser.getText());
                        }
                        parser.skipChildren();
                    }
                }
            } catch (IOException e) {
                return text;
            }
            return text;
        }

        @Override
        public String toString() {
            return "token";
        }
    }
}
