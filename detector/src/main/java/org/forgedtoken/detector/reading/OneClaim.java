package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.forgedtoken.detector.reading.StrictJson.Members;
import org.jspecify.annotations.Nullable;

/** A claim that only some issuers set, out of a raw token, for a field that the token's own claims leave open. */
final class OneClaim implements Members {
    private final String wanted;
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
        OneClaim one = new OneClaim(claim);
        try {
            StrictJson.read(CompactJws.of(token).payload(), one);
        } catch (Unreadable e) {
            return null; // the reader of the token itself says so
        }
        return one.text;
    }
}
