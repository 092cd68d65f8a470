package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.PlainObject;
import org.jspecify.annotations.Nullable;

/** The fields of a plain record as the places where they are written, so that only what is asked for is made. */
public final class PlainFields implements PlainObject.Members {
    private static final int FIELDS = NativeField.values().length;

    private final Recent<String> known;
    private byte[] json = {};
    /** By field: where the value begins, and where it ends; 0 and 0 where there is none. */
    private final int[] places = new int[2 * FIELDS];

    PlainFields(Recent<String> known) {
        this.known = known;
    }

    /** The fields of an access or an issuance; null where the full parser has to read the record. */
    static @Nullable PlainFields of(byte[] json, Recent<String> known) {
        PlainFields fields = new PlainFields(known);
        return fields.read(json) ? fields : null;
    }

    /** From here on it has the fields of this record; false where the full parser has to read it. */
    boolean read(byte[] record) {
        json = record;
        Arrays.fill(places, 0);
        return PlainObject.read(record, this);
    }

    @Override
    public boolean take(byte[] same, int nameFrom, int nameTo, int from, int to) {
        NativeField field = NativeField.named(same, nameFrom, nameTo);
        if (field == null) {
            return true;
        }
        int place = 2 * field.ordinal();
        if (places[place] != 0 || (field == NativeField.TOKEN && "[{tf".indexOf(same[from]) >= 0)) {
            return false;
        }
        places[place] = from;
        places[place + 1] = to;
        return true;
    }

    /** The record. */
    public byte[] bytes() {
        return json;
    }

    public boolean has(NativeField field) {
        return from(field) != 0;
    }

    /** Whether the field is a text of at least one character: then the next two may be asked. */
    boolean isText(NativeField field) {
        int from = from(field);
        return json[from] == '"' && json[from + 1] != '"';
    }

    /** Of a text, in characters. */
    int length(NativeField field) {
        return to(field) - from(field) - 2;
    }

    /** A text with every JWT in it struck. */
    public String clean(NativeField field) {
        int from = from(field) + 1;
        int to = to(field) - 1;
        return field.isRepeated() ? known.of(json, from, to - from) : JwtScan.strike(text(from, to));
    }

    /** The value as {@link Fields#put} would take it; null where the field is absent. */
    @Nullable
    Object value(NativeField field) {
        int from = from(field);
        int to = to(field);
        if (from == 0) {
            return null;
        }
        return switch (json[from]) {
            case '"' -> text(from + 1, to - 1);
            case 't' -> true;
            case 'f' -> false;
            case 'n' -> "";
            case '{', '[' -> Fields.Composite.UNKNOWN;
            default -> new Fields.Numeral(text(from, to));
        };
    }

    /** A text as it is written. */
    String text(NativeField field) {
        return text(from(field) + 1, to(field) - 1);
    }

    /** Where the text of a path ends, without its query and its fragment. */
    public int pathTo() {
        int at = from(NativeField.PATH) + 1;
        while (at < to(NativeField.PATH) - 1 && json[at] != '?' && json[at] != '#') {
            at++;
        }
        return at;
    }

    /** Whether the beginning of a JWT is in the value: then {@link #clean} may have it otherwise. */
    boolean mayHoldToken(NativeField field) {
        return PlainObject.mayHoldToken(json, from(field), to(field));
    }

    /** 0 where it is not stated, negative where it is stated otherwise than as a number of up to three digits. */
    public int status() {
        return has(NativeField.STATUS) ? (int) digits(NativeField.STATUS, 3) : 0;
    }

    /** Whether the field is there and true. */
    boolean isTrue(NativeField field) {
        return has(field) && json[from(field)] == 't';
    }

    /** A whole number of at most so many digits; negative where the field is anything else. */
    long digits(NativeField field, int most) {
        int from = from(field);
        int to = to(field);
        if (to - from > most) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private String text(int from, int to) {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Where the value begins; 0 where there is none. */
    public int from(NativeField field) {
        return places[2 * field.ordinal()];
    }

    /** Where the value ends. */
    public int to(NativeField field) {
        return places[2 * field.ordinal() + 1];
    }
}
