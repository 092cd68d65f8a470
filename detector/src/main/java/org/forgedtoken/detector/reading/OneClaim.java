package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.forgedtoken.detector.reading.StrictJson.Members;
import org.jspecify.annotations.Nullable;

/** A claim that only some issuers set, out of a raw token, for a field that the token's own claims leave open. */
final class OneClaim implements Members {
    private final String wanted;

    /** {@code claim NAME}. */
    record Step(String name) implements TextStep {
        @Override
        public @Nullable String apply(String text) {
            return of(text, name);
        }
    }

    private @Nullable String text;

    private OneClaim(String wanted) {
        this.wanted = wanted;
    }

    @Override
    public void take(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals(wanted) && value == JsonToken.VALUE_STRING) {
            text = parser.getText();
        } else {
            parser.skipChildren();
        }
    }

    /** The claim's text; null where the token is no readable JWT, or the claim is absent or no text. */
    static @Nullable String of(String token, String claim) {
        if (token.length() > JwtReader.MAX_LENGTH || !JwtShape.isJwt(token)) {
            return null;
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        Base64Url.Decoded payload = first < 0 || second < 0 ? null : Base64Url.decode(token, first + 1, second);
        if (payload == null || !mayHave(payload.bytes(), claim)) {
            return null;
        }
        OneClaim one = new OneClaim(claim);
        try {
            StrictJson.read(payload.bytes(), one);
        } catch (Unreadable e) {
            return null; // the reader of the token itself says so
        }
        return one.text;
    }

    /** Most tokens do not have it, and need not be parsed for that; a name with escapes in it is left to the parser. */
    private static boolean mayHave(byte[] payload, String claim) {
        byte[] name = claim.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == '\\' || (payload[i] == name[0] && startsWith(payload, i, name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] part) {
        return from + part.length <= bytes.length
                && Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
    }
}
