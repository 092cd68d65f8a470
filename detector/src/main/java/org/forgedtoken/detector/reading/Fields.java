package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * One record's fields, before they mean anything. Null, an empty text and an absent field are the same: log formats that
 * cannot leave a field out write one of these. Every text leaves through {@link #text}, cleaned of the record's token
 * and of whatever else looks like one.
 */
public final class Fields {
    private static final Set<NativeField> IDENTITY =
            EnumSet.of(NativeField.TOKEN_ID, NativeField.ISSUER, NativeField.TOKEN_DIGEST);

    private final @Nullable Recent<String> known;
    private @Nullable PlainFields plain;
    private Map<NativeField, Object> values = Map.of();
    private List<Object> tokens = List.of();

    private Redaction redaction = Redaction.NONE;

    /** Fields that are put one by one. */
    Fields() {
        this.known = null;
    }

    /** Fields that may also be taken out of a plain record together, by a reader that knows texts of earlier ones. */
    Fields(Recent<String> known) {
        this.known = known;
    }

    /** A JSON number keeps its text: an account id must not become {@code 1.0E7}. */
    public record Numeral(String text) {}

    /**
     * A value that is no field: an array or an object, or several texts where there must be one.
     *
     * @param texts in it, at any depth: a token may be among them
     * @param values in a list, at any depth; -1 of what is no list
     */
    public record Composite(List<String> texts, int values) {
        /** One of which nothing is known. */
        public static final Composite UNKNOWN = new Composite(List.of(), -1);

        public static Composite ofSeveral(List<String> texts) {
            return new Composite(texts, -1);
        }

        public boolean isEmptyList() {
            return values == 0;
        }

        /** Whether it is a list of one text and of nothing else: so some loggers write a header that came once. */
        public boolean isOneText() {
            return values == 1 && texts.size() == 1;
        }

        @Override
        public String toString() {
            return "composite";
        }
    }

    /** Takes the fields of an access or an issuance; false, and nothing taken, where it is no plain record. */
    boolean takePlain(byte[] json) {
        plain = known == null ? null : PlainFields.of(json, known);
        return plain != null;
    }

    public void put(NativeField field, Object value) {
        if (values.isEmpty()) {
            values = new EnumMap<>(NativeField.class);
        }
        if (values.put(field, value instanceof String text ? whole(field, text) : value) != null) {
            values.remove(field); // neither of the two is to be believed
            throw new Refused(RejectReason.BAD_FIELD);
        }
    }

    /** Half a character has no bytes: mended, texts that differ would become one, and one token vouch for another. */
    private static Object whole(NativeField field, String text) {
        String mended = Unicode.mend(text);
        return !mended.equals(text) && IDENTITY.contains(field) ? Composite.UNKNOWN : mended;
    }

    boolean has(NativeField field) {
        return plain == null ? values.containsKey(field) : plain.has(field);
    }

    /** Adds what lies where a token may lie; a record may have several such places. */
    public void addToken(Object value) {
        if (tokens.isEmpty()) {
            tokens = new ArrayList<>(2);
        }
        tokens.add(value);
    }

    /** What lies where a token may lie. */
    TokenPlaces tokenPlaces() {
        Object value = value(NativeField.TOKEN);
        return new TokenPlaces(value == null ? tokens : List.of(value));
    }

    /** From here on these texts are struck from every field. */
    void redact(List<String> secrets) {
        redaction = Redaction.ofAll(secrets);
    }

    /** A text or a number as text, without anything of a token; null where not stated. */
    @Nullable
    String text(NativeField field) {
        if (plain != null && plain.isText(field) && !redaction.mayStrike(plain.length(field))) {
            return plain.clean(field);
        }
        String text = asWritten(field);
        return text == null ? null : redaction.clean(text);
    }

    /**
     * The same.
     *
     * @param beside whether it lies beside a token: then what is no text is not stated, so that nobody hides the token by it
     */
    @Nullable
    String text(NativeField field, boolean beside) {
        if (!beside || (plain != null && plain.isText(field))) {
            return text(field);
        }
        return textOf(value(field)) == null ? null : text(field);
    }

    /**
     * The beginning of a text that is evidence to look at. A stranger writes it: what lies so far behind that no token could
     * reach from there into the beginning is not looked at.
     */
    @Nullable
    String beginning(NativeField field, boolean beside, int length) {
        int window = length + JwtReader.MAX_LENGTH;
        if (plain != null && plain.isText(field) && plain.length(field) <= window) {
            return cut(text(field), length);
        }
        if (beside && textOf(value(field)) == null) {
            return null;
        }
        String text = asWritten(field);
        return text == null || text.length() <= window
                ? cut(text(field), length)
                : cut(redaction.clean(text.substring(0, window)), length);
    }

    static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : BoundedText.beginning(text, length, "");
    }

    /** The text without anything of the record's token, also where the record was refused before that was asked for. */
    String strike(String text) {
        redact(tokenPlaces().texts());
        return redaction.clean(text);
    }

    /** Epoch ms, or {@link Times#UNKNOWN} where not stated. */
    public long time(NativeField field) {
        Object value = value(field);
        if (value == null || value.equals("")) {
            return Times.UNKNOWN;
        }
        long time = Times.UNKNOWN;
        if (value instanceof String text) {
            time = InputTime.of(text);
        } else if (value instanceof Numeral number) {
            time = InputTime.of(number.text());
            if (!Times.known(time)) {
                time = InputTime.ofEpoch(Double.parseDouble(number.text()));
            }
        } else if (value instanceof Long millis) {
            time = millis; // a mapping has read it, or could not
        }
        if (!Times.known(time)) {
            throw new Refused(RejectReason.BAD_TIME);
        }
        return time;
    }

    /**
     * The same of a date that whoever makes the token chooses: a number that is no time is cut as the token's own would be,
     * so that nobody hides a token by it.
     *
     * @param beside whether the token itself is there, which wins: then what is no time at all is not stated
     */
    long claimTime(NativeField field, boolean beside) {
        try {
            return time(field);
        } catch (Refused refused) {
            long time = InputTime.ofDate(textOf(value(field)));
            if (Times.known(time) || beside) {
                return time;
            }
            throw refused;
        }
    }

    /** The time that every record needs, epoch ms. */
    long requiredTime() {
        long time = time(NativeField.TIME);
        if (!Times.known(time)) {
            throw new Refused(RejectReason.NO_TIME);
        }
        return time;
    }

    /** Epoch ms, or {@link Times#UNKNOWN} also where it is later than {@code latest}; of a record that broke off behind its time, too. */
    long timeIfReadable(long latest) {
        try {
            long time = time(NativeField.TIME);
            return time > latest ? Times.UNKNOWN : time;
        } catch (Refused refused) {
            return Times.UNKNOWN;
        }
    }

    /** True or false, also as a text, and as that of nginx's variables, 1 or 0; null where not stated. */
    @Nullable
    Boolean flag(NativeField field) {
        Object value = value(field);
        if (value == null || value.equals("")) {
            return null;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            if (text.equalsIgnoreCase("true") || text.equals("1")) {
                return true;
            }
            if (text.equalsIgnoreCase("false") || text.equals("0")) {
                return false;
            }
        }
        throw new Refused(RejectReason.BAD_FIELD);
    }

    /** A whole number of up to three digits, also as a text; 0 where not stated. */
    int status() {
        String text = asWritten(NativeField.STATUS);
        if (text == null) {
            return 0;
        }
        int status = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == 3) {
                throw new Refused(RejectReason.BAD_FIELD);
            }
            status = status * 10 + digit;
        }
        return status;
    }

    private @Nullable Object value(NativeField field) {
        return plain == null ? values.get(field) : plain.value(field);
    }

    private @Nullable String asWritten(NativeField field) {
        Object value = value(field);
        if (value == null || value.equals("")) {
            return null;
        }
        String text = textOf(value);
        if (text == null) {
            throw new Refused(RejectReason.BAD_FIELD);
        }
        return text;
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value instanceof Numeral number ? number.text() : value instanceof String text ? text : null;
    }
}
