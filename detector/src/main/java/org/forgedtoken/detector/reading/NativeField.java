package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.reading.jwt.AsciiWords;
import org.jspecify.annotations.Nullable;

/** The fields of the native format that mean something (CONTRACT, section 3); every format is mapped onto them. */
public enum NativeField {
    TIME,
    TOKEN,
    TOKEN_ID,
    TOKEN_DIGEST,
    ISSUER,
    ACCOUNT_ID,
    CLIENT_ID,
    KEY_ID,
    ISSUED_AT,
    EXPIRES_AT,
    SOURCE_IP,
    USER_AGENT,
    METHOD,
    PATH,
    STATUS,
    AUTHENTICATED,
    REQUEST_ID,
    SIGNATURE_VALID,
    KIND,
    EVENT,
    SINCE,
    STATE,
    NOT_BEFORE,
    NOT_AFTER,
    AT_RISK_SINCE,
    CLASS;

    /** What only records of keys and accounts say: elsewhere these names mean nothing. */
    private static final Set<NativeField> OF_LISTS = EnumSet.of(STATE, NOT_BEFORE, NOT_AFTER, AT_RISK_SINCE, CLASS);

    private static final Set<NativeField> REPEATED =
            EnumSet.of(ISSUER, CLIENT_ID, KEY_ID, USER_AGENT, METHOD, KIND, EVENT);

    private static final Map<String, NativeField> ALL = new HashMap<>();
    private static final Map<String, NativeField> OF_TOKENS = new HashMap<>();

    /** By {@link #place}, or in the next that is free. */
    private static final @Nullable NativeField[] BY_WORDS = new NativeField[128];

    static {
        for (NativeField field : values()) {
            ALL.put(field.label(), field);
            if (!OF_LISTS.contains(field)) {
                OF_TOKENS.put(field.label(), field);
                int place = place(field.head, field.tail);
                while (BY_WORDS[place] != null) {
                    place = place + 1 & BY_WORDS.length - 1;
                }
                BY_WORDS[place] = field;
            }
        }
    }

    private final String label = name().toLowerCase(Locale.ROOT);
    /** The first and the last eight of the label's bytes, which are sixteen at most: so these are all of it. */
    private final long head;

    private final long tail;

    NativeField() {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        head = AsciiWords.head(bytes, 0, bytes.length);
        tail = AsciiWords.tail(bytes, 0, bytes.length);
    }

    /** As written in a record. */
    public String label() {
        return label;
    }

    /** The field of this name in a record of an access or an issuance, or null: it means nothing there. */
    public static @Nullable NativeField named(String name) {
        return OF_TOKENS.get(name);
    }

    /** The same of a name in bytes. */
    public static @Nullable NativeField named(byte[] json, int from, int to) {
        long head = AsciiWords.head(json, from, to);
        long tail = AsciiWords.tail(json, from, to);
        int place = place(head, tail);
        for (NativeField field = BY_WORDS[place]; field != null; field = BY_WORDS[place]) {
            if (field.head == head && field.tail == tail && field.label.length() == to - from) {
                return field;
            }
            place = place + 1 & BY_WORDS.length - 1;
        }
        return null;
    }

    private static int place(long head, long tail) {
        return AsciiWords.mix(head + tail) & BY_WORDS.length - 1;
    }

    /** Whether few texts stand in this field, each of them often. */
    boolean isRepeated() {
        return REPEATED.contains(this);
    }

    /** The field of this name in a record of a key or an account, or null. */
    static @Nullable NativeField namedInList(String name) {
        return ALL.get(name);
    }
}
