package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * One claim as it was read; null and an empty text are the same as an absent claim.
 *
 * @param text as the token has it: for comparing, never for keeping
 * @param date epoch ms, or {@link Times#UNKNOWN}
 * @param isWrongType whether it is a number for a text, or a text for a date: that is left to the issuer's setting
 */
record Claim(@Nullable String text, long date, boolean isWrongType) {
    static final Claim ABSENT = new Claim(null, Times.UNKNOWN, false);

    /** A text that is right. */
    static Claim ofText(String text) {
        return text.isEmpty() ? ABSENT : new Claim(text, Times.UNKNOWN, false);
    }

    /** A claim that should be a text. */
    static Claim ofText(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return ABSENT;
        }
        if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
            throw new Unreadable("a claim of the wrong type");
        }
        String stated = parser.getText();
        if (Unicode.loneSurrogate(stated) >= 0) {
            throw new Unreadable("a claim with half a character");
        }
        return new Claim(stated.isEmpty() ? null : stated, Times.UNKNOWN, value != JsonToken.VALUE_STRING);
    }

    /** A claim that should be a text or a list of texts, which does not matter otherwise. */
    static Claim ofTexts(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            return ofText(value, parser);
        }
        boolean anyWrong = false;
        for (JsonToken one = parser.nextToken(); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
            if (one == null || one == JsonToken.VALUE_NULL) {
                throw new Unreadable("a claim of the wrong type");
            }
            anyWrong |= ofText(one, parser).isWrongType();
        }
        return new Claim(null, Times.UNKNOWN, anyWrong);
    }

    /** A NumericDate: seconds, also with a fraction. */
    static Claim ofDate(JsonToken value, String text) {
        if (value == JsonToken.VALUE_NULL) {
            return ABSENT;
        }
        if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
            throw new Unreadable("a claim of the wrong type");
        }
        double seconds;
        try {
            seconds = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            seconds = Double.NaN;
        }
        if (Double.isNaN(seconds)) {
            throw new Unreadable("a date that is no number");
        }
        return new Claim(null, Times.ofNumericDate(seconds), value == JsonToken.VALUE_STRING);
    }

    /** Without anything in it that looks like a token. */
    @Nullable
    String clean() {
        return text == null ? null : JwtScan.strike(text);
    }
}
