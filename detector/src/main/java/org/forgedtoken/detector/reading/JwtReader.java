package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.forgedtoken.detector.feed.RawToken;

/**
 * Reads a raw token: a compact JWT strictly, anything else as opaque. The spelling of the base64 alone is read laxly,
 * since it changes nothing of what the token says; the signature check hears of it.
 */
final class JwtReader {
    /** What a gateway may be expected to take; characters of a compact JWT are bytes. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final ReadingPolicy policy;

    JwtReader(ReadingPolicy policy) {
        this.policy = policy;
    }

    TokenReading read(RawToken raw) {
        String token = raw.reveal();
        if (token.length() > MAX_LENGTH) {
            return new TokenReading.Unreadable(TokenDigest.ofText(token), "longer than 16 KiB");
        }
        if (!JwtShape.isJwt(token)) {
            return new TokenReading.Opaque(TokenDigest.ofText(token));
        }
        try {
            return readJwt(token);
        } catch (Unreadable e) {
            return new TokenReading.Unreadable(TokenDigest.of(token), e.why);
        } catch (IOException e) {
            return new TokenReading.Unreadable(TokenDigest.of(token), "no well-formed JSON, or a repeated member name");
        }
    }

    private TokenReading readJwt(String token) throws IOException {
        if (token.startsWith("{")) {
            throw new Unreadable("a JSON serialisation");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (second < 0) {
            throw new Unreadable("less than three parts");
        }
        if (token.indexOf('.', second + 1) >= 0) {
            throw new Unreadable("more than three parts: encrypted, or no JWT");
        }
        Base64Url.Decoded header = part(token, 0, first);
        Base64Url.Decoded payload = part(token, first + 1, second);
        Base64Url.Decoded signature = part(token, second + 1, token.length());
        if (payload.bytes().length == 0) {
            throw new Unreadable("a detached payload");
        }
        JwtHeader named = new JwtHeader();
        JwtPayload stated = new JwtPayload();
        read(header.bytes(), named);
        read(payload.bytes(), stated);
        named.settle();
        stated.settle(policy, named.wrongType());
        boolean strict = header.isStrict() && payload.isStrict() && signature.isStrict();
        return new TokenReading.Jwt(
                TokenDigest.ofContent(header.bytes(), payload.bytes()),
                stated.issuer(),
                stated.tokenId(),
                stated.subject(),
                stated.client(),
                named.keyId(),
                stated.issuedAt(),
                stated.expiresAt(),
                new SignedText(
                        named.algorithm(),
                        named.keyIdAsWritten(),
                        token.substring(0, second),
                        signature.bytes(),
                        strict));
    }

    private static Base64Url.Decoded part(String token, int from, int to) {
        Base64Url.Decoded decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new Unreadable("a part that is no base64url");
        }
        return decoded;
    }

    /** Takes the members of one JSON object, whatever else is in it. */
    interface Members {
        /** Takes one member; the parser stands on its value, and is left on the value's end. */
        void take(String name, JsonToken value, JsonParser parser) throws IOException;
    }

    private static void read(byte[] json, Members members) throws IOException {
        if (!startsPlainly(json) || !Unicode.isUtf8(json)) {
            throw new Unreadable("no JSON object in UTF-8");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("no JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                members.take(name, value, parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new Unreadable("something behind the JSON object");
            }
        }
    }

    /** No byte-order mark, and no byte 0, which Jackson would take for UTF-16. */
    private static boolean startsPlainly(byte[] json) {
        for (int i = 0; i < 4 && i < json.length; i++) {
            if (json[i] == 0) {
                return false;
            }
        }
        return json.length > 0 && json[0] > 0;
    }

    /** Ends the reading of one token; it carries nothing of it. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        Unreadable(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
