package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** One claim while it is read; null and an empty text are the same as an absent claim. */
final class Claim {
    /** The last instant of the year 9999 in seconds: what is beyond is cut to it, so that no sum overflows. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private @Nullable String text;
    private long date = Times.UNKNOWN;
    private boolean wrongType;

    /** Takes a claim that should be a text; a number is noted and left to the issuer's setting. */
    void takeText(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        wrongType = value != JsonToken.VALUE_STRING;
        if (wrongType && !value.isNumeric()) {
            throw new Unreadable("a claim of the wrong type");
        }
        String stated = parser.getText();
        if (Unicode.loneSurrogate(stated) >= 0) {
            throw new Unreadable("a claim with half a character");
        }
        text = stated.isEmpty() ? null : stated;
    }

    /** Takes a NumericDate: seconds, also with a fraction; a text is noted and left to the issuer's setting. */
    void takeDate(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        wrongType = !value.isNumeric();
        if (wrongType && value != JsonToken.VALUE_STRING) {
            throw new Unreadable("a claim of the wrong type");
        }
        double seconds;
        try {
            seconds = Double.parseDouble(parser.getText());
        } catch (NumberFormatException e) {
            throw new Unreadable("a date that is no number");
        }
        if (Double.isNaN(seconds)) {
            throw new Unreadable("a date that is no number");
        }
        date = Math.round(Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds)) * 1000);
    }

    boolean isWrongType() {
        return wrongType;
    }

    /** As the token has it: for comparing, never for keeping. */
    @Nullable
    String text() {
        return text;
    }

    /** Without anything in it that looks like a token. */
    @Nullable
    String clean() {
        return text == null ? null : Redaction.NONE.clean(text);
    }

    long date() {
        return date;
    }
}
