package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** One claim while it is read; null and an empty text are the same as an absent claim. */
final class Claim {
    /** Digits of whole seconds before that. */
    private static final int LONGEST_DATE = 11;

    private @Nullable String text;
    private @Nullable String clean;
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

    /** Takes a claim that should be a text or a list of texts, which does not matter otherwise. */
    void takeTexts(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            takeText(value, parser);
            return;
        }
        boolean anyWrong = false;
        for (JsonToken one = parser.nextToken(); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
            if (one == null || one == JsonToken.VALUE_NULL) {
                throw new Unreadable("a claim of the wrong type");
            }
            takeText(one, parser);
            anyWrong |= wrongType;
        }
        wrongType = anyWrong;
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
        date = Times.ofNumericDate(seconds);
    }

    /**
     * Takes the plain case of a text, as {@link PlainObject} gives it.
     *
     * @param known where it may have come before; null where it is of this token alone
     * @return false where the full parser has to read it
     */
    boolean takePlainText(byte[] json, int from, int to, @Nullable KnownTexts known) {
        if (json[from] != '"' || JwtScan.mayHold(json, from + 1, to - 1)) {
            return false;
        }
        if (to - from > 2) {
            text = known == null
                    ? new String(json, from + 1, to - from - 2, StandardCharsets.ISO_8859_1)
                    : known.clean(json, from + 1, to - 1);
            clean = text;
        }
        return true;
    }

    /** The same of a text or a list of texts, of which nothing is kept. */
    static boolean isPlainTexts(byte[] json, int from, int to) {
        boolean list = json[from] == '[';
        for (int at = list ? from + 1 : from; at < to; at++) {
            if (json[at] == '"') {
                at = AsciiWords.specialFrom(json, at + 1); // the quote that ends it: nothing else is in a plain text
            } else if (!list || ", ]\t\r\n".indexOf(json[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The same of a date: whole seconds. */
    boolean takePlainDate(byte[] json, int from, int to) {
        if (to - from > LONGEST_DATE || json[from] == '"') {
            return false;
        }
        long seconds = 0;
        for (int i = from; i < to; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            seconds = seconds * 10 + digit;
        }
        date = seconds * 1000;
        return true;
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
        return clean == null && text != null ? JwtScan.strike(text) : clean;
    }

    long date() {
        return date;
    }
}
